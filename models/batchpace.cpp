#include "models/batchpace.h"

#include <algorithm>

namespace models {

namespace {
constexpr int paceMs = 1050; // a second, and a little: two clocks are not the same
}

void BatchPace::answered(api::StatusAction word, const QStringList &ids, qint64 nowMs)
{
    while (!m_batches.empty() && m_batches.front().freeAt <= nowMs)
        m_batches.pop_front();
    m_batches.push_back({word, {ids.cbegin(), ids.cend()}, nowMs + paceMs});
}

int BatchPace::waitMs(api::StatusAction word, const QStringList &ids, qint64 nowMs) const
{
    qint64 freeAt = nowMs;
    for (const Batch &batch : m_batches) {
        const auto isIn = [&batch](const QString &id) { return batch.ids.contains(id); };
        if (batch.word == word && batch.freeAt > freeAt && std::any_of(ids.cbegin(), ids.cend(), isIn))
            freeAt = batch.freeAt;
    }
    return int(freeAt - nowMs);
}

} // namespace models
