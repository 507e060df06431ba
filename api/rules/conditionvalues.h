// How the values that conditions compare relate: equality, order, containment, time (see conditions.h).
#pragma once

#include "api/schema/timestamp.h"

#include <QJsonArray>
#include <QJsonValue>
#include <QStringView>
#ifndef Q_MOC_RUN // moc 6.4 can't parse libstdc++'s <concepts>
#include <compare>
#endif

namespace api {

bool isBlank(const QJsonValue &v); // missing, null or ""
bool areEqual(const QJsonValue &a, const QJsonValue &b);
// Unordered where the two have no order.
std::partial_ordering orderOf(const QJsonValue &a, const QJsonValue &b);
bool containsValue(const QJsonValue &whole, const QJsonValue &part);
bool containsEach(const QJsonValue &whole, const QJsonValue &parts);
// An array as it is, a text that is a JSON array as that; anything else is the only item.
QJsonArray asList(const QJsonValue &v);

Timestamp instantOf(const QJsonValue &v); // null when it is no timestamp
// A timestamp, or a duration counted from `now`; null when it is neither.
Timestamp instantOf(const QJsonValue &v, Timestamp now);
qint64 utcDay(Timestamp t); // days since 1970-01-01

QString shortText(const QJsonValue &v); // for a reason: one line, cut when long

} // namespace api
