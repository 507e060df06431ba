#include "models/connectiontest.h"

#include "api/client/client.h"
#include "api/schema/user.h"
#include "models/texts.h"
#include "models/usertoken.h"

#include <QCoreApplication>

namespace models {

namespace {

using Field = ConnectionVerdict::Field;

struct ConnectionTestText
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionTest)
};

ConnectionVerdict refused(const api::Connection &connection, const api::ApiError &error)
{
    if (error.httpStatus == 401)
        return {Tone::Bad, ConnectionTestText::tr("The service does not know this key."),
                ConnectionTestText::tr("Copy it again from the dashboard, from this environment's page."),
                Field::Key};
    if (error.httpStatus == 403 && connection.isPublishable())
        return {Tone::Warn, ConnectionTestText::tr("The key is known, but a user token is asked for."),
                connection.userToken.isEmpty()
                    ? ConnectionTestText::tr("Enter the token of the person whose data is to be seen.")
                    : ConnectionTestText::tr("This token is not accepted: it may have ended."),
                Field::UserToken};
    if (error.httpStatus == 403)
        return {Tone::Bad, ConnectionTestText::tr("The key is known, but it may not read people."),
                error.message, Field::Key};
    if (error.httpStatus == 429)
        return {Tone::Warn,
                ConnectionTestText::tr("The service answers, but asks to wait: its limit is used up."),
                ConnectionTestText::tr("The key could not be tried. Test again in a moment."), Field::None};
    if (error.httpStatus == 404 || error.httpStatus == 405 || error.httpStatus / 100 == 3)
        return {Tone::Bad, ConnectionTestText::tr("Something answers there, but not the notification API."),
                error.httpStatus / 100 == 3 ? error.message : ConnectionTestText::tr("Check host and port."),
                Field::Address};
    const api::Explanation e = api::explain(error);
    return {error.httpStatus >= 500 ? Tone::Warn : Tone::Bad, e.sentence, e.hint, Field::None};
}

} // namespace

ConnectionVerdict connectionVerdict(const api::Connection &connection, const api::ApiError &error,
                                    qint64 durationMs)
{
    // A publishable key asks for somebody who may not exist: a 404 in the service's own words will do.
    const bool isNobody = connection.isPublishable() && error.httpStatus == 404 && !error.code.isEmpty();
    if (!error.isError() || isNobody)
        return {Tone::Ok,
                ConnectionTestText::tr("It works: answered in %1 ms.").arg(numberText(durationMs)),
                {},
                Field::None};
    if (error.kind == api::ApiError::Kind::Http)
        return refused(connection, error);
    if (error.kind == api::ApiError::Kind::Decode)
        return {Tone::Bad, ConnectionTestText::tr("Something answers there, but not the notification API."),
                ConnectionTestText::tr("Check host and port."), Field::Address};
    const api::Explanation e = api::explain(error);
    return {Tone::Bad, e.sentence, e.hint.isEmpty() ? error.message : e.hint, Field::Address};
}

ConnectionTest::ConnectionTest(QNetworkAccessManager *network, QObject *parent)
    : QObject(parent)
    , m_network(network)
{
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::start(api::Connection connection)
{
    cancel();
    connection.readOnly = true; // a test asks, whatever else
    connection.pace = false;
    connection.retry.maxRetries = 0;
    connection.timeoutMs = timeoutMs;
    m_client = std::make_unique<api::Client>(connection, m_network);
    m_time.start();
    if (connection.isPublishable()) {
        const QString userId = UserToken::fromText(connection.userToken).userId;
        const auto request
            = api::users::get(userId.isEmpty() ? QStringLiteral("doorman-connection-test") : userId);
        m_call = m_client->send<api::User>(request, [this](const auto &result) { answered(result.error()); });
        return;
    }
    api::UserQuery query;
    query.pageSize = 1;
    m_call = m_client->send<api::Page<api::User>>(api::users::list(query),
                                                  [this](const auto &result) { answered(result.error()); });
}

void ConnectionTest::cancel()
{
    m_call.cancel();
    m_client.reset();
}

void ConnectionTest::answered(const api::ApiError &error)
{
    const ConnectionVerdict verdict = connectionVerdict(m_client->connection(), error, m_time.elapsed());
    Q_EMIT finished(verdict);
}

} // namespace models
