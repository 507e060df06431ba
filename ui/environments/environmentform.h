// What there is to say about one environment, to be edited, tested and saved.
#pragma once

#include "models/connectiontest.h"
#include "models/profilestore.h"
#include "ui/context.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

class Chip;
class ColorChoice;
class IconChoice;
class SecretEdit;

class EnvironmentForm : public QWidget
{
    Q_OBJECT
public:
    explicit EnvironmentForm(const Context &context, QWidget *parent = nullptr);
    void setProfile(const models::Profile &profile); // one without an id is new; what was typed goes
    const models::Profile &profile() const { return m_profile; } // as it is stored
    bool isChanged() const;
    void showKeyProblem(const QString &text); // under the key's field
    models::ConnectionTest *test() const { return m_test; }

public Q_SLOTS:
    void save();
    void startTest();
    void revert();

Q_SIGNALS:
    void saved(const QString &id, bool isOtherConnection); // address or key are others now
    void changed();

private:
    using Field = models::ProfileProblem::Field;
    struct Row
    {
        QWidget *widget = nullptr;
        QLabel *problem = nullptr;
    };
    void build();
    Row addRow(QFormLayout *form, const QString &label, QWidget *widget);
    QCheckBox *addCheck(QVBoxLayout *column, const QString &text, const QString &hint);
    QWidget *buildButtons();
    models::Profile edited() const;
    QList<models::ProfileProblem> problems() const;
    void showProblems(const QList<models::ProfileProblem> &problems, bool takeFocus);
    void follow();
    void followSecrets();
    void keepSecrets(const QString &id, bool isOther);
    void secretKept(const QString &problem);
    void showVerdict(const models::ConnectionVerdict &verdict);
    void runTest(const QByteArray &key, const QByteArray &token);
    Row &row(Field field);

    Context m_context;
    models::Profile m_profile;
    models::ConnectionTest *m_test;
    QFormLayout *m_form = nullptr;
    QLabel *m_about = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_address = nullptr;
    SecretEdit *m_key = nullptr;
    SecretEdit *m_token = nullptr;
    QLabel *m_keyNote = nullptr;
    QLabel *m_tokenNote = nullptr;
    ColorChoice *m_color = nullptr;
    IconChoice *m_icon = nullptr;
    QCheckBox *m_readOnly = nullptr;
    QCheckBox *m_mayUnlock = nullptr;
    QCheckBox *m_protected = nullptr;
    QPushButton *m_testButton = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_revert = nullptr;
    Chip *m_verdict = nullptr;
    QLabel *m_verdictText = nullptr;
    Row m_nameRow, m_addressRow, m_keyRow, m_tokenRow, m_colorRow, m_iconRow;
    int m_pending = 0; // secrets on their way to the keyring
    QString m_savedId;
    QString m_keepProblem;
    bool m_isOther = false;
    bool m_filling = false;
};

} // namespace ui
