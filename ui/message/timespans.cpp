#include "ui/message/timespans.h"

#include <QCoreApplication>
#include <QLocale>

namespace ui {
namespace {

struct TimeSpansText
{
    Q_DECLARE_TR_FUNCTIONS(TimeSpans)
};

} // namespace

QString spanText(qint64 us)
{
    const qint64 ms = qAbs(us) / 1000;
    if (ms < 10'000) {
        // One decimal is as much as the eye takes in; a whole second needs none.
        const QString seconds
            = ms % 1000 == 0 ? QString::number(ms / 1000) : QLocale::c().toString(ms / 1000.0, 'f', 1);
        return TimeSpansText::tr("%1 s").arg(seconds);
    }
    if (ms < 90'000)
        return TimeSpansText::tr("%1 s").arg((ms + 500) / 1000);
    if (ms < 90 * 60'000)
        return TimeSpansText::tr("%1 min").arg((ms + 30'000) / 60'000);
    if (ms < 36 * 3'600'000)
        return TimeSpansText::tr("%1 h").arg((ms + 1'800'000) / 3'600'000);
    return TimeSpansText::tr("%1 days").arg((ms + 43'200'000) / 86'400'000);
}

QString gapText(qint64 us)
{
    const qint64 ms = qAbs(us) / 1000;
    // Short gaps are read as figures, long ones as words.
    if (ms >= 90'000)
        return TimeSpansText::tr("%1 later").arg(spanText(us));
    return u'+' + (ms < 1000 ? TimeSpansText::tr("%1 ms").arg(ms) : spanText(us));
}

} // namespace ui
