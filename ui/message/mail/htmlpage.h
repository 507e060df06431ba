// An HTML e-mail laid out and painted by litehtml, which is given nothing but the text: no network, no file,
// no script. Pictures are handed in by whoever owns them; style sheets named by an address are never read.
#pragma once

#include <QFont>
#include <QHash>
#include <QImage>
#include <QPixmap>
#include <QString>
#include <QStringList>

#include <memory>

class QPainter;

namespace ui {

struct PageWord
{
    QRect box; // in the page's pixels
    QString text;
};

struct PageLink
{
    QString text; // its picture's alternative text when it has no words
    QString url;
};

class HtmlPage
{
public:
    // `pictures`: by the address as the mail writes it; what is missing is a grey box with its alternative
    // text.
    explicit HtmlPage(const QString &html, const QHash<QString, QImage> &pictures = {});
    ~HtmlPage();
    HtmlPage(const HtmlPage &) = delete;
    HtmlPage &operator=(const HtmlPage &) = delete;

    // Too long or too deeply nested to be laid out in a sane time: nothing is shown, the size stays empty.
    bool tooMuch() const;
    // Breaks lines for a window of `width` pixels, which is also what its media queries see.
    void layOut(int width);
    QSize size() const; // may be wider than asked for
    void paint(QPainter &painter, const QRect &part) const;

    const QList<PageWord> &words() const; // in reading order
    QList<PageLink> links() const;
    QString linkAt(const QPoint &point) const; // empty where there is none
    // Addresses of pictures that are neither given nor carried inside the mail, each once.
    const QStringList &missingPictures() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

// The picture in a data: address; null for anything but PNG, JPEG or GIF of sane size. SVG is left out,
// because it can name files of its own.
QImage inlinePicture(const QString &address);

} // namespace ui
