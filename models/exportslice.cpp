#include "models/exportslice.h"

#include "api/schema/timespan.h"

#include <QHash>

namespace models {

namespace {

size_t markOf(const QString &id)
{
    return qHash(id, size_t(0x9e3779b97f4a7c15ULL));
}

} // namespace

api::Timestamp wholeSecond(const api::Timestamp &time)
{
    const qint64 part = time.us % api::secondUs;
    return {time.us - (part < 0 ? part + api::secondUs : part)};
}

// A row without a time belongs to the row before it.
ExportSlice::Share ExportSlice::shareOf(const ExportedPage &page, const QSet<size_t> &undated) const
{
    Share share;
    share.reached = m_reached;
    QSet<size_t> here;
    api::Timestamp at = m_reached;
    for (const ExportedRow &row : page.rows) {
        if (!row.at.isNull())
            at = row.at;
        const bool isBelow = !m_from.isNull() && !at.isNull() && at < m_from;
        share.isOver = isBelow;
        if (isBelow || isAbove(at))
            continue;
        if (!at.isNull() && (share.reached.isNull() || at < share.reached))
            share.reached = at;
        if (!row.id.isEmpty()) {
            const size_t mark = markOf(row.id);
            if (m_seen.contains(mark) || here.contains(mark) || (row.at.isNull() && undated.contains(mark)))
                continue;
            here.insert(mark);
            share.marks.append(mark);
            if (row.at.isNull())
                share.undated.append(mark);
        }
        share.texts.append(row.text);
    }
    return share;
}

bool ExportSlice::isAbove(const api::Timestamp &at) const
{
    if (at.isNull())
        return false;
    return (!m_asked.before.isNull() && at >= m_asked.before) || (!m_ceiling.isNull() && at > m_ceiling);
}

void ExportSlice::take(const Share &share, const ExportedPage &page)
{
    for (const size_t mark : share.marks)
        m_seen.insert(mark);
    if (m_newest.isNull() && !page.rows.empty())
        m_newest = page.rows.front().at;
    m_reached = share.reached;
    m_rows += share.texts.size();
    m_after = page.after;
    m_isRestarted = false;
    m_isDone = share.isOver || page.rows.empty() || page.after.isEmpty();
    if (m_isDone)
        m_seen = {};
}

bool ExportSlice::restart(bool isTimed)
{
    if (m_after.isEmpty() || m_isRestarted)
        return false;
    m_isRestarted = true;
    m_after.clear();
    if (isTimed)
        m_ceiling = m_newest;
    if (isTimed && !m_reached.isNull())
        m_asked.before = {wholeSecond(m_reached).us + api::secondUs};
    m_asked.from = m_from;
    return true;
}

std::optional<double> ExportSlice::expected() const
{
    if (m_isDone)
        return 0;
    if (m_reached.isNull() || m_newest.isNull() || m_from.isNull())
        return m_guess;
    const qint64 read = std::max(api::secondUs, m_newest.us - m_reached.us);
    return double(m_rows) * double(std::max<qint64>(0, m_reached.us - m_from.us)) / double(read);
}

api::Timestamp ExportSlice::middle() const
{
    if (m_isDone || m_reached.isNull() || m_from.isNull())
        return {};
    const api::Timestamp at = wholeSecond({m_from.us + (m_reached.us - m_from.us) / 2});
    return at > m_from && at < wholeSecond(m_reached) ? at : api::Timestamp();
}

bool ExportSlice::canSplit() const
{
    return !middle().isNull();
}

ExportSlice ExportSlice::split()
{
    const double before = expected().value_or(0);
    const api::Timestamp at = middle();
    ExportSlice older({m_from, at});
    m_from = at;
    older.m_guess = before - expected().value_or(0);
    return older;
}

} // namespace models
