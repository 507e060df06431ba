// When the made-up messages were made: busy on workdays, quiet at night and on Sundays, never quite still.
#pragma once

#include "api/schema/timestamp.h"

#include <vector>

namespace api::sandbox {

class Calendar
{
public:
    // Between now - days and now. A small world still has a few dozen messages of the last two hours, so that
    // "minutes ago" is on the first page of every list.
    Calendar(Timestamp now, int days, qint64 messages);

    Timestamp at(double share) const; // rises with `share`, from 0 to 1

private:
    Timestamp m_now;
    double m_recentShare; // of all messages lie in the last two hours, half of these in the last ten minutes
    std::vector<double> m_sums; // weight of all hours before the end of hour i
};

} // namespace api::sandbox
