#include "models/contentreader.h"

namespace models {
namespace {

api::ApiError notKept()
{
    api::ApiError error;
    error.kind = api::ApiError::Kind::Http;
    error.httpStatus = 404;
    return error;
}

} // namespace

ContentReader::ContentReader(api::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

ContentReader::~ContentReader() = default;

void ContentReader::clear()
{
    m_wishes.clear();
    m_entries.clear();
    m_order.clear();
}

ContentReader::State ContentReader::state(const QString &id) const
{
    return m_entries.value(id).state;
}

const api::MessageContent *ContentReader::content(const QString &id) const
{
    const auto it = m_entries.constFind(id);
    return it != m_entries.cend() && it->state == State::Ready ? &it->content : nullptr;
}

api::ApiError ContentReader::error(const QString &id) const
{
    return m_entries.value(id).error;
}

void ContentReader::read(const QStringList &ids)
{
    QStringList wanted;
    for (const QString &id : ids) {
        const State now = state(id);
        if (!id.isEmpty() && (now == State::Unknown || now == State::Failed) && !wanted.contains(id))
            wanted += id;
    }
    for (qsizetype from = 0; from < wanted.size(); from += mostAtOnce)
        ask(wanted.mid(from, mostAtOnce), false);
}

void ContentReader::readAhead(const QStringList &ids)
{
    for (auto it = m_wishes.begin(); it != m_wishes.end();) {
        if (!it->second.isAhead) {
            ++it;
            continue;
        }
        for (const QString &id : std::as_const(it->second.ids))
            m_entries.remove(id);
        it = m_wishes.erase(it);
    }
    QStringList wanted;
    for (const QString &id : ids) {
        if (!id.isEmpty() && state(id) == State::Unknown && !wanted.contains(id))
            wanted += id;
    }
    if (!wanted.isEmpty())
        ask(wanted.mid(0, mostAtOnce), true);
}

void ContentReader::ask(const QStringList &ids, bool ahead)
{
    for (const QString &id : ids)
        m_entries[id].state = State::Loading;
    const int number = ++m_last;
    Wish &wish = m_wishes[number];
    wish.ids = ids;
    wish.isAhead = ahead;
    auto request = api::messages::batchContent(api::ContentQuery {ids});
    if (ahead)
        request = request.background();
    ++m_sent;
    wish.call = m_client.send<api::Page<api::MessageContent>>(
        request,
        [this, number](api::Result<api::Page<api::MessageContent>> result) { answered(number, result); });
}

void ContentReader::answered(int number, const api::Result<api::Page<api::MessageContent>> &result)
{
    const auto node = m_wishes.extract(number);
    if (node.empty())
        return;
    QStringList left = node.mapped().ids;
    if (!result.ok()) {
        const int status = result.error().httpStatus;
        // One bad id spoils a whole batch: the others are not to blame.
        const bool oneByOne = left.size() > 1 && (status == 400 || status == 404 || status == 422);
        for (const QString &id : std::as_const(left))
            oneByOne ? askOne(id) : fail(id, result.error());
        return;
    }
    for (const api::Row<api::MessageContent> &row : result.value().rows) {
        if (left.removeAll(row.value.messageId) > 0)
            keep(row.value.messageId, row.value);
    }
    for (const QString &id : std::as_const(left))
        fail(id, notKept());
}

void ContentReader::askOne(const QString &id)
{
    const int number = ++m_last;
    Wish &wish = m_wishes[number];
    wish.ids = {id};
    ++m_sent;
    wish.call = m_client.send<api::MessageContent>(
        api::messages::content(id), [this, number, id](api::Result<api::MessageContent> result) {
            const auto done = m_wishes.extract(number);
            if (result.ok())
                keep(id, std::move(result.value()));
            else
                fail(id, result.error());
        });
}

void ContentReader::keep(const QString &id, api::MessageContent content)
{
    m_entries[id] = {State::Ready, std::move(content), {}};
    m_order.removeAll(id);
    m_order += id;
    while (m_order.size() > mostKept)
        m_entries.remove(m_order.takeFirst());
    Q_EMIT changed(id);
}

void ContentReader::fail(const QString &id, const api::ApiError &error)
{
    m_entries[id] = {State::Failed, {}, error};
    Q_EMIT changed(id);
}

} // namespace models
