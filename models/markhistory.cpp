#include "models/markhistory.h"

#include <algorithm>

namespace models {

QStringList MarkHistory::Report::retryable() const
{
    if (isUnsupported)
        return {};
    QStringList ids = limited + notDone;
    for (const MessageActions::Failure &failure : failures)
        ids += failure.id;
    return wasStopped ? ids : ids + notSent;
}

QStringList MarkHistory::Report::unknown() const
{
    QStringList ids;
    for (const MessageActions::Failure &failure : failures) {
        if (failure.error.outcomeUnknown)
            ids += failure.id;
    }
    return ids;
}

MarkHistory::MarkHistory(MessageActions *actions)
    : QObject(actions)
    , m_actions(actions)
{
    connect(actions, &MessageActions::finished, this, &MarkHistory::finished);
}

void MarkHistory::apply(const QStringList &ids, const Mark &mark)
{
    QStringList once = ids;
    once.removeAll(QString());
    once.removeDuplicates();
    if (!once.isEmpty())
        want({Kind::Marked, once, mark});
}

void MarkHistory::undo()
{
    if (isBusy()) {
        stop();
        want({Kind::Undone, {}, {}});
    } else if (canUndo()) {
        want({Kind::Undone, {}, {}});
    }
}

void MarkHistory::redo()
{
    if (canRedo() && !isBusy())
        want({Kind::Redone, {}, {}});
}

void MarkHistory::stop()
{
    if (!isBusy())
        return;
    m_next.clear();
    m_report.wasStopped = true;
    m_actions->stop();
}

void MarkHistory::forgetUndo()
{
    if (isBusy())
        return;
    m_done.clear();
    m_undone.clear();
    Q_EMIT changed();
}

void MarkHistory::forgetLeft()
{
    if (isBusy())
        return;
    m_report.limited.clear();
    m_report.missing.clear();
    m_report.notSent.clear();
    m_report.notDone.clear();
    m_report.failures.clear();
    m_actions->forgetHeldBack(m_actions->heldBack().values());
    Q_EMIT changed();
}

void MarkHistory::want(const Wish &wish)
{
    m_next.push_back(wish);
    if (!isBusy())
        startNext();
}

void MarkHistory::startNext()
{
    while (!isBusy() && !m_next.empty()) {
        const Wish wish = m_next.front();
        m_next.pop_front();
        if (wish.kind == Kind::Marked) {
            startMarking(wish);
            continue;
        }
        const QStringList ids = inOrder(wish.kind == Kind::Undone ? m_done : m_undone);
        if (ids.isEmpty())
            continue;
        m_report = {.kind = wish.kind, .mark = m_report.mark, .asked = int(ids.size())};
        send(ids);
    }
}

void MarkHistory::startMarking(const Wish &wish)
{
    m_actions->forgetHeldBack(m_actions->heldBack().values());
    m_done.clear();
    m_undone.clear();
    m_before.clear();
    m_ids = wish.ids;
    m_report = {.mark = wish.mark};
    QStringList unknown;
    for (const QString &id : std::as_const(m_ids)) {
        if (const auto state = m_actions->stateOf(id))
            m_before.insert(id, *state);
        else
            unknown += id;
    }
    if (unknown.isEmpty())
        return sendMarking();
    m_report.asked = int(m_ids.size());
    m_phase = Phase::Reading;
    Q_EMIT changed();
    m_actions->look(unknown);
}

void MarkHistory::sendMarking()
{
    QStringList ids;
    for (const QString &id : std::as_const(m_ids)) {
        // Taking back what is not set would do nothing; setting again moves the time.
        if (m_report.mark.set || wasMarked(id).value_or(true))
            ids += id;
    }
    m_report.skipped = int(m_ids.size() - ids.size());
    m_report.asked = int(ids.size());
    if (ids.isEmpty())
        return end();
    send(ids);
}

void MarkHistory::send(const QStringList &ids)
{
    m_phase = Phase::Sending;
    Q_EMIT changed();
    m_actions->change(ids, m_report.sent());
}

void MarkHistory::retry()
{
    const QStringList ids = m_report.retryable();
    if (isBusy() || ids.isEmpty())
        return;
    m_report.limited.clear();
    m_report.notDone.clear();
    m_report.failures.clear();
    if (!m_report.wasStopped)
        m_report.notSent.clear();
    send(ids);
}

void MarkHistory::check()
{
    const QStringList ids = m_report.unknown();
    if (isBusy() || ids.isEmpty())
        return;
    m_phase = Phase::Checking;
    Q_EMIT changed();
    m_actions->look(ids);
}

void MarkHistory::finished(const MessageActions::Outcome &outcome)
{
    switch (m_phase) {
    case Phase::Reading:
        return statesRead(outcome);
    case Phase::Sending:
        return sent(outcome);
    case Phase::Checking:
        return checked(outcome);
    case Phase::Idle: // somebody else used the actions
        break;
    }
}

void MarkHistory::statesRead(const MessageActions::Outcome &outcome)
{
    for (auto it = outcome.states.cbegin(); it != outcome.states.cend(); ++it)
        m_before.insert(it.key(), it.value());
    if (m_report.wasStopped) {
        m_report.notSent = m_ids;
        return end();
    }
    sendMarking();
}

void MarkHistory::sent(const MessageActions::Outcome &outcome)
{
    for (const QString &id : outcome.changed)
        settle(id);
    const Mark sent = m_report.sent();
    QStringList done;
    for (const QString &id : outcome.limited) {
        // A request that was repeated by itself finds what its first try has done: held back, and done.
        const bool isSo
            = outcome.repeated.contains(id) && outcome.states.value(id).has(sent.what) == sent.set;
        const bool wasSo = m_report.kind == Kind::Marked && wasMarked(id).value_or(sent.set) == sent.set;
        if (isSo && !wasSo)
            done += id;
        else
            m_report.limited += id;
    }
    for (const QString &id : std::as_const(done))
        settle(id);
    m_actions->forgetHeldBack(done);
    m_report.missing += outcome.missing;
    m_report.notSent += outcome.notSent;
    m_report.failures += outcome.failures;
    m_report.isUnsupported = outcome.isUnsupported;
    end();
}

void MarkHistory::checked(const MessageActions::Outcome &outcome)
{
    const Mark sent = m_report.sent();
    QList<MessageActions::Failure> left;
    for (const MessageActions::Failure &failure : std::as_const(m_report.failures)) {
        const auto state = outcome.states.constFind(failure.id);
        if (!failure.error.outcomeUnknown || state == outcome.states.cend())
            left += failure;
        else if (state->has(sent.what) == sent.set)
            settle(failure.id);
        else
            m_report.notDone += failure.id;
    }
    m_report.failures = left;
    end();
}

// The service did with this message what it was asked to.
void MarkHistory::settle(const QString &id)
{
    ++m_report.changed;
    switch (m_report.kind) {
    case Kind::Undone:
        m_done.remove(id);
        m_undone.insert(id);
        break;
    case Kind::Redone:
        m_undone.remove(id);
        m_done.insert(id);
        break;
    case Kind::Marked:
        if (const auto before = wasMarked(id); !before)
            ++m_report.unsure;
        else if (*before == m_report.mark.set)
            ++m_report.same;
        else
            m_done.insert(id);
    }
}

void MarkHistory::end()
{
    m_phase = Phase::Idle;
    Q_EMIT ended();
    startNext();
    if (!isBusy())
        Q_EMIT changed();
}

QStringList MarkHistory::inOrder(const QSet<QString> &ids) const
{
    QStringList ordered;
    std::copy_if(m_ids.cbegin(), m_ids.cend(), std::back_inserter(ordered),
                 [&](const QString &id) { return ids.contains(id); });
    return ordered;
}

std::optional<bool> MarkHistory::wasMarked(const QString &id) const
{
    const auto before = m_before.constFind(id);
    if (before == m_before.cend())
        return {};
    return before->has(m_report.mark.what);
}

} // namespace models
