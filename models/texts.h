// Numbers, times and JSON as text a person reads. The language's own forms are decided here.
#pragma once

#include "api/schema/timestamp.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>

namespace models {

QString numberText(qint64 v); // 49,600
QString numberText(int v);
QString numberText(double v); // whole numbers without a fraction
QString relativeTime(qint64 ms,
                     qint64 nowMs); // "4 min ago", "in 3 h", "yesterday", "12 Mar", "12 Mar 2024"
// "2026-11-23 23:55:01.217 Europe/Berlin (UTC+01:00)"; empty for a null time or an unknown zone.
QString exactTime(const api::Timestamp &t, const QByteArray &zoneId);
QString timeTip(const api::Timestamp &t); // UTC and local time, a line each
QString durationText(qint64 ms); // "31 s", "4 min", "2 h 10 min"
QString compactJson(const QJsonValue &v, int maxLength = 200); // to be looked at: one line; cut with "…"
QString exactJson(const QJsonValue &v); // to be read again: one line, every character of it

} // namespace models
