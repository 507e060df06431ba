// One request of the explorer at a time, from its sending to all there is to know of its answer.
#pragma once

#include "api/client/call.h"
#include "api/client/result.h"
#include "api/schema/endpoint.h"
#include "models/shown.h"

#include <QElapsedTimer>
#include <QJsonValue>
#include <QObject>

namespace api {
class Client;
}

namespace ui {

class ExplorerRun : public QObject
{
    Q_OBJECT
public:
    using Fields = QList<QPair<QString, QString>>;
    struct Answer
    {
        api::RequestData request; // what was sent
        Fields fields; // and how it had been typed
        api::ApiError error; // none: it was done
        api::ReplyInfo info;
        QJsonValue json; // of a reply; undefined: it has no body
        QString text; // the body of a refusal, as it came
        models::Shown status;
        int httpStatus = 0; // 0: no answer
        qint64 durationMs = 0;
    };
    explicit ExplorerRun(api::Client &client, QObject *parent = nullptr);

    // Gives up what is under way.
    void send(const api::RequestData &request, const Fields &fields);
    bool isActive() const { return m_call.active(); }

Q_SIGNALS:
    void answered(const ui::ExplorerRun::Answer &answer);
    void givenUp(const QByteArray &idempotencyKey); // what became of it is not known; empty: it had none

private:
    void finish(const api::Result<QJsonValue> &result);
    api::Client &m_client;
    api::RequestData m_request;
    Fields m_fields;
    quint64 m_journalBefore = 0; // the last entry before it
    QElapsedTimer m_since;
    api::Call m_call;
};

} // namespace ui
