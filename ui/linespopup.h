#pragma once

#include "ui/filterbar.h"

#include <QFrame>

class QLabel;
class QListWidget;
class QPlainTextEdit;

namespace ui {

// An editor for several values, typed or pasted, with what is read of them below it; popped up below a chip.
// What can't be read stays there and says why. Ctrl+Enter applies. Closes and deletes itself.
class LinesPopup : public QFrame
{
    Q_OBJECT
public:
    LinesPopup(const FilterSpec &spec, QWidget *parent);
    void setText(const QString &text);
    QString text() const;
    void popUp(const QPoint &at);

Q_SIGNALS:
    void entered(const QStringList &values);
    void left(const QString &text); // closed without being applied

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void read();
    void accept();
    void addChoices(const QList<FilterChoice> &choices);

    FilterSpec m_spec;
    QPlainTextEdit *m_edit;
    QListWidget *m_choices;
    QLabel *m_note;
    bool m_accepted = false;
};

} // namespace ui
