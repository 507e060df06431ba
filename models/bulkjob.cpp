#include "models/bulkjob.h"

#include "models/bulkjobtext.h"

#include <algorithm>
#include <utility>

namespace models {

namespace {

constexpr qint64 rateWindowMs = 10'000;
constexpr qsizetype maxRates = 600;
// Right after a bulk call a read may not see the operation yet; so many polls may say "unknown".
constexpr int unknownPollsAllowed = 5;

qint64 totalOf(const BulkChunk &chunk)
{
    if (chunk.state == BulkChunk::State::Over && chunk.operation.status.value == api::BulkState::Completed)
        return chunk.operation.processedRows;
    return chunk.operation.estimatedTotalRows > 0 ? chunk.operation.estimatedTotalRows : chunk.rows;
}

template <class F>
qint64 sum(const QList<BulkChunk> &chunks, F &&value)
{
    qint64 total = 0;
    for (const BulkChunk &chunk : chunks)
        total += value(chunk);
    return total;
}

} // namespace

BulkJob::BulkJob(api::Client &client, QString title, QList<BulkChunk> chunks, qint64 startedMs, Clock clock,
                 Pace pace, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_title(std::move(title))
    , m_chunks(std::move(chunks))
    , m_startedMs(startedMs)
    , m_clock(std::move(clock))
    , m_pace(pace)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &BulkJob::poll);
    for (const BulkChunk &chunk : std::as_const(m_chunks)) {
        if (chunk.error.isError())
            m_error = chunk.error;
    }
}

void BulkJob::setPast(qint64 endedMs, qint64 lastSeenMs)
{
    m_endedMs = endedMs;
    m_lastSeenMs = lastSeenMs;
    m_toldEnd = isOver();
}

int BulkJob::indexOf(BulkChunk::State state) const
{
    const auto it = std::find_if(m_chunks.cbegin(), m_chunks.cend(),
                                 [state](const BulkChunk &chunk) { return chunk.state == state; });
    return it == m_chunks.cend() ? -1 : int(it - m_chunks.cbegin());
}

int BulkJob::chunkInWork() const
{
    const int sending = indexOf(BulkChunk::State::Sending);
    return sending >= 0 ? sending : indexOf(BulkChunk::State::Watched);
}

bool BulkJob::anyFailed() const
{
    return std::any_of(m_chunks.cbegin(), m_chunks.cend(), [](const BulkChunk &chunk) {
        return chunk.state == BulkChunk::State::Refused
            || (chunk.state == BulkChunk::State::GivenUp && chunk.error.isError())
            || (chunk.state == BulkChunk::State::Over
                && chunk.operation.status.value == api::BulkState::Failed);
    });
}

BulkJob::State BulkJob::state() const
{
    if (indexOf(BulkChunk::State::Sending) >= 0)
        return State::Submitting;
    if (const int watched = indexOf(BulkChunk::State::Watched); watched >= 0) {
        const bool queued = m_chunks.at(watched).operation.status.value == api::BulkState::Queued;
        return queued && processedRows() == 0 ? State::Queued : State::Running;
    }
    if (indexOf(BulkChunk::State::Unknown) >= 0)
        return State::Unknown;
    if (anyFailed())
        return State::Failed;
    if (indexOf(BulkChunk::State::Unsent) >= 0)
        return State::Stopped;
    const bool clean = failedRows() == 0 && indexOf(BulkChunk::State::GivenUp) < 0;
    return clean ? State::Completed : State::CompletedWithErrors;
}

bool BulkJob::isOver() const
{
    return chunkInWork() < 0;
}

bool BulkJob::canResume() const
{
    return isOver() && std::any_of(m_chunks.cbegin(), m_chunks.cend(), [](const BulkChunk &chunk) {
               return chunk.request.endpoint
                   && (chunk.state == BulkChunk::State::Unsent || chunk.state == BulkChunk::State::Refused
                       || chunk.state == BulkChunk::State::Unknown);
           });
}

qint64 BulkJob::totalRows() const
{
    return sum(m_chunks, totalOf);
}

qint64 BulkJob::processedRows() const
{
    return sum(m_chunks, [](const BulkChunk &chunk) { return chunk.operation.processedRows; });
}

qint64 BulkJob::succeededRows() const
{
    return sum(m_chunks, [](const BulkChunk &chunk) { return chunk.operation.successCount; });
}

qint64 BulkJob::failedRows() const
{
    return sum(m_chunks, [](const BulkChunk &chunk) { return chunk.operation.errorCount; });
}

qint64 BulkJob::unsentRows() const
{
    return sum(m_chunks, [](const BulkChunk &chunk) {
        const bool unsent
            = chunk.state == BulkChunk::State::Unsent || chunk.state == BulkChunk::State::Refused;
        return unsent ? chunk.rows : 0;
    });
}

double BulkJob::progress() const
{
    if (state() == State::Completed || state() == State::CompletedWithErrors)
        return 1;
    const qint64 total = totalRows();
    return total > 0 ? std::min(1.0, double(processedRows()) / double(total)) : -1;
}

double BulkJob::rowsPerSecond() const
{
    if (isOver() || m_samples.size() < 2)
        return 0;
    const auto &[firstMs, firstRows] = m_samples.front();
    const auto &[lastMs, lastRows] = m_samples.back();
    return lastMs > firstMs ? double(lastRows - firstRows) * 1000 / double(lastMs - firstMs) : 0;
}

qint64 BulkJob::msLeft() const
{
    const double rate = rowsPerSecond();
    const qint64 left = totalRows() - processedRows();
    return rate > 0 && left >= 0 ? qint64(double(left) * 1000 / rate) : -1;
}

qint64 BulkJob::endedMs() const
{
    return isOver() ? m_endedMs : 0;
}

QStringList BulkJob::operationIds() const
{
    QStringList ids;
    for (const BulkChunk &chunk : m_chunks) {
        if (!chunk.operation.id.isEmpty())
            ids += chunk.operation.id;
    }
    return ids;
}

QList<api::BulkErrorItem> BulkJob::errorItems() const
{
    QList<api::BulkErrorItem> items;
    for (const BulkChunk &chunk : m_chunks)
        items += chunk.operation.errorItems;
    return items;
}

QList<QPair<qint64, double>> BulkJob::rateHistory() const
{
    return m_rates;
}

Shown BulkJob::stateShown() const
{
    return jobStateShown(state());
}

QString BulkJob::sentence() const
{
    return jobSentence(*this, m_clock());
}

void BulkJob::start()
{
    m_maySend = true;
    proceed();
}

void BulkJob::watch()
{
    m_maySend = false;
    proceed();
}

void BulkJob::stopAfterChunk()
{
    m_maySend = false;
    Q_EMIT changed();
}

void BulkJob::resume()
{
    if (!canResume())
        return;
    for (int i = 0; i < m_chunks.size(); ++i) {
        BulkChunk &chunk = m_chunks[i];
        const bool again
            = chunk.state == BulkChunk::State::Refused || chunk.state == BulkChunk::State::Unknown;
        if (again && chunk.request.endpoint) {
            chunk.state = BulkChunk::State::Unsent;
            chunk.error = {};
            Q_EMIT chunkChanged(i);
        }
    }
    m_error = {};
    m_toldEnd = false;
    start();
}

void BulkJob::skip()
{
    const int unknown = indexOf(BulkChunk::State::Unknown);
    if (unknown < 0 || !isOver())
        return;
    m_chunks[unknown].state = BulkChunk::State::GivenUp;
    m_chunks[unknown].error = {};
    m_error = {};
    m_toldEnd = false;
    Q_EMIT chunkChanged(unknown);
    start();
}

// Does the next thing there is to do: one request at a time is under way, or none.
void BulkJob::proceed()
{
    m_waitMs = m_pace.firstMs;
    if (indexOf(BulkChunk::State::Watched) >= 0)
        return schedulePoll(0); // of an earlier start, or someone else's: looked at right away
    const int next = indexOf(BulkChunk::State::Unsent);
    if (m_maySend && next >= 0 && indexOf(BulkChunk::State::Unknown) < 0)
        return submit(next);
    finish();
}

void BulkJob::finish()
{
    m_timer.stop();
    m_failedPolls = 0;
    m_samples.clear();
    const bool news = !std::exchange(m_toldEnd, true);
    if (news)
        m_endedMs = m_clock();
    Q_EMIT changed();
    if (news)
        Q_EMIT ended();
}

void BulkJob::tell(int index)
{
    Q_EMIT chunkChanged(index);
    Q_EMIT changed();
}

void BulkJob::submit(int index)
{
    BulkChunk &chunk = m_chunks[index];
    chunk.state = BulkChunk::State::Sending;
    tell(index); // written down before it leaves: after a crash it is known to be in doubt
    m_call = m_client.send<api::BulkOperation>(
        m_chunks.at(index).request,
        [this, index](const api::Result<api::BulkOperation> &result) { submitted(index, result); });
}

void BulkJob::submitted(int index, const api::Result<api::BulkOperation> &result)
{
    if (result.ok()) {
        m_chunks[index].state = BulkChunk::State::Watched;
        take(index, result.value());
        if (m_chunks.at(index).state == BulkChunk::State::Watched)
            return schedulePoll(m_waitMs = m_pace.firstMs);
        return proceed();
    }
    // An answer that can't be read came after the work was taken: that is in doubt as well.
    const api::ApiError &error = result.error();
    const bool inDoubt = error.outcomeUnknown || error.kind == api::ApiError::Kind::Decode;
    m_chunks[index].state = inDoubt ? BulkChunk::State::Unknown : BulkChunk::State::Refused;
    m_chunks[index].error = error;
    m_error = error;
    m_maySend = false;
    tell(index);
    finish();
}

void BulkJob::schedulePoll(int ms)
{
    m_timer.start(ms);
}

void BulkJob::poll()
{
    const int watched = indexOf(BulkChunk::State::Watched);
    if (watched < 0)
        return;
    const QString id = m_chunks.at(watched).operation.id;
    m_call = m_client.send<api::BulkOperation>(
        api::bulk::get(id).background(),
        [this](const api::Result<api::BulkOperation> &result) { polled(result); });
}

void BulkJob::polled(const api::Result<api::BulkOperation> &result)
{
    const int watched = indexOf(BulkChunk::State::Watched);
    if (watched < 0)
        return;
    if (!result.ok())
        return pollFailed(result.error());
    const api::BulkOperation before = m_chunks.at(watched).operation;
    m_failedPolls = 0;
    m_error = {};
    take(watched, result.value());
    if (m_chunks.at(watched).state == BulkChunk::State::Over)
        return proceed();
    const bool moved
        = before.processedRows != result.value().processedRows || before.status != result.value().status;
    m_waitMs = moved ? m_pace.firstMs : std::min(m_waitMs * 2, m_pace.slowestMs);
    schedulePoll(m_waitMs);
}

// Not being able to look is not the end of the work, unless the service says that there is no such work.
void BulkJob::pollFailed(const api::ApiError &error)
{
    const int watched = indexOf(BulkChunk::State::Watched);
    BulkChunk &chunk = m_chunks[watched];
    ++m_failedPolls;
    m_error = error;
    const bool justSent = chunk.request.endpoint && m_failedPolls <= unknownPollsAllowed;
    if (error.httpStatus == 404 && !justSent) {
        chunk.state = BulkChunk::State::GivenUp;
        chunk.error = error;
        m_maySend = false;
        tell(watched);
        return finish();
    }
    m_waitMs = std::min(std::max(m_waitMs, m_pace.firstMs) * 2, m_pace.lostMs);
    schedulePoll(m_waitMs);
    Q_EMIT changed();
}

void BulkJob::take(int index, const api::BulkOperation &operation)
{
    BulkChunk &chunk = m_chunks[index];
    chunk.operation = operation;
    chunk.error = {};
    m_lastSeenMs = m_clock();
    if (operation.isOver())
        chunk.state = BulkChunk::State::Over;
    if (operation.status.value == api::BulkState::Failed)
        m_maySend = false; // what the service gave up is not tried on the rest without being asked
    noteProgress();
    tell(index);
}

void BulkJob::noteProgress()
{
    const qint64 now = m_lastSeenMs;
    m_samples.emplace_back(now, processedRows());
    while (m_samples.size() > 2 && m_samples.front().first < now - rateWindowMs)
        m_samples.pop_front();
    if (const double rate = rowsPerSecond(); rate > 0)
        m_rates += {now, rate};
    if (m_rates.size() > maxRates)
        m_rates.removeFirst();
}

} // namespace models
