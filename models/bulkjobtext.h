// What a bulk job says of itself.
#pragma once

#include "models/bulkjob.h"

namespace models {

Shown jobStateShown(BulkJob::State state);
QString jobSentence(const BulkJob &job, qint64 nowMs);
Shown jobRowsShown(const BulkJob &job); // "49,600 of 80,000"
Shown jobFailedShown(const BulkJob &job);
Shown jobTimeShown(const BulkJob &job, qint64 nowMs); // "31 s left · 998 rows/s"

} // namespace models
