#pragma once

#include <QDateTime>
#include <QString>
#include <limits>
#ifndef Q_MOC_RUN // moc 6.4 can't parse libstdc++'s <concepts>
#include <compare>
#endif

namespace api {

// An instant as the service writes it: RFC 3339, UTC, 0 to 6 fractional digits (shapes 0).
// Microseconds since 1970-01-01T00:00:00Z; null when the service sent null or nothing.
struct Timestamp
{
    static constexpr qint64 nullValue = std::numeric_limits<qint64>::min();
    qint64 us = nullValue;

    bool isNull() const { return us == nullValue; }
    qint64 ms() const { return us >= 0 ? us / 1000 : -((-us + 999) / 1000); }
    QDateTime toUtc() const; // invalid when null
    QString toWire() const; // 2025-03-05T12:00:00.217686Z; fraction left out when zero; null string when null

    // Null on any text that is not an RFC 3339 time with a zone.
    static Timestamp fromWire(QStringView text);
    static Timestamp fromMs(qint64 ms) { return {ms * 1000}; }
    static Timestamp fromDateTime(const QDateTime &t);
    friend auto operator<=>(const Timestamp &, const Timestamp &) = default;
};

} // namespace api
