#include "ui/fontwarmup.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QStringView>
#include <QTimerEvent>
#include <iterator>

namespace ui {
namespace {

// The letters most texts consist of, to be drawn once; then a letter of each script; the most frequent first.
// An emoji belongs to the script it stands beside, and Qt keeps the fonts of each script apart: it is looked
// for once in each.
constexpr QStringView samples[] = {
    u"abcdefghijklmnopqrstuvwxyz",
    u"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    u"0123456789+-_.,:;@/()–",
    u"a🙂",
    u"字",
    u"字🙂",
    u"한",
    u"한🙂",
    u"の",
    u"の🙂",
    u"カ",
    u"ж🙂",
    u"λ🙂",
    u"ن",
    u"ن🙂",
    u"ש",
    u"ש🙂",
    u"क",
    u"क🙂",
    u"ก",
    u"ก🙂",
    u"த",
    u"த🙂",
    u"ა",
    u"հ",
    u"🙂",
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
    // Painted, and not only measured: the shapes are made when they are first painted.
    QImage canvas(16, 16, QImage::Format_RGB32);
    canvas.setDevicePixelRatio(qGuiApp->devicePixelRatio());
    QPainter painter(&canvas);
    painter.setFont(m_fonts.at(m_next % m_fonts.size()));
    painter.drawText(0, 12, samples[m_next / m_fonts.size()].toString());
    ++m_next;
}

} // namespace ui
