#include "ui/person/localtime.h"

#include <QCoreApplication>
#include <QTimeZone>

namespace ui {

QString localTimeThere(const QDateTime &now, const QString &zone, const QTimeZone &here)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("LocalTime", text); };
    if (zone.isEmpty())
        return {};
    const QTimeZone there(zone.toUtf8());
    if (!there.isValid())
        return tr("unknown time zone “%1”").arg(zone);
    const QDateTime theirs = now.toTimeZone(there);
    const qint64 days = now.toTimeZone(here).date().daysTo(theirs.date());
    const QString clock = theirs.toString(QStringLiteral("HH:mm"));
    if (days > 0)
        return tr("%1 tomorrow there · %2").arg(clock, zone);
    if (days < 0)
        return tr("%1 yesterday there · %2").arg(clock, zone);
    return tr("%1 there · %2").arg(clock, zone);
}

} // namespace ui
