#include "support/fakenetwork.h"

#include "support/fakereply.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTest>

namespace {

void failTest(const QString &text)
{
    QTest::qFail(qPrintable(text), __FILE__, __LINE__);
}

QByteArray verbOf(QNetworkAccessManager::Operation operation, const QNetworkRequest &request)
{
    switch (operation) {
    case QNetworkAccessManager::GetOperation:
        return "GET";
    case QNetworkAccessManager::HeadOperation:
        return "HEAD";
    case QNetworkAccessManager::PutOperation:
        return "PUT";
    case QNetworkAccessManager::PostOperation:
        return "POST";
    case QNetworkAccessManager::DeleteOperation:
        return "DELETE";
    default:
        return request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
    }
}

} // namespace

QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

api::Connection testConnection()
{
    api::Connection connection;
    connection.baseUrl = QUrl(QStringLiteral("http://api.test"));
    connection.key = "sk_test_0123456789";
    connection.pace = false;
    connection.retry.maxRetries = 0;
    connection.probeMs = 0; // nothing but what is scripted leaves
    return connection;
}

Exchange::Exchange(const QByteArray &verb, const QByteArray &target)
    : m_verb(verb)
    , m_target(target)
{
}

Exchange::~Exchange()
{
    for (const auto &reply : m_replies) {
        if (reply)
            reply->setExchange(nullptr);
    }
}

Exchange &Exchange::withHeader(const QByteArray &name, const QByteArray &value)
{
    m_neededHeaders.append({name, value});
    return *this;
}

Exchange &Exchange::withoutHeader(const QByteArray &name)
{
    m_unwantedHeaders.append(name);
    return *this;
}

Exchange &Exchange::withBody(const QByteArray &expectedJson)
{
    m_neededBody = expectedJson;
    return *this;
}

Exchange &Exchange::reply(int status, const QByteArray &body)
{
    m_status = status;
    m_answer = body;
    return *this;
}

Exchange &Exchange::header(const QByteArray &name, const QByteArray &value)
{
    m_headers.append({name, value});
    return *this;
}

Exchange &Exchange::fail(QNetworkReply::NetworkError error)
{
    m_error = error;
    return *this;
}

Exchange &Exchange::truncate()
{
    m_error = QNetworkReply::RemoteHostClosedError;
    return *this;
}

Exchange &Exchange::times(int count)
{
    m_times = count;
    return *this;
}

Exchange &Exchange::hold()
{
    m_held = true;
    return *this;
}

void Exchange::release()
{
    m_held = false;
    const auto replies = std::exchange(m_replies, {});
    for (const auto &reply : replies) {
        if (reply && !reply->isFinished())
            reply->answer(*this);
    }
}

bool Exchange::matches(const QByteArray &verb, const QByteArray &target) const
{
    return m_asked < m_times && verb == m_verb && target == m_target;
}

bool Exchange::isOpen() const
{
    if (m_asked < m_times)
        return true;
    return std::any_of(m_replies.begin(), m_replies.end(),
                       [](const auto &reply) { return reply && !reply->isFinished(); });
}

QString Exchange::name() const
{
    return QString::fromLatin1(m_verb + ' ' + m_target);
}

QString Exchange::complaint() const
{
    const QString who = name();
    for (const auto &[header, value] : m_neededHeaders) {
        if (m_request.rawHeader(header) != value)
            return QStringLiteral("%1: header %2 is \"%3\", expected \"%4\"")
                .arg(who, QString::fromLatin1(header), QString::fromLatin1(m_request.rawHeader(header)),
                     QString::fromLatin1(value));
    }
    for (const QByteArray &header : m_unwantedHeaders) {
        if (m_request.hasRawHeader(header))
            return QStringLiteral("%1: header %2 was not wanted").arg(who, QString::fromLatin1(header));
    }
    if (!m_neededBody)
        return {};
    const bool isSame = m_neededBody->isEmpty()
        ? m_body.isEmpty()
        : QJsonDocument::fromJson(m_body) == QJsonDocument::fromJson(*m_neededBody);
    return isSame ? QString()
                  : QStringLiteral("%1: body is %2, expected %3")
                        .arg(who, QString::fromUtf8(m_body), QString::fromUtf8(*m_neededBody));
}

void Exchange::ask(const QNetworkRequest &request, const QByteArray &body, FakeReply *reply)
{
    ++m_asked;
    m_aborted = false;
    m_request = request;
    m_body = body;
    const QString wrong = complaint();
    if (!wrong.isEmpty())
        failTest(wrong);
    m_replies.push_back(reply);
    reply->setExchange(this);
    if (!m_held)
        reply->answer(*this);
}

FakeNetwork::FakeNetwork(QObject *parent)
    : QNetworkAccessManager(parent)
{
}

FakeNetwork::~FakeNetwork()
{
    if (QTest::currentTestFailed())
        return;
    for (const auto &exchange : m_exchanges) {
        if (exchange->m_asked < exchange->m_times)
            failTest(QStringLiteral("never asked: ") + exchange->name());
    }
}

Exchange &FakeNetwork::expect(const QByteArray &verb, const QByteArray &target)
{
    m_exchanges.push_back(std::make_unique<Exchange>(verb, target));
    return *m_exchanges.back();
}

void FakeNetwork::expectNothing()
{
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    for (const auto &exchange : m_exchanges) {
        if (exchange->isOpen())
            return failTest(QStringLiteral("still open: ") + exchange->name());
    }
}

bool FakeNetwork::isDone() const
{
    return std::none_of(m_exchanges.begin(), m_exchanges.end(), [](const auto &e) { return e->isOpen(); });
}

QNetworkReply *FakeNetwork::createRequest(Operation operation, const QNetworkRequest &request,
                                          QIODevice *body)
{
    ++m_count;
    const QByteArray verb = verbOf(operation, request);
    const QByteArray target = request.url().toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
    auto *reply = new FakeReply(request, operation, this);
    for (const auto &exchange : m_exchanges) {
        if (exchange->matches(verb, target)) {
            exchange->ask(request, body ? body->readAll() : QByteArray(), reply);
            return reply;
        }
    }
    failTest(
        QStringLiteral("nobody expected %1 %2").arg(QString::fromLatin1(verb), QString::fromLatin1(target)));
    reply->answer(QNetworkReply::ProtocolFailure, QStringLiteral("not expected by the test"));
    return reply;
}
