#include "ui/message/mail/litecontainer.h"

#include "ui/message/mail/boxpaths.h"
#include "ui/message/mail/htmlpage.h"
#include "ui/message/mail/mailfont.h"
#include "ui/theme.h"

#include <QtMath>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int biggestFont = 400; // pixels: what a mail may ask for

using FontPtr = std::shared_ptr<MailFont>; // what litehtml holds points to one

MailFont &fontOf(litehtml::uint_ptr font)
{
    return **reinterpret_cast<FontPtr *>(font);
}

DisplayList &listOf(litehtml::uint_ptr hdc)
{
    return *reinterpret_cast<DisplayList *>(hdc);
}

QColor colorOf(const litehtml::web_color &color)
{
    return QColor(color.red, color.green, color.blue, color.alpha);
}

// The families a mail asks for, in its order; the generic names stand for the console's own fonts.
QStringList familiesOf(const QString &names)
{
    QStringList families;
    for (QString name : names.split(u',', Qt::SkipEmptyParts)) {
        name = name.remove(u'"').remove(u'\'').trimmed();
        if (name == "monospace"_L1)
            name = Theme::of()->fixedFont().family();
        else if (name == "serif"_L1)
            name = u"DejaVu Serif"_s;
        else if (name == "sans-serif"_L1 || name.startsWith("system-ui"_L1) || name.startsWith(u'-'))
            name = Theme::of()->baseFont().family();
        families += name;
    }
    families += Theme::of()->baseFont().family();
    return families;
}

QString markerText(const litehtml::list_marker &marker)
{
    QString letters;
    for (int n = marker.index; n > 0; n = (n - 1) / 26)
        letters.prepend(QChar(u'a' + (n - 1) % 26));
    switch (marker.marker_type) {
    case litehtml::list_style_type_lower_alpha:
    case litehtml::list_style_type_lower_latin:
        return letters + u'.';
    case litehtml::list_style_type_upper_alpha:
    case litehtml::list_style_type_upper_latin:
        return letters.toUpper() + u'.';
    default:
        return QString::number(marker.index) + u'.';
    }
}

} // namespace

LiteContainer::LiteContainer(const QHash<QString, QImage> &pictures)
    : m_given(pictures)
    , m_defaultFont(Theme::of()->baseFont().family().toStdString())
{
}

LiteContainer::~LiteContainer() = default;

litehtml::uint_ptr LiteContainer::create_font(const char *families, int size, int weight,
                                              litehtml::font_style slant, unsigned int decoration,
                                              litehtml::font_metrics *metrics)
{
    QFont font;
    font.setFamilies(familiesOf(QString::fromUtf8(families)));
    font.setPixelSize(qBound(1, size, biggestFont));
    font.setWeight(QFont::Weight(qBound(100, weight, 900)));
    font.setItalic(int(slant) == 1); // the value's name changed between versions
    font.setUnderline(decoration & litehtml::font_decoration_underline);
    font.setStrikeOut(decoration & litehtml::font_decoration_linethrough);
    font.setOverline(decoration & litehtml::font_decoration_overline);
    const FontPtr made = MailFont::of(font);
    if (metrics) {
        metrics->ascent = qCeil(made->metrics().ascent());
        metrics->descent = qCeil(made->metrics().descent());
        metrics->height = metrics->ascent + metrics->descent;
        metrics->x_height = qRound(made->metrics().xHeight());
        metrics->draw_spaces = decoration != 0;
    }
    return reinterpret_cast<litehtml::uint_ptr>(new FontPtr(made));
}

void LiteContainer::delete_font(litehtml::uint_ptr font)
{
    delete reinterpret_cast<FontPtr *>(font);
}

int LiteContainer::text_width(const char *text, litehtml::uint_ptr font)
{
    return fontOf(font).widthOf(text);
}

void LiteContainer::draw_text(litehtml::uint_ptr hdc, const char *text, litehtml::uint_ptr font,
                              litehtml::web_color color, const litehtml::position &pos)
{
    const MailFont &made = fontOf(font);
    listOf(hdc).push_back(TextStep {rectOf(pos), qCeil(made.metrics().ascent()), QString::fromUtf8(text),
                                    made.font(), colorOf(color)});
}

int LiteContainer::pt_to_px(int pt) const
{
    return qRound(pt * 96.0 / 72.0);
}

int LiteContainer::get_default_font_size() const
{
    return 16;
}

const char *LiteContainer::get_default_font_name() const
{
    return m_defaultFont.c_str();
}

void LiteContainer::draw_list_marker(litehtml::uint_ptr hdc, const litehtml::list_marker &marker)
{
    QPainterPath path;
    const QRectF box(rectOf(marker.pos));
    switch (marker.marker_type) {
    case litehtml::list_style_type_none:
        return;
    case litehtml::list_style_type_disc:
        path.addEllipse(box);
        break;
    case litehtml::list_style_type_circle:
        path.addEllipse(box);
        path.addEllipse(box.adjusted(1, 1, -1, -1));
        break;
    case litehtml::list_style_type_square:
        path.addRect(box);
        break;
    default:
        if (marker.font) {
            const MailFont &made = fontOf(marker.font);
            QRect where = rectOf(marker.pos);
            where.setHeight(qCeil(made.metrics().height()));
            listOf(hdc).push_back(TextStep {where, qCeil(made.metrics().ascent()), markerText(marker),
                                            made.font(), colorOf(marker.color)});
        }
        return;
    }
    listOf(hdc).push_back(FillStep {path, colorOf(marker.color)});
}

const QPixmap *LiteContainer::pictureAt(const QString &address)
{
    const auto known = m_pictures.constFind(address);
    if (known != m_pictures.cend())
        return known->isNull() ? nullptr : &known.value();
    QImage image = m_given.value(address);
    if (image.isNull() && address.startsWith("data:"_L1, Qt::CaseInsensitive))
        image = inlinePicture(address);
    if (image.isNull() && !address.isEmpty() && !m_missing.contains(address))
        m_missing += address;
    const auto added = m_pictures.insert(address, QPixmap::fromImage(image));
    return added->isNull() ? nullptr : &added.value();
}

void LiteContainer::load_image(const char *src, const char *, bool)
{
    pictureAt(QString::fromUtf8(src));
}

void LiteContainer::get_image_size(const char *src, const char *, litehtml::size &size)
{
    const QPixmap *picture = pictureAt(QString::fromUtf8(src));
    const QSize known = picture ? picture->size() : m_named.value(QString::fromUtf8(src)).size;
    size.width = qMax(0, known.width());
    size.height = qMax(0, known.height());
}

void LiteContainer::draw_background(litehtml::uint_ptr hdc, const litehtml::background_paint &background)
{
    const QPainterPath shape = roundedBox(rectOf(background.clip_box), background.border_radius);
    if (background.color.alpha > 0)
        listOf(hdc).push_back(FillStep {shape, colorOf(background.color)});
    if (background.image.empty())
        return;
    const QString address = QString::fromUtf8(background.image.c_str());
    const QPixmap *picture = pictureAt(address);
    PictureStep step;
    step.shape = shape;
    step.alternative = m_named.value(address).alternative;
    step.box = QRectF(background.position_x, background.position_y, background.image_size.width,
                      background.image_size.height);
    const auto repeat = background.repeat;
    const bool both = repeat == litehtml::background_repeat_repeat;
    step.repeatX = both || repeat == litehtml::background_repeat_repeat_x;
    step.repeatY = both || repeat == litehtml::background_repeat_repeat_y;
    if (picture)
        step.pixmap = *picture;
    else if (!m_named.contains(address))
        return; // a missing ground under text: better none than grey
    if (!step.box.isEmpty())
        listOf(hdc).push_back(step);
}

void LiteContainer::draw_background(litehtml::uint_ptr hdc,
                                    const std::vector<litehtml::background_paint> &backgrounds)
{
    for (auto it = backgrounds.rbegin(); it != backgrounds.rend(); ++it) // the first lies on top
        draw_background(hdc, *it);
}

void LiteContainer::draw_borders(litehtml::uint_ptr hdc, const litehtml::borders &borders,
                                 const litehtml::position &box, bool)
{
    for (const auto &[path, color] : borderPaths(borders, rectOf(box)))
        listOf(hdc).push_back(FillStep {path, colorOf(color)});
}

void LiteContainer::on_anchor_click(const char *url, const litehtml::element::ptr &)
{
    m_clicked = QString::fromUtf8(url);
}

void LiteContainer::transform_text(std::string &text, litehtml::text_transform transform)
{
    QString changed = QString::fromStdString(text);
    if (transform == litehtml::text_transform_uppercase)
        changed = changed.toUpper();
    else if (transform == litehtml::text_transform_lowercase)
        changed = changed.toLower();
    else if (transform == litehtml::text_transform_capitalize && !changed.isEmpty())
        changed[0] = changed[0].toUpper();
    text = changed.toStdString();
}

void LiteContainer::set_clip(const litehtml::position &box, const litehtml::border_radiuses &radii)
{
    if (m_list)
        m_list->push_back(ClipStep {roundedBox(rectOf(box), radii)});
}

void LiteContainer::set_clip(const litehtml::position &box, const litehtml::border_radiuses &radii,
                             bool validX, bool validY)
{
    constexpr int far = 1 << 20;
    litehtml::position wide = box;
    if (!validX)
        wide.x = -far, wide.width = 2 * far;
    if (!validY)
        wide.y = -far, wide.height = 2 * far;
    set_clip(wide, radii);
}

void LiteContainer::del_clip()
{
    if (m_list)
        m_list->push_back(ClipStep {});
}

void LiteContainer::get_client_rect(litehtml::position &client) const
{
    client = litehtml::position(0, 0, m_window.width(), m_window.height());
}

void LiteContainer::get_media_features(litehtml::media_features &media) const
{
    media.type = litehtml::media_type_screen;
    media.width = m_window.width();
    media.height = m_window.height();
    media.device_width = m_window.width();
    media.device_height = m_window.height();
    media.color = 8;
    media.monochrome = 0;
    media.color_index = 256;
    media.resolution = 96;
}

void LiteContainer::get_language(std::string &language, std::string &culture) const
{
    language = "en";
    culture.clear();
}

} // namespace ui
