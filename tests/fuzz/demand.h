// What must hold, whatever comes in.
#pragma once

#include <cstdio>
#include <cstdlib>

#include <QByteArray>

namespace fuzz {

inline void demand(bool holds, const char *what, const QByteArray &seen = {})
{
    if (holds)
        return;
    std::fprintf(stderr, "demand failed: %s\n%s\n", what, seen.left(4000).constData());
    std::abort(); // libFuzzer keeps the input
}

} // namespace fuzz
