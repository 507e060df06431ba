#include "models/exportcrawl.h"

#include "api/client/ratelimiter.h"
#include "api/schema/timespan.h"
#include "models/cursorlistbase.h"

#include <algorithm>

namespace models {

namespace {

constexpr qint64 longest = 20 * 365 * api::dayUs; // back in time that is cut at all
constexpr int growth = 4; // of each window over the one before
constexpr double worthASplit = 1.5; // pages
constexpr qint64 mostCounted = 10'000; // the service counts no further: so many may be more

bool isRefusedCursor(const api::ApiError &error)
{
    return error.kind == api::ApiError::Kind::Http && (error.httpStatus == 400 || error.httpStatus == 422);
}

api::ApiError unusable(const QString &message)
{
    api::ApiError error;
    error.kind = api::ApiError::Kind::Decode;
    error.message = message;
    return error;
}

} // namespace

ExportCrawl::ExportCrawl(api::Client &client, std::unique_ptr<ExportSource> source, ExportFile &file,
                         QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_source(std::move(source))
    , m_file(file)
{
}

ExportCrawl::~ExportCrawl() = default;

void ExportCrawl::goOn()
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    if (m_slices.empty())
        m_slices.push_back(std::make_unique<ExportSlice>(m_source->range()));
    for (const auto &slice : m_slices) {
        if (!slice->isDone())
            ask(slice.get());
    }
    if (atWork() == 0) {
        m_isRunning = false;
        Q_EMIT finished();
    }
}

void ExportCrawl::stop()
{
    m_isRunning = false;
    for (const auto &slice : m_slices) {
        slice->turn = 0;
        slice->call = {};
    }
}

void ExportCrawl::ask(ExportSlice *slice)
{
    const quint64 turn = slice->turn = ++m_lastTurn;
    slice->call = m_source->ask(slice->asked(), slice->after(),
                                [this, slice, turn](const api::Result<ExportedPage> &result) {
                                    if (slice->turn == turn)
                                        answered(slice, result);
                                });
}

void ExportCrawl::answered(ExportSlice *slice, const api::Result<ExportedPage> &result)
{
    slice->turn = 0;
    if (!result.ok()) {
        if (isRefusedCursor(result.error()) && slice->restart(m_source->timedEndpoint() != nullptr))
            return ask(slice);
        return fail(result.error());
    }
    const ExportedPage &page = result.value();
    if (CursorListBase::hasPageProblem(result.problems()))
        return fail(unusable(result.problems().join(u'\n')));
    if (!page.rows.empty() && !page.after.isEmpty() && page.after == slice->after())
        return fail(unusable(tr("The list does not go on: the cursor behind the page is that before it.")));
    const bool isFirstPage = m_rows == 0 && m_slices.size() == 1;
    if (!write(slice, page))
        return;
    m_told = page.total;
    if (isFirstPage && m_mayCut && m_source->timedEndpoint() && !slice->isDone())
        cut();
    if (!slice->isDone())
        ask(slice);
    fillUp();
    Q_EMIT progressed();
    if (m_isRunning && atWork() == 0) {
        m_isRunning = false;
        Q_EMIT finished();
    }
}

bool ExportCrawl::write(ExportSlice *slice, const ExportedPage &page)
{
    const ExportSlice::Share share = slice->shareOf(page, m_undated);
    const QString problem = m_file.append(share.texts, &slice->pieces());
    if (!problem.isNull()) {
        fail({}, problem);
        return false;
    }
    slice->take(share, page);
    m_undated.unite(QSet<size_t>(share.undated.begin(), share.undated.end()));
    m_rows += share.texts.size();
    return true;
}

void ExportCrawl::fail(const api::ApiError &error, const QString &fileProblem)
{
    stop();
    Q_EMIT failed(error, fileProblem);
}

// How far back the list goes is not known: windows, each four times as long as the one before, reach back so
// far that what is older is hardly anything. Those behind the end of the list cost one answer each.
void ExportCrawl::cut()
{
    ExportSlice &first = *m_slices.front();
    const api::TimeRange whole = m_source->range();
    const api::Timestamp newest = first.newest();
    if (newest.isNull() || first.reached().isNull())
        return;
    const qint64 page = std::max(api::secondUs, newest.us - first.reached().us);
    QList<api::Timestamp> ends;
    for (qint64 back = page * growth; back < longest; back *= growth) {
        const api::Timestamp end = wholeSecond({newest.us - back});
        if (!whole.from.isNull() && end <= whole.from)
            break;
        ends.append(end);
    }
    if (ends.isEmpty())
        return;
    first.endAt(ends.first());
    for (qsizetype i = 0; i < ends.size(); ++i) {
        const api::Timestamp from = i + 1 < ends.size() ? ends.at(i + 1) : whole.from;
        m_slices.push_back(std::make_unique<ExportSlice>(api::TimeRange {from, ends.at(i)}));
        ask(m_slices.back().get());
    }
}

int ExportCrawl::atWork() const
{
    return int(std::count_if(m_slices.begin(), m_slices.end(), [](const auto &s) { return s->turn != 0; }));
}

bool ExportCrawl::hasRoom() const
{
    if (atWork() >= mostAtOnce)
        return false;
    return m_client.limiter().budget(*m_source->timedEndpoint()).waitingInBackground == 0;
}

void ExportCrawl::fillUp()
{
    if (!m_mayCut || !m_source->timedEndpoint())
        return;
    while (m_isRunning && hasRoom() && splitOne()) { }
}

// The one with the most to come gives.
bool ExportCrawl::splitOne()
{
    auto best = m_slices.end();
    double most = worthASplit * m_source->pageSize();
    for (auto it = m_slices.begin(); it != m_slices.end(); ++it) {
        const bool mayGive = (*it)->turn != 0 && (*it)->canSplit();
        const double expected = mayGive ? (*it)->expected().value_or(0) : 0;
        if (expected > most) {
            most = expected;
            best = it;
        }
    }
    if (best == m_slices.end())
        return false;
    auto older = std::make_unique<ExportSlice>((*best)->split());
    const auto at = m_slices.insert(best + 1, std::move(older));
    ask(at->get());
    return true;
}

qint64 ExportCrawl::total() const
{
    if (m_slices.size() == 1 && !m_slices.front()->isDone())
        return m_told != mostCounted && m_told >= m_rows ? m_told : -1;
    double expected = 0;
    for (const auto &slice : m_slices) {
        if (!slice->isKnown())
            return -1;
        expected += slice->expected().value_or(0);
    }
    return m_rows + qint64(expected);
}

QList<ExportFile::Piece> ExportCrawl::pieces() const
{
    QList<ExportFile::Piece> all;
    for (const auto &slice : m_slices)
        all += slice->pieces();
    return all;
}

} // namespace models
