#include "ui/theme.h"

#include "ui/stylesheet.h"
#include "ui/systemscheme.h"
#include "ui/themeicon.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QProxyStyle>
#include <QSvgRenderer>

namespace ui {
namespace {

Theme *s_theme = nullptr; // set while the one object lives

// Fusion, without the icons it puts on the buttons of dialogs.
class PlainFusion : public QProxyStyle
{
public:
    PlainFusion()
        : QProxyStyle(QStringLiteral("Fusion"))
    {
    }
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override
    {
        if (hint == SH_DialogButtonBox_ButtonsHaveIcons || hint == SH_EtchDisabledText)
            return 0;
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
    // Fusion mixes the frame of an indicator from the ground, which leaves nothing to see on a dark one.
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override
    {
        if (element == PE_IndicatorCheckBox)
            paintIndicator(*option, painter, 4);
        else if (element == PE_IndicatorRadioButton)
            paintIndicator(*option, painter, 8);
        else
            QProxyStyle::drawPrimitive(element, option, painter, widget);
    }

private:
    static void paintIndicator(const QStyleOption &option, QPainter *painter, qreal radius)
    {
        const Tokens &t = s_theme->tokens();
        const bool enabled = option.state & State_Enabled;
        const bool on = option.state & (State_On | State_NoChange);
        QColor frame = on ? t.accent : t.dim;
        if (!enabled)
            frame.setAlphaF(0.5F);
        const QRectF box = QStyle::alignedRect(Qt::LeftToRight, Qt::AlignCenter, {16, 16}, option.rect);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(enabled && (option.state & State_HasFocus) ? t.accent : frame, 1.5));
        painter->setBrush(on ? frame : t.surface);
        painter->drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius);
        painter->setPen(QPen(t.onAccent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const auto at = [&box](qreal x, qreal y) { return box.topLeft() + QPointF(x, y); };
        if (option.state & State_NoChange) {
            painter->drawLine(at(4.5, 8), at(11.5, 8));
        } else if (on && radius < 8) {
            painter->setBrush(Qt::NoBrush);
            painter->drawPolyline(QPolygonF {at(4.5, 8.3), at(7, 10.8), at(11.5, 5.5)});
        } else if (on) {
            painter->setBrush(t.onAccent);
            painter->drawEllipse(box.center(), 2, 2);
        }
        painter->restore();
    }
};

Tokens lightTokens()
{
    Tokens t;
    t.window = QColor(0xF6F7F9);
    t.surface = QColor(0xFFFFFF);
    t.raised = QColor(0xFFFFFF);
    t.line = QColor(0xE1E5EA);
    t.text = QColor(0x1B2330);
    t.dim = QColor(0x5B6675);
    t.accent = QColor(0x3550C8);
    t.onAccent = QColor(0xFFFFFF);
    t.accentWeak = QColor(0xE8ECFD);
    t.chip = QColor(0xEDEFF2);
    t.okText = QColor(0x17693F);
    t.okGround = QColor(0xE1F3E8);
    t.warnText = QColor(0x7A4F00);
    t.warnGround = QColor(0xFCF0D6);
    t.badText = QColor(0xA3211A);
    t.badGround = QColor(0xFBE7E5);
    t.infoText = QColor(0x0A5C91);
    t.infoGround = QColor(0xE1EFF9);
    return t;
}

Tokens darkTokens()
{
    Tokens t;
    t.window = QColor(0x14171C);
    t.surface = QColor(0x1B1F26);
    t.raised = QColor(0x232831);
    t.line = QColor(0x323945);
    t.text = QColor(0xE7EAF0);
    t.dim = QColor(0xA3ADBC);
    t.accent = QColor(0x9DB0FF);
    t.onAccent = QColor(0x1B1F26);
    t.accentWeak = QColor(0x2A3358);
    t.chip = QColor(0x2A303A);
    t.okText = QColor(0x7BDCA4);
    t.okGround = QColor(0x173526);
    t.warnText = QColor(0xF0C36A);
    t.warnGround = QColor(0x3A2E12);
    t.badText = QColor(0xFF9C94);
    t.badGround = QColor(0x42201D);
    t.infoText = QColor(0x7CC4F5);
    t.infoGround = QColor(0x16324A);
    return t;
}

QPalette paletteOf(const Tokens &t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.surface);
    p.setColor(QPalette::Base, t.surface);
    p.setColor(QPalette::AlternateBase, t.window);
    p.setColor(QPalette::Button, t.raised);
    p.setColor(QPalette::ToolTipBase, t.raised);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        p.setColor(role, t.text);
    p.setColor(QPalette::PlaceholderText, t.dim);
    p.setColor(QPalette::BrightText, t.badText);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.onAccent);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::Light, t.raised);
    p.setColor(QPalette::Midlight, t.line);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.line);
    p.setColor(QPalette::Shadow, t.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faded = t.dim;
        faded.setAlphaF(0.7F);
        p.setColor(QPalette::Disabled, role, faded);
    }
    return p;
}

} // namespace

QColor Tokens::toneText(models::Tone tone) const
{
    switch (tone) {
    case models::Tone::Ok:
        return okText;
    case models::Tone::Warn:
        return warnText;
    case models::Tone::Bad:
        return badText;
    case models::Tone::Info:
        return infoText;
    case models::Tone::Neutral:
        return dim;
    case models::Tone::None:
        break;
    }
    return text;
}

QColor Tokens::toneGround(models::Tone tone) const
{
    switch (tone) {
    case models::Tone::Ok:
        return okGround;
    case models::Tone::Warn:
        return warnGround;
    case models::Tone::Bad:
        return badGround;
    case models::Tone::Info:
        return infoGround;
    case models::Tone::Neutral:
        return chip;
    case models::Tone::None:
        break;
    }
    return {};
}

Theme::Theme(QApplication &app)
    : m_app(app)
    , m_system(new SystemScheme(app, this))
{
    s_theme = this;
    m_app.setStyle(new PlainFusion);
    makeFonts();
    connect(m_system, &SystemScheme::changed, this, [this] {
        if (m_scheme == Scheme::System)
            apply();
    });
    apply();
}

Theme::~Theme()
{
    s_theme = nullptr;
}

Theme *Theme::of()
{
    return s_theme;
}

void Theme::setScheme(Scheme scheme)
{
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    apply();
}

void Theme::apply()
{
    m_dark = m_scheme == Scheme::System ? m_system->isDark() : m_scheme == Scheme::Dark;
    m_app.setPalette(paletteOf(tokens()));
    m_app.setStyleSheet(styleSheet(tokens()));
    Q_EMIT changed();
}

const Tokens &Theme::tokens() const
{
    static const Tokens light = lightTokens();
    static const Tokens dark = darkTokens();
    return m_dark ? dark : light;
}

void Theme::makeFonts()
{
    m_base = m_app.font();
    m_base.setFamilies(QStringList {QStringLiteral("Inter"), QStringLiteral("Noto Sans")}
                       + m_base.families());
    m_base.setPixelSize(13);
    m_bold = m_base;
    m_bold.setWeight(QFont::DemiBold);
    m_small = m_bold;
    m_small.setPixelSize(12);
    m_title = m_bold;
    m_title.setPixelSize(18);
    m_sentence = m_base;
    m_sentence.setPixelSize(15);
    m_fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_fixed.setPixelSize(12);
    m_app.setFont(m_base);
}

QFont Theme::baseFont() const
{
    return m_base;
}

QFont Theme::boldFont() const
{
    return m_bold;
}

QFont Theme::smallFont() const
{
    return m_small;
}

QFont Theme::titleFont() const
{
    return m_title;
}

QFont Theme::sentenceFont() const
{
    return m_sentence;
}

QFont Theme::fixedFont() const
{
    return m_fixed;
}

QIcon Theme::icon(const QString &name, const QColor &color) const
{
    return name.isEmpty() ? QIcon() : QIcon(new ThemeIcon(name, color));
}

QPixmap Theme::pixmap(const QString &name, int size, const QColor &color, qreal dpr) const
{
    const QString key
        = QStringLiteral("doorman/%1/%2/%3/%4").arg(name).arg(size).arg(color.rgba(), 0, 16).arg(dpr);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const int side = qRound(size * dpr);
    pixmap = QPixmap(side, side);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg").arg(name));
    if (renderer.isValid()) {
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(0, 0, side, side));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), color);
    }
    pixmap.setDevicePixelRatio(dpr);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace ui
