// One request from its first wait to its callback.
#pragma once

#include "api/client/apierror.h"
#include "api/client/bodypieces.h"
#include "api/client/connection.h"
#include "api/client/decoded.h"
#include "api/client/result.h"
#include "api/client/writeobserver.h"
#include "api/schema/endpoint.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <memory>

class QNetworkReply;

namespace api {

class BodyReader;
class Lanes;
class RateLimiter;
class RequestJournal;
class WriteLock;
class WriteObserver;

// What a request needs on its way; all of it outlives the request, or the request is cancelled first.
struct CallServices
{
    Lanes *lanes = nullptr;
    RequestJournal *journal = nullptr;
    RateLimiter *limiter = nullptr;
    BodyReader *reader = nullptr;
    WriteLock *lock = nullptr;
    WriteObserver *observer = nullptr; // may be none
};

// Waiting for its turn -> on the wire -> (resting, then again) -> decoding -> over. Held by shared pointers
// only: a slot somewhere may let go of the last one while the request is in the middle of a step.
class PendingCall : public QObject, public std::enable_shared_from_this<PendingCall>
{
    Q_OBJECT
public:
    using Finish = std::function<void(const ApiError &error, const ReplyInfo &info)>;
    PendingCall(const CallServices &services, const Connection &connection, const RequestData &request,
                Decoder decode, Finish finish, Glance glance);
    ~PendingCall() override; // cancels

    void start();
    void cancel(); // the callback will not run
    bool isActive() const; // the callback is still to come

Q_SIGNALS:
    void ended(); // once: before the callback, or when cancelled
    void heard(api::NetworkCause cause); // after each try; None: an answer came

private:
    enum class State { New, Waiting, OnWire, Resting, Decoding, Ending, Over };
    bool mayLeave(); // false: it ends without
    void end(const ApiError &error); // from inside start() or a turn: the callback comes later
    void noteEnd(const ApiError &error, bool isGivenUp);
    void waitForTurn();
    void send();
    void watch(); // the reply under way
    void watchConnecting();
    void giveUp(NetworkCause cause);
    NetworkCause causeOf(const ApiError &error) const;
    void takeBody();
    void answered();
    void settleToken(bool isAnswered);
    void failed(ApiError error);
    void decode(BodyPieces body, const ApiError &origin);
    Decoder glancing() const;
    void decoded(const Decoded &result, ApiError origin);
    void finish(const ApiError &error);
    void releaseReply();

    CallServices m_services;
    Connection m_connection;
    RequestData m_request;
    Decoder m_decode;
    Finish m_finish;
    Glance m_glance; // may be none
    State m_state = State::New;
    int m_attempt = 0;
    ReplyInfo m_info; // of the answer
    QByteArray m_answer; // its beginning, without key and token
    bool m_isPage = false; // it came from somebody else than the service
    bool m_mayBeDone = false; // an earlier try left the outcome unknown
    ApiError m_lastError; // of the try before
    WriteEnd m_written; // its id is empty until the observer knows of it
    quint64 m_ticket = 0; // of the limiter's queue
    quint64 m_journalId = 0;
    QPointer<QNetworkReply> m_reply;
    BodyPieces m_body; // of this try, so far
    QElapsedTimer m_waitingFor;
    QElapsedTimer m_sentFor;
    qint64 m_firstByteMs = -1;
    qint64 m_queuedMs = 0; // of this try, until it had a connection and left
    QTimer m_rest;
    QTimer m_connecting; // these end a try that takes too long
    QTimer m_total;
    NetworkCause m_givenUp = NetworkCause::None; // why this try was ended
    bool m_hasBegunToConnect = false; // this try
    bool m_mayHaveLeft = false; // of this try, something
    QStringList m_tlsProblems; // of this try
};

} // namespace api
