#include "ui/message/mail/htmlpage.h"

#include "ui/message/mail/displaylist.h"
#include "ui/message/mail/litecontainer.h"
#include "ui/message/mail/mailstyle.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype mostInlineBytes = 2 * 1024 * 1024;
constexpr int tallest = 60000; // pixels of a page that is drawn

QString attribute(const litehtml::element::ptr &element, const char *name)
{
    return QString::fromUtf8(element->get_attr(name, ""));
}

QString textOf(const litehtml::element::ptr &element)
{
    std::string text;
    element->get_text(text);
    return QString::fromStdString(text).simplified();
}

} // namespace

class HtmlPage::Private
{
public:
    explicit Private(const QHash<QString, QImage> &pictures)
        : container(pictures)
    {
    }

    void parse()
    {
#if DOORMAN_LITEHTML_CONTEXT
        context = {};
        context.load_master_stylesheet(style.constData());
        document = litehtml::document::createFromUTF8(text.constData(), &container, &context);
#else
        document = litehtml::document::createFromString(text.constData(), &container, style.constData());
#endif
        QHash<QString, NamedPicture> named;
        for (const litehtml::element::ptr &image : document->root()->select_all("img"))
            named.insert(attribute(image, "src"),
                         {attribute(image, "alt"),
                          QSize(attribute(image, "width").toInt(), attribute(image, "height").toInt())});
        container.setNamed(named);
    }

    void draw()
    {
        list.clear();
        words.clear();
        const litehtml::position all(0, 0, qMax(document->width(), 1), qMin(document->height(), tallest));
        container.drawInto(&list);
        document->draw(reinterpret_cast<litehtml::uint_ptr>(&list), 0, 0, &all);
        container.drawInto(nullptr);
        setRightToLeft(list);
        for (const PaintStep &step : list) {
            const auto *word = std::get_if<TextStep>(&step);
            if (word && !word->text.trimmed().isEmpty())
                words += PageWord {word->box, word->text};
        }
        for (const QString &address : container.takeMissing()) {
            if (!missing.contains(address))
                missing += address;
        }
    }

    QByteArray text; // empty: too much
    QByteArray style;
    LiteContainer container; // outlives the document, which frees its fonts through it
#if DOORMAN_LITEHTML_CONTEXT
    litehtml::context context;
#endif
    litehtml::document::ptr document;
    DisplayList list;
    QList<PageWord> words;
    QStringList missing;
};

HtmlPage::HtmlPage(const QString &html, const QHash<QString, QImage> &pictures)
    : d(std::make_unique<Private>(pictures))
{
    if (isTooMuch(html))
        return;
    d->text = forEngine(html).toUtf8();
    d->style = baseStyle() + attributeStyle(html);
}

HtmlPage::~HtmlPage() = default;

bool HtmlPage::tooMuch() const
{
    return d->text.isEmpty();
}

void HtmlPage::layOut(int width)
{
    if (d->text.isEmpty())
        return;
    d->container.setWindow({width, 800});
    d->parse(); // anew: not every version minds a change of width in all its rules
    d->document->render(width);
    d->draw();
}

QSize HtmlPage::size() const
{
    return d->document ? QSize(d->document->width(), qMin(d->document->height(), tallest)) : QSize();
}

void HtmlPage::paint(QPainter &painter, const QRect &part) const
{
    ui::paint(painter, d->list, part);
}

const QList<PageWord> &HtmlPage::words() const
{
    return d->words;
}

QList<PageLink> HtmlPage::links() const
{
    QList<PageLink> links;
    if (!d->document)
        return links;
    for (const litehtml::element::ptr &anchor : d->document->root()->select_all("a")) {
        PageLink link {textOf(anchor), attribute(anchor, "href")};
        if (link.url.isEmpty())
            continue;
        for (const litehtml::element::ptr &image : anchor->select_all("img")) {
            if (link.text.isEmpty())
                link.text = attribute(image, "alt");
        }
        links += link;
    }
    return links;
}

QString HtmlPage::linkAt(const QPoint &point) const
{
    if (!d->document)
        return {};
    litehtml::position::vector changed;
    d->document->on_mouse_over(point.x(), point.y(), point.x(), point.y(), changed);
    d->document->on_lbutton_down(point.x(), point.y(), point.x(), point.y(), changed);
    d->document->on_lbutton_up(point.x(), point.y(), point.x(), point.y(), changed);
    return d->container.takeClicked();
}

const QStringList &HtmlPage::missingPictures() const
{
    return d->missing;
}

QImage inlinePicture(const QString &address)
{
    const qsizetype comma = address.indexOf(u',');
    if (comma < 0 || address.size() > mostInlineBytes)
        return {};
    const QString head = address.left(comma).toLower();
    const QByteArray body = QByteArray::fromPercentEncoding(address.mid(comma + 1).toUtf8());
    const QByteArray bytes = head.endsWith(";base64"_L1) ? QByteArray::fromBase64(body) : body;
    for (const char *format : {"png", "jpeg", "gif"}) {
        if (head.startsWith("data:image/"_L1 + QLatin1StringView(format)))
            return QImage::fromData(bytes, format);
    }
    return {};
}

} // namespace ui
