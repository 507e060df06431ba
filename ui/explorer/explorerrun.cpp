#include "ui/explorer/explorerrun.h"

#include "api/client/client.h"
#include "api/client/requestjournal.h"
#include "models/requestsmodel.h"

namespace ui {

namespace {

// The last try of a request that was sent after `before`.
const api::JournalEntry *lastTry(const api::RequestJournal &journal, const api::RequestData &request,
                                 quint64 before)
{
    const QByteArray target = request.target();
    const auto &entries = journal.entries();
    for (auto it = entries.rbegin(); it != entries.rend() && it->id > before; ++it) {
        if (it->endpoint == request.endpoint && it->target == target)
            return &*it;
    }
    return nullptr;
}

} // namespace

ExplorerRun::ExplorerRun(api::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void ExplorerRun::send(const api::RequestData &what, const Fields &fields)
{
    if (m_call.active()) {
        m_call = {};
        Q_EMIT givenUp(m_request.idempotencyKey);
    }
    m_request = what;
    m_fields = fields;
    const auto &entries = m_client.journal().entries();
    m_journalBefore = entries.empty() ? 0 : entries.back().id;
    api::Request<QJsonValue> request;
    static_cast<api::RequestData &>(request) = what;
    m_since.start();
    m_call = m_client.send(request, [this](const api::Result<QJsonValue> &result) { finish(result); });
}

// The status and the whole body of a refusal are the journal's: it is as much worth reading as another
// answer.
void ExplorerRun::finish(const api::Result<QJsonValue> &result)
{
    Answer answer;
    answer.request = m_request;
    answer.fields = m_fields;
    answer.error = result.error();
    answer.info = result.info();
    answer.durationMs = m_since.elapsed();
    answer.json = result.ok() ? result.value() : QJsonValue(QJsonValue::Undefined);
    if (const auto *entry = lastTry(m_client.journal(), m_request, m_journalBefore)) {
        answer.status = models::statusShown(*entry);
        answer.httpStatus = entry->httpStatus;
        if (!result.ok())
            answer.text = QString::fromUtf8(entry->responseBody);
    }
    Q_EMIT answered(answer);
}

} // namespace ui
