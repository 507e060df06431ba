#include "api/schema/timestamp.h"

#include <QTimeZone>

namespace api {

namespace {

// Days since 1970-01-01 of a date of the proleptic Gregorian calendar, counting years from March.
qint64 daysFromCivil(int y, int m, int d)
{
    y -= m <= 2;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int yearOfEra = y - era * 400;
    const int dayOfYear = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return qint64(era) * 146097 + dayOfEra - 719468;
}

class Scanner
{
public:
    explicit Scanner(QStringView s)
        : m_text(s)
    {
    }
    // A number of exactly n digits; -1 when there is none.
    int digits(int n)
    {
        if (m_at + n > m_text.size())
            return -1;
        int value = 0;
        for (int i = 0; i < n; ++i) {
            const int d = m_text[m_at + i].unicode() - u'0';
            if (d < 0 || d > 9)
                return -1;
            value = value * 10 + d;
        }
        m_at += n;
        return value;
    }
    bool eat(char16_t c)
    {
        if (peek() != c)
            return false;
        ++m_at;
        return true;
    }
    char16_t peek() const { return m_at < m_text.size() ? m_text[m_at].unicode() : 0; }
    bool atEnd() const { return m_at == m_text.size(); }

private:
    QStringView m_text;
    qsizetype m_at = 0;
};

// Microseconds of the fraction after the dot; digits past the sixth are cut off. -1 when there is no digit.
int fraction(Scanner &in)
{
    int us = 0;
    int count = 0;
    for (int d; (d = in.digits(1)) >= 0; ++count) {
        if (count < 6)
            us = us * 10 + d;
    }
    for (int i = count; i < 6; ++i)
        us *= 10;
    return count ? us : -1;
}

} // namespace

Timestamp Timestamp::fromWire(QStringView text)
{
    Scanner in(text);
    const int year = in.digits(4);
    bool ok = year >= 0 && in.eat(u'-');
    const int month = in.digits(2);
    ok = ok && month >= 1 && month <= 12 && in.eat(u'-');
    const int day = in.digits(2);
    ok = ok && QDate::isValid(year, month, day) && (in.eat(u'T') || in.eat(u't') || in.eat(u' '));
    const int hour = in.digits(2);
    ok = ok && hour >= 0 && hour < 24 && in.eat(u':');
    const int minute = in.digits(2);
    ok = ok && minute >= 0 && minute < 60 && in.eat(u':');
    const int second = in.digits(2);
    ok = ok && second >= 0 && second <= 60;
    int us = 0;
    if (ok && in.eat(u'.'))
        ok = (us = fraction(in)) >= 0;
    int offsetMinutes = 0;
    if (ok && !in.eat(u'Z') && !in.eat(u'z')) {
        const int sign = in.eat(u'-') ? -1 : in.eat(u'+') ? 1 : 0;
        const int h = in.digits(2);
        const bool colon = in.eat(u':');
        const int m = in.digits(2);
        ok = sign != 0 && h >= 0 && h < 24 && colon && m >= 0 && m < 60;
        offsetMinutes = sign * (h * 60 + m);
    }
    if (!ok || !in.atEnd())
        return {};
    const qint64 seconds
        = daysFromCivil(year, month, day) * 86400 + hour * 3600 + (minute - offsetMinutes) * 60 + second;
    return {seconds * 1'000'000 + us};
}

Timestamp Timestamp::fromDateTime(const QDateTime &t)
{
    return t.isValid() ? fromMs(t.toMSecsSinceEpoch()) : Timestamp {};
}

QDateTime Timestamp::toUtc() const
{
    return isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(ms(), Qt::UTC);
}

QString Timestamp::toWire() const
{
    if (isNull())
        return {};
    qint64 fractionUs = us % 1'000'000;
    if (fractionUs < 0)
        fractionUs += 1'000'000;
    const qint64 seconds = (us - fractionUs) / 1'000'000;
    QString text
        = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    if (fractionUs)
        text += u'.' + QString::number(fractionUs).rightJustified(6, u'0');
    return text + u'Z';
}

} // namespace api
