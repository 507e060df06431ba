#include "models/messageactions.h"

#include "models/feedmodel.h"

#include <algorithm>

namespace models {

namespace {

constexpr std::size_t requestsAtOnce = 5; // of single messages: what the service takes in a second
constexpr int readAtOnce = 50; // ids in one E03

// The next one would be answered in the same way.
bool concernsAll(const api::ApiError &error)
{
    if (error.kind == api::ApiError::Kind::Http)
        return error.httpStatus == 401 || error.httpStatus == 403;
    return error.kind != api::ApiError::Kind::Decode;
}

// Today's service has no route for it, and answers without a word of its own.
bool hasNoSuchCall(const Mark &mark, const api::ApiError &error)
{
    const bool isRefused = error.httpStatus == 405 || error.httpStatus == 501
        || (error.httpStatus == 404 && error.code != QLatin1StringView("resource_missing"));
    return mark.what == api::Engagement::Interacted && !mark.set && isRefused;
}

} // namespace

MessageActions::MessageActions(api::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    m_clock.start();
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &MessageActions::goOn);
}

void MessageActions::change(const QStringList &ids, const Mark &mark)
{
    const bool inBatches = ids.size() > 1 && mark.batchWord() != api::StatusAction::Unknown;
    add(inBatches ? Kind::Batch : Kind::Single, ids, inBatches ? batchSize : 1, mark);
}

void MessageActions::look(const QStringList &ids)
{
    add(Kind::Look, ids, readAtOnce, {});
}

void MessageActions::add(Kind kind, const QStringList &ids, int size, const Mark &mark)
{
    if (ids.isEmpty())
        return;
    for (qsizetype at = 0; at < ids.size(); at += size)
        m_queue.push_back({kind, ids.mid(at, size), mark});
    m_isBusy = true;
    goOn();
}

void MessageActions::stop()
{
    drop();
    goOn();
}

void MessageActions::drop()
{
    for (const Piece &piece : m_queue)
        m_outcome.notSent += piece.ids;
    m_queue.clear();
    m_wait.stop();
}

int MessageActions::pending() const
{
    qsizetype count = 0;
    for (const Piece &piece : m_queue)
        count += piece.ids.size();
    for (const auto &[number, running] : m_running)
        count += running.piece.ids.size();
    return int(count);
}

bool MessageActions::isPending(const QString &id) const
{
    return std::any_of(m_queue.cbegin(), m_queue.cend(),
                       [&](const Piece &piece) { return piece.ids.contains(id); })
        || std::any_of(m_running.cbegin(), m_running.cend(),
                       [&](const auto &entry) { return entry.second.piece.ids.contains(id); });
}

std::optional<api::EngagementStatuses> MessageActions::stateOf(const QString &id) const
{
    for (const auto &[owner, stateOf] : m_states) {
        if (!owner)
            continue;
        if (const auto state = stateOf(id))
            return state;
    }
    return {};
}

void MessageActions::addStates(QObject *owner, StateOf stateOf)
{
    m_states.emplace_back(owner, std::move(stateOf));
}

void MessageActions::follow(FeedModel *feed)
{
    connect(this, &MessageActions::messageChanged, feed, &FeedModel::apply);
    connect(this, &MessageActions::finished, feed, &FeedModel::rereadCounts);
    connect(this, &MessageActions::heldBackChanged, feed,
            [this, feed] { feed->setRemark(m_heldBack, heldBackRemark()); });
    addStates(feed, [feed](const QString &id) -> std::optional<api::EngagementStatuses> {
        const int row = feed->rowOfId(id);
        if (row < 0 || feed->row(row).isBroken())
            return {};
        return feed->row(row).value.engagement();
    });
}

void MessageActions::goOn()
{
    while (!m_queue.empty() && mayStart(m_queue.front())) {
        const Piece piece = std::move(m_queue.front());
        m_queue.pop_front();
        start(piece);
    }
    Q_EMIT pendingChanged(pending());
    if (!m_queue.empty() || !m_running.empty() || !std::exchange(m_isBusy, false))
        return;
    const Outcome outcome = std::exchange(m_outcome, {});
    Q_EMIT finished(outcome);
}

// Batches go one after another, so that stopping stops; of single messages, those that ask for the same.
bool MessageActions::mayStart(const Piece &piece)
{
    if (piece.kind == Kind::Batch) {
        const int ms = m_pace.waitMs(piece.mark.batchWord(), piece.ids, m_clock.elapsed());
        if (ms > 0 && m_running.empty())
            m_wait.start(ms);
        return ms == 0 && m_running.empty();
    }
    if (m_running.empty())
        return true;
    const Piece &other = m_running.cbegin()->second.piece;
    return piece.kind == other.kind && piece.mark.isSameAs(other.mark) && m_running.size() < requestsAtOnce;
}

void MessageActions::start(const Piece &piece)
{
    const quint64 number = ++m_last;
    m_running[number].piece = piece;
    const QString &id = piece.ids.first();
    const auto one = [this, number](const api::Result<api::Message> &result) { oneAnswered(number, result); };
    const Mark &mark = piece.mark;
    api::Call &call = m_running[number].call;
    if (piece.kind == Kind::Look)
        startLook(number, piece.ids);
    else if (piece.kind == Kind::Batch)
        call = m_client.send<api::Page<api::Message>>(
            api::messages::batchMark(mark.batchWord(), {piece.ids, mark.metadata}),
            [this, number](const api::Result<api::Page<api::Message>> &result) {
                manyAnswered(number, result);
            });
    else if (mark.set)
        call = m_client.send<api::Message>(api::messages::mark(id, mark.what, {mark.metadata}), one);
    else
        call = m_client.send<api::Message>(api::messages::unmark(id, mark.what), one);
}

void MessageActions::startLook(quint64 number, const QStringList &ids)
{
    api::Call &call = m_running[number].call;
    if (ids.size() == 1) {
        call = m_client.send<api::Message>(
            api::messages::get(ids.first()),
            [this, number](const api::Result<api::Message> &result) { oneAnswered(number, result); });
        return;
    }
    api::MessageQuery query;
    query.messageIds = ids;
    query.pageSize = readAtOnce;
    call = m_client.send<api::Page<api::Message>>(
        api::messages::list(query),
        [this, number](const api::Result<api::Page<api::Message>> &result) { manyAnswered(number, result); });
}

void MessageActions::oneAnswered(quint64 number, const api::Result<api::Message> &result)
{
    const Piece piece = m_running.at(number).piece;
    if (result.ok()) {
        m_outcome.changed += piece.ids;
        setHeldBack({}, piece.ids);
        take(result.value());
    } else {
        takeFailure(piece, result.error());
    }
    m_running.erase(number); // and the callback with its call: only copies are used from here on
    goOn();
}

void MessageActions::manyAnswered(quint64 number, const api::Result<api::Page<api::Message>> &result)
{
    const Piece piece = m_running.at(number).piece;
    if (piece.kind == Kind::Batch)
        m_pace.answered(piece.mark.batchWord(), piece.ids, m_clock.elapsed());
    if (result.ok()) {
        const QStringList &said = result.info().limited;
        const QSet<QString> limited(said.cbegin(), said.cend());
        for (const api::Row<api::Message> &row : result.value().rows)
            m_outcome.states.insert(row.value.id, statusesOf(row.value));
        QStringList held, changed;
        for (const QString &id : piece.ids) {
            if (limited.contains(id))
                held += id;
            else if (m_outcome.states.contains(id))
                changed += id;
            else
                m_outcome.missing += id;
        }
        m_outcome.limited += held;
        if (result.info().tries > 1)
            m_outcome.repeated.unite({held.cbegin(), held.cend()});
        m_outcome.changed += changed;
        setHeldBack(held, changed);
        for (const api::Row<api::Message> &row : result.value().rows) {
            if (!row.value.id.isEmpty())
                take(row.value);
        }
    } else {
        takeFailure(piece, result.error());
    }
    m_running.erase(number);
    goOn();
}

void MessageActions::take(const api::Message &message)
{
    m_outcome.states.insert(message.id, statusesOf(message));
    Q_EMIT messageChanged(message);
}

void MessageActions::takeFailure(const Piece &piece, const api::ApiError &error)
{
    if (piece.kind != Kind::Look && hasNoSuchCall(piece.mark, error))
        m_outcome.isUnsupported = true;
    if (m_outcome.isUnsupported || concernsAll(error))
        drop();
    for (const QString &id : piece.ids) {
        m_outcome.failures += {id, error};
        Q_EMIT failed(id, error);
    }
}

void MessageActions::setHeldBack(const QStringList &limited, const QStringList &changed)
{
    const QSet<QString> before = m_heldBack;
    for (const QString &id : changed)
        m_heldBack.remove(id);
    for (const QString &id : limited)
        m_heldBack.insert(id);
    if (m_heldBack != before)
        Q_EMIT heldBackChanged();
}

Shown MessageActions::heldBackRemark()
{
    Shown remark;
    remark.text = tr("not updated");
    remark.tone = Tone::Warn;
    remark.icon = QStringLiteral("clock");
    remark.tip = tr("The service held this change back: it takes one change of a message in a second.");
    return remark;
}

} // namespace models
