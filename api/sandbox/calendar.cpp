#include "api/sandbox/calendar.h"

#include "api/schema/timespan.h"

#include <algorithm>

namespace api::sandbox {

namespace {

constexpr qint64 recentSpan = 2 * hourUs;
constexpr qint64 latestSpan = hourUs / 6;

double busyness(Timestamp at) // people are spread over the globe, most of them between Lisbon and Moscow
{
    static constexpr double byHour[24]
        = {2, 2, 2, 2, 3, 4, 6, 9, 12, 13, 12, 11, 11, 13, 13, 12, 10, 8, 6, 5, 5, 4, 3, 2};
    static constexpr double byDay[8] = {0, 1, 1.1, 1.1, 1, 0.9, 0.35, 0.25};
    const QDateTime utc = at.toUtc();
    return byHour[utc.time().hour()] * byDay[utc.date().dayOfWeek()];
}

} // namespace

Calendar::Calendar(Timestamp now, int days, qint64 messages)
    : m_now(now)
{
    const int hours = std::max(days, 1) * 24 - 2;
    double sum = 0;
    for (int i = 0; i < hours; ++i)
        m_sums.push_back(sum += busyness({now.us - recentSpan - (hours - i) * hourUs}));
    const double usual = 2 * busyness(now) / (sum + 2 * busyness(now));
    m_recentShare = usual + std::clamp(60.0 / double(std::max<qint64>(messages, 1)), 0.0, 0.05);
}

Timestamp Calendar::at(double share) const
{
    const double early = 1 - m_recentShare;
    if (share >= early) {
        const double u = (share - early) / m_recentShare;
        const qint64 ago = u < 0.5 ? latestSpan + qint64((1 - 2 * u) * double(recentSpan - latestSpan))
                                   : qint64((2 - 2 * u) * double(latestSpan));
        return {m_now.us - std::max<qint64>(ago, 0)};
    }
    const double sum = share / early * m_sums.back();
    const auto it = std::lower_bound(m_sums.begin(), m_sums.end() - 1, sum);
    const double before = it == m_sums.begin() ? 0 : *(it - 1);
    const qint64 ago = recentSpan + qint64(m_sums.end() - it) * hourUs;
    return {m_now.us - ago + qint64((sum - before) / (*it - before) * double(hourUs))};
}

} // namespace api::sandbox
