#pragma once

#include "api/schema/message.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
namespace api {
class Client;
}
namespace models {
class Vocabulary;
}

namespace ui {

class MessageRun;

// Which message to compare with: an id or a link that is pasted, or one of the same run.
class CompareChooser : public QDialog
{
    Q_OBJECT
public:
    CompareChooser(const api::Message &message, api::Client &client, models::Vocabulary *vocabulary,
                   QWidget *parent);
    // The id in what was pasted: bare, "message:2f…" or "doorman message:2f…"; empty: there is none.
    static QString idIn(const QString &pasted);

Q_SIGNALS:
    void chosen(const QString &id);

private:
    void build();
    void fill();
    void follow();
    QString wanted() const;
    api::Message m_message;
    models::Vocabulary *m_vocabulary;
    MessageRun *m_run;
    QLineEdit *m_id;
    QLabel *m_hint;
    QListWidget *m_list;
    QPushButton *m_compare;
};

} // namespace ui
