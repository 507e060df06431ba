#include "ui/fontwarmup.h"

#include <QFontMetrics>
#include <QStringView>
#include <QTimerEvent>
#include <iterator>

namespace ui {
namespace {

// A letter of each script; the most frequent first. Emoji are the dearest and come last.
constexpr QStringView samples[] = {
    u"a", u"字", u"한", u"の", u"カ", u"ж", u"λ", u"ن", u"ש", u"क", u"ก", u"த", u"ა", u"հ", u"🙂",
};

} // namespace

FontWarmUp::FontWarmUp(const QList<QFont> &fonts, QObject *parent)
    : QObject(parent)
    , m_fonts(fonts)
{
    m_timer.start(0, this);
}

void FontWarmUp::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
    const qsizetype count = qsizetype(std::size(samples));
    if (m_next >= m_fonts.size() * count) {
        m_timer.stop();
        Q_EMIT finished();
        return;
    }
    const QFontMetrics metrics(m_fonts.at(m_next / count));
    metrics.horizontalAdvance(samples[m_next % count].toString());
    ++m_next;
}

} // namespace ui
