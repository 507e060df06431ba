#pragma once

#include <QByteArray>
#include <QFont>
#include <QFontMetricsF>
#include <QHash>
#include <memory>

namespace ui {

// A font that e-mails are set in, and how wide words are in it. E-mails repeat their words, and one template
// those of the other: fonts and widths are kept from e-mail to e-mail, a bounded number of them.
class MailFont
{
public:
    static std::shared_ptr<MailFont> of(const QFont &font);

    explicit MailFont(const QFont &font)
        : m_font(font)
        , m_metrics(font)
    {
    }
    const QFont &font() const { return m_font; }
    const QFontMetricsF &metrics() const { return m_metrics; }
    int widthOf(const char *text); // pixels, rounded up; UTF-8

private:
    QFont m_font;
    QFontMetricsF m_metrics;
    QHash<QByteArray, int> m_widths;
};

} // namespace ui
