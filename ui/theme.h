// Every colour and measure of the console comes from here.
#pragma once

#include "models/shown.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>

class QApplication;

namespace ui {

class SystemScheme;

struct Tokens
{
    QColor window, surface, raised, line, text, dim, accent, onAccent, accentWeak, chip;
    QColor okText, okGround, warnText, warnGround, badText, badGround, infoText, infoGround;
    QColor toneText(models::Tone tone) const; // of a chip
    QColor toneGround(models::Tone tone) const;
};

enum class Scheme { System, Light, Dark };

// The palette, fonts and style of the application; follows the desktop's scheme live. One object, owned by
// the composition root; widgets reach it through Theme::of().
class Theme : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QApplication &app);
    ~Theme() override;
    static Theme *of(); // the one of this application; null before it is made
    void setScheme(Scheme scheme);
    Scheme scheme() const { return m_scheme; }
    bool isDark() const { return m_dark; }
    const Tokens &tokens() const;

    QFont baseFont() const; // 13 px
    QFont boldFont() const; // 13 px semibold
    QFont smallFont() const; // 12 px semibold: chips, counts
    QFont titleFont() const; // 18 px semibold
    QFont sentenceFont() const; // 15 px
    QFont fixedFont() const; // 12 px, ids and JSON
    // resources/icons/NAME.svg in the palette's colour (or the given one), 16 and 24 px.
    QIcon icon(const QString &name, const QColor &color = {}) const;
    QPixmap pixmap(const QString &name, int size, const QColor &color, qreal dpr) const;

Q_SIGNALS:
    void changed(); // after the palette was set: repaint what caches colours

private:
    void apply();
    void makeFonts();

    QApplication &m_app;
    SystemScheme *m_system;
    Scheme m_scheme = Scheme::System;
    bool m_dark = false;
    QFont m_base, m_bold, m_small, m_title, m_sentence, m_fixed;
};

namespace metric {
inline constexpr int environmentBar = 28, topBar = 48, sidebar = 176, tabs = 36, statusBar = 26;
inline constexpr int row = 32, button = 30, field = 32, chip = 20, filterChip = 26;
inline constexpr int inside = 8, between = 16, edge = 24;
}

} // namespace ui
