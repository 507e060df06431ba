#include "ui/message/safedocument.h"

#include "ui/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QCursor>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <QPixmap>
#include <QTextBlock>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype mostInlineBytes = 2 * 1024 * 1024;

// The picture in a data: address; null for anything but a raster picture of sane size. SVG is left out,
// because it can name files of its own.
QImage inlineImage(const QUrl &url)
{
    const QByteArray text = url.toEncoded();
    const qsizetype comma = text.indexOf(',');
    if (comma < 0 || text.size() > mostInlineBytes)
        return {};
    const QByteArray head = text.left(comma).toLower();
    const QByteArray body = QByteArray::fromPercentEncoding(text.mid(comma + 1));
    const QByteArray bytes = head.endsWith(";base64") ? QByteArray::fromBase64(body) : body;
    for (const char *format : {"png", "jpeg", "gif"}) {
        if (head.startsWith(QByteArray("data:image/") + format))
            return QImage::fromData(bytes, format);
    }
    return {};
}

// Not null, because a document reads the file itself where it is given nothing.
QVariant nothing(int type)
{
    if (type != QTextDocument::ImageResource)
        return QByteArray("");
    QImage gap(1, 1, QImage::Format_ARGB32_Premultiplied);
    gap.fill(QColor(0xe5, 0xe8, 0xec)); // a grey box where the picture has a size
    return gap;
}

} // namespace

SafeDocument::SafeDocument(QObject *parent)
    : QTextDocument(parent)
{
    setUndoRedoEnabled(false);
}

void SafeDocument::setSafeHtml(const QString &html)
{
    m_blocked.clear();
    setHtml(html);
    // A picture with a size of its own is asked for when it is painted: whoever counts should know before.
    for (QTextBlock block = begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextImageFormat image = it.fragment().charFormat().toImageFormat();
            if (image.isValid() && !image.name().startsWith("data:"_L1))
                note(image.name());
        }
    }
}

void SafeDocument::note(QString address)
{
    // Paths into the program's resources come in two spellings.
    if (address.startsWith(":/"_L1))
        address.prepend("qrc"_L1);
    if (!m_blocked.contains(address))
        m_blocked += address;
}

int SafeDocument::blockedImages() const
{
    return int(m_blocked.size());
}

QVariant SafeDocument::loadResource(int type, const QUrl &name)
{
    if (type == ImageResource && name.scheme() == "data"_L1) {
        const QImage image = inlineImage(name);
        if (!image.isNull())
            return image;
    }
    if (type == ImageResource)
        note(name.toString());
    const QVariant gap = nothing(type);
    addResource(type, name, gap); // asked once, not at every layout
    return gap;
}

SafeBrowser::SafeBrowser(QWidget *parent)
    : QTextBrowser(parent)
    , m_document(new SafeDocument(this))
{
    setDocument(m_document);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setFrameShape(QFrame::NoFrame);
    connect(this, &QTextBrowser::anchorClicked, this, &SafeBrowser::offerLink);
}

void SafeBrowser::setSafeHtml(const QString &html)
{
    m_document->setSafeHtml(html);
    moveCursor(QTextCursor::Start);
}

void SafeBrowser::setPaper(bool on)
{
    setStyleSheet(on ? u"QTextBrowser { background: white; color: black; border-radius: 6px; }"_s
                     : QString());
    m_document->setDefaultStyleSheet(on ? u"a { color: #1a4fc4; }"_s : QString());
}

QVariant SafeBrowser::loadResource(int type, const QUrl &)
{
    return nothing(type);
}

void SafeBrowser::contextMenuEvent(QContextMenuEvent *event)
{
    const QString link = anchorAt(event->pos());
    if (link.isEmpty())
        return QTextBrowser::contextMenuEvent(event);
    event->accept();
    offerLinkCopy(this, link, event->globalPos());
}

void SafeBrowser::offerLink(const QUrl &url)
{
    offerLinkCopy(this, url.toString(), QCursor::pos());
}

QString richTextStyle()
{
    const Tokens &tokens = Theme::of()->tokens();
    return u"p { margin: 0 0 2px 0; } a { color: %1; text-decoration: none; } "
           "blockquote { color: %2; margin: 2px 0 2px 12px; }"_s.arg(tokens.accent.name(), tokens.dim.name());
}

void offerLinkCopy(QWidget *parent, const QString &url, const QPoint &globalPosition)
{
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *where
        = menu->addAction(menu->fontMetrics().elidedText(url, Qt::ElideMiddle, 420).replace(u'&', "&&"_L1));
    where->setEnabled(false);
    menu->addSeparator();
    QAction *copy = menu->addAction(SafeBrowser::tr("Copy link"));
    QObject::connect(copy, &QAction::triggered, menu, [url] { QGuiApplication::clipboard()->setText(url); });
    menu->popup(globalPosition);
}

} // namespace ui
