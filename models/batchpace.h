#pragma once

#include "api/schema/status.h"

#include <QSet>
#include <QStringList>
#include <deque>

namespace models {

// When messages may be changed to the same status again: a batch takes one such change of a message in any
// second (behaviour 2). Counted from the answer, as it is not known when the service counted.
class BatchPace
{
public:
    void answered(api::StatusAction word, const QStringList &ids, qint64 nowMs);
    // 0: now. `nowMs` never goes backwards.
    int waitMs(api::StatusAction word, const QStringList &ids, qint64 nowMs) const;

private:
    struct Batch
    {
        api::StatusAction word;
        QSet<QString> ids;
        qint64 freeAt;
    };
    std::deque<Batch> m_batches; // oldest first
};

} // namespace models
