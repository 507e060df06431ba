#pragma once

#include "models/fileformat.h"

#include <QDialog>
#include <QList>

class QButtonGroup;
class QCheckBox;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSettings;
class QVBoxLayout;

namespace ui {

class ErrorBar;

// What of a list is exported, into which file.
struct ExportChoice
{
    enum class What { Selected, Loaded, All };
    What what = What::All;
    models::FileFormat format = models::FileFormat::Csv;
    bool mark = false; // a byte order mark, for spreadsheets
    QString path;
};

// Asks for both. Folder and format are remembered.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    struct Offer
    {
        QString name; // of the list: "Messages"
        int selected = 0;
        int loaded = 0; // as shown, where the list is searched
        bool isSearched = false; // by a text, in what is loaded
        bool isComplete = false; // there is nothing that is not loaded
        bool canAsk = true; // the service, for all of it
    };
    ExportDialog(const Offer &offer, QSettings *settings, QWidget *parent);

Q_SIGNALS:
    void chosen(const ui::ExportChoice &choice);

private:
    void addWhat(QVBoxLayout *column);
    void addFormat(QVBoxLayout *column);
    void addFile(QVBoxLayout *column);
    void addButtons(QVBoxLayout *column);
    void followFormat();
    void browse();
    void start();
    QString problemOf(const QString &path) const; // empty: a file can be made there
    QString defaultPath() const;
    models::FileFormat format() const;

    Offer m_offer;
    QSettings *m_settings;
    QButtonGroup *m_what;
    QButtonGroup *m_format;
    QCheckBox *m_mark;
    QLineEdit *m_path;
    ErrorBar *m_error;
    QPushButton *m_start;
    QString m_replaced; // the person agreed to replace this file
};

} // namespace ui
