#include "contract/service.h"

#include <QCryptographicHash>
#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTest>
#include <QTimer>

namespace contract {

namespace {

constexpr int patience = 30'000; // ms

QVariantList column(const QSqlDatabase &database, const QString &sql)
{
    QVariantList out;
    QSqlQuery query(sql, database);
    while (query.next())
        out.append(query.value(0));
    return out;
}

} // namespace

QByteArray Answer::header(const QByteArray &name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? QByteArray() : found->second;
}

QJsonValue Answer::at(QLatin1StringView path) const
{
    QJsonValue value = json;
    for (const QString &piece : QString(path).split(u'.'))
        value = value.isArray() ? value[piece.toInt()] : value[piece];
    return value;
}

QJsonArray Answer::rows() const
{
    if (json.isArray())
        return json.toArray();
    const bool isItems = object().contains(QLatin1StringView("items"));
    return object().value(isItems ? QLatin1StringView("items") : QLatin1StringView("entries")).toArray();
}

QStringList Answer::ids() const
{
    QStringList ids;
    for (const QJsonValue &row : rows())
        ids.append(row.toObject().value(QLatin1StringView("id")).toString());
    return ids;
}

QStringList Answer::fields() const
{
    QStringList fields;
    for (const QJsonValue &error : object().value(QLatin1StringView("errors")).toArray())
        fields.append(error.toObject().value(QLatin1StringView("field")).toString());
    fields.removeDuplicates();
    return fields;
}

Answer readAnswer(QNetworkReply &reply)
{
    Answer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = reply.readAll();
    for (const auto &[name, value] : reply.rawHeaderPairs())
        answer.headers.emplace(name.toLower(), value);
    // In brackets, for Qt reads only lists and objects, and the answer may be one text.
    const QJsonDocument json = QJsonDocument::fromJson('[' + answer.body + ']');
    answer.json = json.array().size() == 1 ? json[0] : QJsonValue(QJsonValue::Undefined);
    return answer;
}

Service::Service(bool rateLimits, bool admin)
{
    api::sandbox::ServerOptions options;
    options.dataFile = m_directory.filePath(QStringLiteral("world.db"));
    options.seed = 7;
    options.size = {60, 900, 30};
    options.rateLimits = rateLimits;
    options.admin = admin;
    options.bulkRowsPerSecond = 100'000;
    options.clock = [] { return api::Timestamp::fromWire(QLatin1StringView(standingTime).toString()); };
    m_server = std::make_unique<api::sandbox::SandboxServer>(options);
}

Service::~Service()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_directory.path());
}

bool Service::start()
{
    QSignalSpy ready(m_server.get(), &api::sandbox::SandboxServer::ready);
    m_server->start();
    if (!ready.wait(patience))
        return false;
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_directory.path());
    m_database.setDatabaseName(m_directory.filePath(QStringLiteral("world.db")));
    return m_database.open();
}

Answer Service::ask(const QByteArray &verb, const QByteArray &target, const QByteArray &body,
                    const Headers &headers)
{
    QNetworkRequest request(QUrl::fromEncoded(m_server->baseUrl().toEncoded() + target, QUrl::StrictMode));
    request.setRawHeader("Authorization", "Bearer sk_test_sandbox");
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, verb, body));
    // Not QSignalSpy::wait(), which waits no more once the test has failed.
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    if (!reply->isFinished())
        return {};
    return readAnswer(*reply);
}

bool Service::settle()
{
    const qint64 now = api::Timestamp::fromWire(QLatin1StringView(standingTime).toString()).us;
    const QString sql = QStringLiteral("SELECT (SELECT count(*) FROM runs WHERE resume_at <= %1)"
                                       " + (SELECT count(*) FROM planned_events WHERE due_at <= %1)"
                                       " + (SELECT count(*) FROM schedules WHERE next_at <= %1)"
                                       " + (SELECT count(*) FROM bulk_operations"
                                       " WHERE status IN ('queued', 'processing'))")
                            .arg(now);
    return QTest::qWaitFor([&] { return count(sql) == 0; }, patience);
}

qint64 Service::count(const QString &sql)
{
    const QVariantList found = column(m_database, sql);
    return found.isEmpty() ? -1 : found.first().toLongLong();
}

QByteArray Service::state()
{
    const qint64 version = count(QStringLiteral("PRAGMA data_version"));
    if (version == m_version)
        return m_state;
    QCryptographicHash hash(QCryptographicHash::Sha1);
    const QVariantList tables = column(
        m_database, QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"));
    for (const QVariant &table : tables) {
        QSqlQuery rows(QStringLiteral("SELECT * FROM %1").arg(table.toString()), m_database);
        while (rows.next()) {
            for (int i = 0; i < rows.record().count(); ++i)
                hash.addData(rows.value(i).toString().toUtf8() + '\0');
        }
    }
    m_version = version;
    return m_state = hash.result();
}

} // namespace contract
