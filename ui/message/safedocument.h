// Rich text from strangers: shown, never followed.
#pragma once

#include <QTextBrowser>
#include <QTextDocument>

namespace ui {

// A document that fetches nothing: no network, no file, no resource of the program. Pictures carried inside
// the text itself (data: with PNG, JPEG or GIF) are shown; every other one is counted and left out.
class SafeDocument : public QTextDocument
{
    Q_OBJECT
public:
    explicit SafeDocument(QObject *parent = nullptr);
    // Replaces the content; scripts never run, forms are text.
    void setSafeHtml(const QString &html);
    int blockedImages() const;
    QStringList blockedUrls() const { return m_blocked; }

protected:
    QVariant loadResource(int type, const QUrl &name) override;

private:
    void note(QString address);
    QStringList m_blocked;
};

// Shows a SafeDocument. Links open nothing by themselves: they say where they lead, and offer to be copied.
class SafeBrowser : public QTextBrowser
{
    Q_OBJECT
public:
    explicit SafeBrowser(QWidget *parent = nullptr);
    void setSafeHtml(const QString &html);
    const SafeDocument *safeDocument() const { return m_document; }
    // White paper under black text whatever the theme: what e-mails are made for.
    void setPaper(bool on);

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    SafeDocument *m_document;
};

// How paragraphs, links and quotes look in the theme of now; for setDefaultStyleSheet().
QString richTextStyle();
// A menu that shows where a link leads, copies it, and opens it in the browser, naming the host; only web and
// mail addresses are opened.
void offerLink(QWidget *parent, const QString &url, const QPoint &globalPosition);
// The same without opening.
void offerLinkCopy(QWidget *parent, const QString &url, const QPoint &globalPosition);

} // namespace ui
