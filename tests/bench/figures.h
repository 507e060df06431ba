// What the benches make of their samples.
#pragma once

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <vector>

namespace bench {

// The smallest sample that `part` (0 to 1) of all samples do not exceed; 0 without samples.
inline double percentile(std::vector<double> samples, double part)
{
    if (samples.empty())
        return 0;
    std::sort(samples.begin(), samples.end());
    const auto last = samples.size() - 1;
    return samples[std::min(last, std::size_t(part * double(samples.size())))];
}

inline double median(const std::vector<double> &samples)
{
    return percentile(samples, 0.5);
}

// Processor time that this thread has used, in milliseconds: its own work, and not the machine's other
// business.
inline double threadMs()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

} // namespace bench
