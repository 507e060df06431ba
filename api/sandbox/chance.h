// The sandbox's source of chance and of ids: a pure function of its seed, so a world can be made again.
#pragma once

#include "api/schema/timestamp.h"

#include <QString>
#include <functional>

namespace api::sandbox {

using Clock = std::function<Timestamp()>;
Clock systemClock();

class Random // splitmix64
{
public:
    explicit Random(quint64 seed)
        : m_state(seed)
    {
    }
    // An independent stream for thing number `index` of kind `kind`, the same on every run.
    Random fork(quint64 kind, quint64 index) const;
    quint64 next();
    quint64 below(quint64 n) { return n ? next() % n : 0; }
    double unit() { return double(next() >> 11) * 0x1.0p-53; } // [0, 1)
    bool chance(double p) { return unit() < p; }

private:
    quint64 m_state;
};

QString ksuid(Timestamp at, Random &random); // 27 base-62 characters, rising with time
QString uuid(Random &random); // version 4

} // namespace api::sandbox
