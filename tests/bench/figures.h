// What the benches make of their samples.
#pragma once

#include <algorithm>
#include <cstddef>
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

} // namespace bench
