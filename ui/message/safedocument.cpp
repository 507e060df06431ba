#include "ui/message/safedocument.h"

#include "ui/message/mail/htmlpage.h"
#include "ui/message/mail/mailstyle.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QCursor>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <QPixmap>
#include <QTextBlock>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

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
    setHtml(isTooMuch(html) ? simpleForm(html) : html);
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
        const QImage image = inlinePicture(QString::fromLatin1(name.toEncoded()));
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
    connect(this, &QTextBrowser::anchorClicked, this,
            [this](const QUrl &url) { offerLink(this, url.toString(), QCursor::pos()); });
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
    offerLink(this, link, event->globalPos());
}

QString richTextStyle()
{
    const Tokens &tokens = Theme::of()->tokens();
    return u"p { margin: 0 0 2px 0; } a { color: %1; text-decoration: none; } "
           "blockquote { color: %2; margin: 2px 0 2px 12px; }"_s.arg(tokens.accent.name(), tokens.dim.name());
}

static QMenu *linkMenu(QWidget *parent, const QString &url)
{
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *where
        = menu->addAction(menu->fontMetrics().elidedText(url, Qt::ElideMiddle, 420).replace(u'&', "&&"_L1));
    where->setEnabled(false);
    menu->addSeparator();
    QAction *copy = menu->addAction(SafeBrowser::tr("Copy link"));
    QObject::connect(copy, &QAction::triggered, menu, [url] { QGuiApplication::clipboard()->setText(url); });
    return menu;
}

void offerLinkCopy(QWidget *parent, const QString &url, const QPoint &globalPosition)
{
    linkMenu(parent, url)->popup(globalPosition);
}

void offerLink(QWidget *parent, const QString &url, const QPoint &globalPosition)
{
    QMenu *menu = linkMenu(parent, url);
    const QUrl target(url);
    const bool web = target.scheme() == "http"_L1 || target.scheme() == "https"_L1;
    if ((web && !target.host().isEmpty()) || target.scheme() == "mailto"_L1) {
        const QString to = web ? target.host() : target.path();
        QAction *open = menu->addAction(
            web ? SafeBrowser::tr("Open %1 in the browser").arg(QString(to).replace(u'&', "&&"_L1))
                : SafeBrowser::tr("Write to %1").arg(QString(to).replace(u'&', "&&"_L1)));
        QObject::connect(open, &QAction::triggered, menu, [target] { QDesktopServices::openUrl(target); });
    }
    menu->popup(globalPosition);
}

} // namespace ui
