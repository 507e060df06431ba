#include "ui/fontwarmup.h"

#include <QFontMetrics>
#include <QStringView>
#include <QTimerEvent>
#include <iterator>

namespace ui {
namespace {

// A letter of each script; the most frequent first. An emoji belongs to the script it stands beside, and Qt
// keeps the fonts of each script apart: it is looked for once in each.
constexpr QStringView samples[] = {
    u"a",       u"a🙂",  u"字",      u"字🙂", u"한",      u"한🙂", u"の",     u"の🙂",
    u"カ",      u"ж🙂", u"λ🙂",  u"ن",       u"ن🙂",  u"ש",       u"ש🙂", u"क",
    u"क🙂", u"ก",      u"ก🙂", u"த",       u"த🙂", u"ა",       u"հ",      u"🙂",
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
