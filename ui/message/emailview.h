#pragma once

#include "api/schema/content.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace ui {

class KeyValueTable;
class MailPaper;
class RemotePictures;
class SafeBrowser;
class SectionTabs;

// An e-mail: its head, and its body as mail, as text and as source. Nothing it names is fetched, but its
// pictures when a person asks for them, for this e-mail only.
class EmailView : public QWidget
{
    Q_OBJECT
public:
    explicit EmailView(QWidget *parent = nullptr);
    void setEmail(const api::EmailContent &email);
    MailPaper *paper() const { return m_paper; }
    // What shows the few mails that are too much for the paper.
    const SafeBrowser *browser() const { return m_browser; }
    RemotePictures *remotePictures() const { return m_remote; }
    QPushButton *loadButton() const { return m_load; }
    void setPhone(bool on); // as wide as a phone

private:
    QWidget *makeBar();
    QWidget *makeRemoteLine();
    void setSection(const QString &key);
    void loadPictures();
    void sayPictures();
    QString remoteWords() const;
    void offerLinks();
    QStringList missing() const; // remote pictures that are left out

    KeyValueTable *m_head;
    SectionTabs *m_tabs;
    QToolButton *m_desktop;
    QToolButton *m_phone;
    QToolButton *m_links;
    QWidget *m_bar;
    QWidget *m_remoteLine;
    QLabel *m_said;
    QPushButton *m_load;
    QStackedWidget *m_stack;
    MailPaper *m_paper;
    SafeBrowser *m_browser;
    QPlainTextEdit *m_text;
    QPlainTextEdit *m_source;
    RemotePictures *m_remote;
    QStringList m_asked; // what was to be loaded
};

} // namespace ui
