#pragma once

#include "api/client/call.h"
#include "api/client/connection.h"
#include "api/client/decoded.h"
#include "api/client/result.h"
#include "api/schema/endpoint.h"

#include <QJsonValue>
#include <QObject>
#include <functional>
#include <memory>
#include <type_traits>

class QNetworkAccessManager;

namespace api {

class RequestJournal;
class RateLimiter;
class WriteLock;
class WriteObserver;

// Sends typed requests: guarded, paced, retried where that is safe, journaled. Lives on the UI thread.
class Client : public QObject
{
    Q_OBJECT
public:
    // `network` is the test seam; without one the client makes its own.
    explicit Client(Connection connection, QNetworkAccessManager *network = nullptr,
                    QObject *parent = nullptr);
    ~Client() override;

    // The callback is always asynchronous, runs at most once, and never after the Call is gone or the client
    // destroyed. Bodies past 256 KiB are parsed and decoded off the UI thread.
    // A reply with a field that can't be read comes with its problem; one whose outermost value is not what
    // the endpoint sends, or lacks a required field, is a Decode error.
    // `glance` sees the body before it is decoded, on the UI thread; of large bodies nothing.
    template <class R>
    Call send(const Request<R> &request, std::type_identity_t<std::function<void(Result<R>)>> done,
              Glance glance = {})
    {
        // `slot` is filled where the body is decoded and read where the callback runs.
        auto slot = std::make_shared<std::pair<R, QStringList>>();
        Decoder decode = [slot](const QJsonValue &body) {
            Trace trace;
            read(body, slot->first, trace);
            slot->second = trace.problems();
            return Decoded {trace.topFailed(), slot->second.value(0)};
        };
        if constexpr (std::is_same_v<R, Nothing>)
            decode = nullptr; // whatever came is not looked at
        return start(
            request, std::move(decode),
            [slot, done = std::move(done)](const ApiError &error, const ReplyInfo &info) {
                if (error.isError())
                    done(Result<R>(error));
                else
                    done(Result<R>(std::move(slot->first), std::move(slot->second), info));
            },
            std::move(glance));
    }

    const Connection &connection() const; // read-only: as it is now, unlocked or not
    // Changes where and as whom to talk; requests under way end as they began.
    void setConnection(const Connection &connection);
    // Key and user token are blotted out, should they be in it: for what is written down.
    QString withoutSecrets(const QString &text) const;
    const RequestJournal &journal() const;
    RequestJournal &journal();
    const RateLimiter &limiter() const;
    WriteLock &writeLock() const; // of a read-only connection
    // Is told of every write; not owned, outlives the client. Null: nobody is.
    void setWriteObserver(WriteObserver *observer);
    int inFlight() const; // on the wire or waiting for their turn
    // False after a network error, until an answer comes or, where there was no network, its host takes
    // connections again: that is looked for by itself.
    bool isReachable() const;

Q_SIGNALS:
    void inFlightChanged(int count);
    void reachableChanged(bool reachable);
    void connectionChanged(); // another one, or it was locked or unlocked: what may be done is another now

private:
    using Finish = std::function<void(const ApiError &error, const ReplyInfo &info)>;
    Call start(const RequestData &request, Decoder decode, Finish finish, Glance glance);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace api
