#include "api/client/pendingcall.h"

#include "api/client/bodyreader.h"
#include "api/client/lanes.h"
#include "api/client/ratelimiter.h"
#include "api/client/requestjournal.h"
#include "api/client/wire.h"
#include "api/client/writeguard.h"
#include "api/client/writelock.h"

#include <QCoreApplication>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QSslError>
#include <QUuid>

namespace api {

namespace {

constexpr int pauseAfterLimitMs = 1000; // when a 429 does not say
constexpr qsizetype answerKept = 4096; // of a write, for the observer
constexpr qsizetype errorKept = 16 * 1024; // of an answer that is an error

} // namespace

PendingCall::PendingCall(const CallServices &services, const Connection &connection,
                         const RequestData &request, Decoder decode, Finish finish, Glance glance)
    : m_services(services)
    , m_connection(connection)
    , m_request(request)
    , m_decode(std::move(decode))
    , m_finish(std::move(finish))
    , m_glance(std::move(glance))
{
    if (request.endpoint->repeat != Repeat::Keyed)
        m_request.idempotencyKey.clear();
    else if (request.idempotencyKey.isEmpty()) // the same for every try
        m_request.idempotencyKey = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    for (QTimer *timer : {&m_rest, &m_connecting, &m_total})
        timer->setSingleShot(true);
    connect(&m_connecting, &QTimer::timeout, this, [this] { giveUp(NetworkCause::NoConnection); });
    connect(&m_total, &QTimer::timeout, this, [this] { giveUp(NetworkCause::Timeout); });
    connect(&m_rest, &QTimer::timeout, this, &PendingCall::waitForTurn);
}

PendingCall::~PendingCall()
{
    cancel();
}

bool PendingCall::isActive() const
{
    return m_state != State::Over;
}

void PendingCall::start()
{
    if (const auto error = refusal(m_services.lock->isLocked(), *m_request.endpoint))
        return end(*error);
    waitForTurn();
}

void PendingCall::end(const ApiError &error)
{
    m_state = State::Waiting;
    QMetaObject::invokeMethod(
        this,
        [this, error] {
            if (m_state == State::Waiting)
                finish(error);
        },
        Qt::QueuedConnection);
}

// Looked at again before each try: it may have been locked while this request waited or rested.
bool PendingCall::mayLeave()
{
    if (!m_request.endpoint->writes())
        return true;
    if (const auto error = refusal(m_services.lock->isLocked(), *m_request.endpoint)) {
        end(m_attempt > 0 ? m_lastError : *error);
        return false;
    }
    if (!m_services.observer || !m_written.id.isEmpty())
        return true;
    WriteBegin begin;
    begin.id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    begin.endpoint = m_request.endpoint;
    begin.target = wire::without(m_connection.secrets(), m_request.target());
    begin.body = wire::without(m_connection.secrets(), wire::bodyOf(m_request));
    begin.idempotencyKey = m_request.idempotencyKey;
    begin.reason = m_services.lock->reason();
    const QString problem = m_services.observer->begin(begin);
    if (problem.isNull()) {
        m_written.id = begin.id;
        return true;
    }
    ApiError error;
    error.kind = ApiError::Kind::NotRecorded;
    error.message = problem;
    end(error);
    return false;
}

void PendingCall::noteEnd(const ApiError &error, bool isGivenUp)
{
    if (m_written.id.isEmpty())
        return;
    WriteEnd note = std::exchange(m_written, {});
    note.error = error;
    note.isGivenUp = isGivenUp;
    note.tries = m_attempt;
    if (note.requestId.isEmpty())
        note.requestId = error.requestId;
    m_services.observer->end(note);
}

void PendingCall::waitForTurn()
{
    m_state = State::Waiting;
    m_waitingFor.start();
    if (!m_connection.pace)
        return send();
    m_ticket = m_services.limiter->acquire(*m_request.endpoint, m_request.pathArguments.value(0),
                                           m_request.priority, [weak = weak_from_this()] {
                                               if (const auto self = weak.lock())
                                                   self->send();
                                           });
    if (m_ticket == 0)
        send();
}

void PendingCall::send()
{
    const auto self = shared_from_this();
    m_ticket = 0;
    if (!mayLeave()) {
        if (m_connection.pace)
            m_services.limiter->unused(*m_request.endpoint, m_request.pathArguments.value(0));
        return;
    }
    m_state = State::OnWire;
    m_written.httpStatus = 0; // what the try before brought is no answer to this one
    m_written.answer.clear();
    ++m_attempt;
    const qint64 waitedMs = m_waitingFor.isValid() ? m_waitingFor.elapsed() : 0;
    m_sentFor.start();
    m_firstByteMs = -1;
    m_queuedMs = 0;
    Lanes::Lane &lane = m_services.lanes->pick(m_request.priority);
    m_reply = wire::dispatch(lane.network(), m_connection, m_request);
    lane.take(*m_reply);
    watch();
    JournalEntry note = wire::noteBefore(m_request, *m_reply, m_connection.secrets());
    note.attempt = m_attempt;
    note.waitedMs = waitedMs;
    if (m_connection.pace) {
        const auto budget = m_services.limiter->budget(*m_request.endpoint, m_request.pathArguments.value(0));
        note.rateLeft = budget.available;
        note.ratePerSecond = budget.perSecond;
    }
    const quint64 id = m_services.journal->begin(note);
    if (m_state == State::OnWire)
        m_journalId = id;
}

void PendingCall::watch()
{
    m_givenUp = NetworkCause::None;
    m_tlsProblems.clear();
    m_body = {};
    connect(m_reply, &QNetworkReply::finished, this, &PendingCall::answered);
    connect(m_reply, &QNetworkReply::readyRead, this, &PendingCall::takeBody);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        if (m_firstByteMs < 0)
            m_firstByteMs = m_sentFor.elapsed();
    });
    // Collected to be told; never ignored.
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &problems) {
        for (const QSslError &problem : problems)
            m_tlsProblems += problem.errorString();
    });
    if (m_connection.totalMs > 0)
        m_total.start(m_connection.totalMs);
    watchConnecting();
}

void PendingCall::watchConnecting()
{
    m_hasBegunToConnect = m_mayHaveLeft = false;
    // Not while it waits for one of the connections there are.
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] {
        m_hasBegunToConnect = true;
        if (m_connection.connectMs > 0)
            m_connecting.start(m_connection.connectMs);
    });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        m_connecting.stop();
        m_queuedMs = m_sentFor.elapsed();
    });
    for (const auto signal : {&QNetworkReply::requestSent, &QNetworkReply::encrypted})
        connect(m_reply, signal, this, [this] { m_mayHaveLeft = true; });
}

void PendingCall::giveUp(NetworkCause cause)
{
    if (m_state != State::OnWire || !m_reply)
        return;
    // Whoever waits may let go of this request, whose timer is just at work.
    QTimer::singleShot(0, QCoreApplication::instance(), [self = shared_from_this()] { Q_UNUSED(self) });
    m_givenUp = cause;
    m_reply->abort(); // it ends as any other
}

// Qt has no word of its own for a network or a host that can't be reached, which is what a computer without a
// network says, at once or after a while. What it tells is that the connection never came about.
NetworkCause PendingCall::causeOf(const ApiError &error) const
{
    if (error.kind != ApiError::Kind::Network || m_givenUp != NetworkCause::None)
        return error.kind == ApiError::Kind::Network ? m_givenUp : error.cause;
    const bool hasNoName = error.cause == NetworkCause::Other || error.cause == NetworkCause::Timeout;
    // With TLS it may have gone over a connection there was, without a word of it being sent.
    const bool hadToConnect = m_hasBegunToConnect || m_connection.baseUrl.scheme() == u"http";
    const NetworkCause cause
        = hasNoName && hadToConnect && !m_mayHaveLeft ? NetworkCause::NoConnection : error.cause;
    // Whoever was not to be reached, where one is, was the proxy.
    const bool isUnreached = cause == NetworkCause::Refused || cause == NetworkCause::HostNotFound
        || cause == NetworkCause::NoConnection;
    return isUnreached && wire::hasProxy(wire::urlOf(m_connection, m_request)) ? NetworkCause::Proxy : cause;
}

void PendingCall::answered()
{
    const auto self = shared_from_this();
    takeBody();
    BodyPieces body = std::exchange(m_body, {});
    const QByteArray beginning = body.beginning(wire::mostRead);
    ApiError error = wire::failureOf(*m_reply, beginning, m_connection.secrets());
    error.cause = causeOf(error);
    if (error.cause == NetworkCause::Tls && !m_tlsProblems.isEmpty())
        error.message = m_tlsProblems.join(u' ');
    m_info = wire::infoOf(*m_reply);
    m_info.tries = m_attempt;
    m_isPage = wire::isWebPage(*m_reply);
    JournalEntry note = wire::noteAfter(*m_reply, beginning, m_connection.secrets());
    note.responseSize = body.size();
    note.durationMs = m_sentFor.elapsed();
    note.firstByteMs = m_firstByteMs < 0 && note.httpStatus > 0 ? note.durationMs : m_firstByteMs;
    if (!m_written.id.isEmpty()) {
        m_written.httpStatus = note.httpStatus;
        m_written.requestId = m_info.requestId;
        m_written.answer = note.responseBody.left(answerKept);
        m_written.answerSize = note.responseSize;
    }
    settleToken(error.kind != ApiError::Kind::Network);
    m_answer = note.responseBody;
    releaseReply();
    m_services.journal->finish(std::exchange(m_journalId, 0), note);
    Q_EMIT heard(error.cause);
    if (m_state != State::OnWire) // someone who listened let go of this request
        return;
    if (!error.isError())
        return decode(std::move(body), error);
    error.body = m_answer.left(errorKept);
    failed(error);
}

void PendingCall::takeBody()
{
    if (m_reply->isOpen()) // a timeout closes it
        m_body.take(*m_reply);
}

void PendingCall::settleToken(bool isAnswered)
{
    const QString user = m_request.pathArguments.value(0);
    if (m_connection.pace && isAnswered)
        m_services.limiter->answered(*m_request.endpoint, user, m_sentFor.elapsed(), m_queuedMs);
    else if (m_connection.pace)
        m_services.limiter->givenUp(*m_request.endpoint, user, m_sentFor.elapsed());
}

void PendingCall::failed(ApiError error)
{
    const EndpointInfo &endpoint = *m_request.endpoint;
    if (error.httpStatus == 429 && m_connection.pace) {
        m_services.limiter->pause(endpoint, m_request.pathArguments.value(0),
                                  error.retryAfterMs.value_or(pauseAfterLimitMs));
    }
    // What an earlier try deleted is not there any more for the next one.
    if (error.httpStatus == 404 && m_mayBeDone && endpoint.verb == Verb::Delete && !m_decode)
        return finish({});
    m_mayBeDone |= endpoint.writes() && leavesOutcomeUnknown(error);
    const double random = QRandomGenerator::global()->generateDouble();
    const auto delay = m_connection.retry.delay(endpoint, error, m_attempt, random);
    // A clear answer to the last try speaks for the earlier ones, too; silence or a breakdown does not.
    const bool isClear
        = error.kind == ApiError::Kind::Http && error.httpStatus < 500 && error.httpStatus != 429;
    error.outcomeUnknown = m_mayBeDone && !isClear;
    if (delay) {
        m_lastError = error;
        m_state = State::Resting;
        m_rest.start(*delay);
        return;
    }
    finish(error);
}

void PendingCall::decode(BodyPieces body, const ApiError &origin)
{
    m_state = State::Decoding;
    // A page is somebody else's answer: of a proxy, of a network that wants a sign-in.
    if (m_isPage)
        return decoded({true, QCoreApplication::translate("ApiError", "It was a web page.")}, origin);
    // No content is a normal answer to a write, unless the answer says what there is to come back to; to a
    // question it is none, unless it says so.
    const EndpointInfo &endpoint = *m_request.endpoint;
    const bool isSilent = body.size() == 0
        && (origin.httpStatus == 204 || (endpoint.writes() && endpoint.repeat == Repeat::Natural));
    if (!m_decode || isSilent)
        return finish({});
    const bool isBackground = m_request.priority == Priority::Background;
    if (body.size() <= (isBackground ? BodyReader::smallBody : BodyReader::bigBody))
        return decoded(decodeBody(body.whole(), glancing()), origin);
    m_services.reader->read(std::move(body), m_decode,
                            [weak = weak_from_this(), origin](const Decoded &result) {
                                if (const auto self = weak.lock())
                                    self->decoded(result, origin);
                            });
}

// Whoever glances may let go of this request.
Decoder PendingCall::glancing() const
{
    if (!m_glance)
        return m_decode;
    return [glance = m_glance, decode = m_decode](const QJsonValue &body) {
        glance(body);
        return decode(body);
    };
}

void PendingCall::decoded(const Decoded &result, ApiError origin)
{
    if (m_state != State::Decoding)
        return;
    if (!result.isUnusable)
        return finish({});
    origin.kind = ApiError::Kind::Decode;
    origin.body = m_answer.left(errorKept);
    origin.outcomeUnknown = m_request.endpoint->writes(); // it may have been the service that answered
    origin.message = result.problem;
    finish(origin);
}

void PendingCall::finish(const ApiError &error)
{
    const auto self = shared_from_this();
    m_state = State::Ending;
    noteEnd(error, false);
    Q_EMIT ended();
    if (m_state != State::Ending)
        return;
    m_state = State::Over;
    m_decode = nullptr;
    m_answer.clear();
    // Moved out first: the callback may well let go of this request, or send the next one.
    const Finish callback = std::exchange(m_finish, nullptr);
    callback(error, m_info);
}

void PendingCall::releaseReply()
{
    m_connecting.stop();
    m_total.stop();
    m_reply->disconnect(this);
    m_reply->deleteLater();
    m_reply = nullptr;
}

void PendingCall::cancel()
{
    const State state = std::exchange(m_state, State::Over);
    if (state == State::Over)
        return;
    for (QTimer *timer : {&m_rest, &m_connecting, &m_total})
        timer->stop();
    if (m_ticket != 0)
        m_services.limiter->leave(std::exchange(m_ticket, 0));
    if (m_reply) {
        settleToken(false);
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        JournalEntry note;
        note.durationMs = m_sentFor.elapsed();
        note.error = QCoreApplication::translate("ApiError", "Given up before the answer came");
        m_services.journal->finish(std::exchange(m_journalId, 0), note);
    }
    noteEnd({}, true);
    const Decoder decode = std::exchange(m_decode, nullptr);
    const Finish callback = std::exchange(m_finish, nullptr);
    if (state != State::Ending)
        Q_EMIT ended();
}

} // namespace api
