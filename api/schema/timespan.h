// Lengths of time as Timestamp counts it: in microseconds.
#pragma once

#include <QtGlobal>

namespace api {

inline constexpr qint64 secondUs = 1'000'000;
inline constexpr qint64 hourUs = 3600 * secondUs;
inline constexpr qint64 dayUs = 24 * hourUs;

} // namespace api
