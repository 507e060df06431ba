#include "models/jobjournal.h"

#include "api/schema/registry.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

namespace models {

namespace {

// The journal's own notation of a request and of an error; its names are this program's.
struct StoredRequest
{
    QString endpoint; // by its name
    QStringList arguments;
    QString query;
    std::optional<QJsonObject> body;
    static constexpr auto fields
        = std::tuple {api::Field {"endpoint", &StoredRequest::endpoint},
                      api::Field {"arguments", &StoredRequest::arguments},
                      api::Field {"query", &StoredRequest::query}, api::Field {"body", &StoredRequest::body}};
};

struct StoredError
{
    int kind = 0;
    int httpStatus = 0;
    QString code, message;
    std::optional<bool> outcomeUnknown;
    static constexpr auto fields = std::tuple {
        api::Field {"kind", &StoredError::kind}, api::Field {"http_status", &StoredError::httpStatus},
        api::Field {"code", &StoredError::code}, api::Field {"message", &StoredError::message},
        api::Field {"outcome_unknown", &StoredError::outcomeUnknown}};
};

QByteArray toText(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

template <class T>
T fromText(const QByteArray &text)
{
    T value;
    api::Trace trace;
    if (!text.isEmpty())
        api::read(QJsonValue(QJsonDocument::fromJson(text).object()), value, trace);
    return value;
}

QByteArray requestText(const BulkChunk &chunk)
{
    const bool isNeeded = chunk.state != BulkChunk::State::Over && chunk.state != BulkChunk::State::Watched;
    if (!isNeeded || !chunk.request.endpoint)
        return {};
    return toText(api::writeObject(
        StoredRequest {QString::fromLatin1(chunk.request.endpoint->name), chunk.request.pathArguments,
                       chunk.request.query.query(QUrl::FullyEncoded), chunk.request.body}));
}

api::Request<api::BulkOperation> toRequest(const QByteArray &text)
{
    const auto stored = fromText<StoredRequest>(text);
    api::Request<api::BulkOperation> request;
    for (const api::EndpointInfo *endpoint : api::endpoints()) {
        if (stored.endpoint == QLatin1StringView(endpoint->name))
            request.endpoint = endpoint;
    }
    request.pathArguments = stored.arguments;
    request.query = QUrlQuery(stored.query);
    request.body = stored.body;
    return request;
}

QByteArray errorText(const api::ApiError &error)
{
    if (!error.isError())
        return {};
    return toText(api::writeObject(
        StoredError {int(error.kind), error.httpStatus, error.code, error.message, error.outcomeUnknown}));
}

api::ApiError toError(const QByteArray &text)
{
    const auto stored = fromText<StoredError>(text);
    api::ApiError error;
    error.kind = api::ApiError::Kind(stored.kind);
    error.httpStatus = stored.httpStatus;
    error.code = stored.code;
    error.message = stored.message;
    error.outcomeUnknown = stored.outcomeUnknown.value_or(false);
    return error;
}

// An operation that is only watched has nothing but its id until the service answers.
QByteArray operationText(const api::BulkOperation &operation)
{
    return toText(operation.raw.isEmpty() ? api::writeObject(operation) : operation.raw);
}

} // namespace

JobJournal::JobJournal(const QString &file)
    : m_connection(QUuid::createUuid().toString())
{
    if (!file.isEmpty())
        QDir().mkpath(QFileInfo(file).absolutePath());
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=200"));
    const QString memory = QStringLiteral(":memory:");
    if (!open(file.isEmpty() ? memory : file)) {
        m_database.close();
        const QString problem = m_problem;
        open(memory); // work goes on; it is only not kept
        m_problem = problem;
    }
}

JobJournal::~JobJournal()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

bool JobJournal::open(const QString &name)
{
    m_database.setDatabaseName(name);
    if (!m_database.open()) {
        m_problem = m_database.lastError().text();
        return false;
    }
    return createTables();
}

bool JobJournal::createTables()
{
    for (const char *sql : {
             "PRAGMA journal_mode = WAL",
             "PRAGMA synchronous = NORMAL",
             "CREATE TABLE IF NOT EXISTS jobs (number INTEGER PRIMARY KEY AUTOINCREMENT, environment TEXT, "
             "title TEXT, started INTEGER, ended INTEGER, last_seen INTEGER)",
             "CREATE TABLE IF NOT EXISTS chunks (job INTEGER, position INTEGER, row_count INTEGER, "
             "state INTEGER, request BLOB, operation BLOB, error BLOB, PRIMARY KEY (job, position))",
         }) {
        QSqlQuery query(m_database);
        if (!query.exec(QString::fromLatin1(sql))) {
            m_problem = query.lastError().text();
            return false;
        }
    }
    return true;
}

bool JobJournal::run(QSqlQuery &query)
{
    if (query.exec())
        return true;
    m_problem = query.lastError().text();
    return false;
}

QList<JobJournal::StoredJob> JobJournal::load(const QString &environment, int limit)
{
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("SELECT number, title, started, ended, last_seen FROM jobs "
                                 "WHERE environment = ? ORDER BY number DESC LIMIT ?"));
    query.addBindValue(environment);
    query.addBindValue(limit);
    QList<StoredJob> jobs;
    for (run(query); query.next();) {
        const qint64 number = query.value(0).toLongLong();
        jobs += {number,
                 query.value(1).toString(),
                 query.value(2).toLongLong(),
                 query.value(3).toLongLong(),
                 query.value(4).toLongLong(),
                 loadChunks(number)};
    }
    return jobs;
}

QList<BulkChunk> JobJournal::loadChunks(qint64 number)
{
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("SELECT row_count, state, request, operation, error FROM chunks "
                                 "WHERE job = ? ORDER BY position"));
    query.addBindValue(number);
    QList<BulkChunk> chunks;
    for (run(query); query.next();) {
        BulkChunk chunk;
        chunk.rows = query.value(0).toLongLong();
        chunk.state = BulkChunk::State(query.value(1).toInt());
        chunk.request = toRequest(query.value(2).toByteArray());
        chunk.operation = fromText<api::BulkOperation>(query.value(3).toByteArray());
        chunk.error = toError(query.value(4).toByteArray());
        if (chunk.state == BulkChunk::State::Sending)
            chunk.state = BulkChunk::State::Unknown;
        chunks += chunk;
    }
    return chunks;
}

qint64 JobJournal::add(const QString &environment, const BulkJob &job)
{
    m_database.transaction();
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("INSERT INTO jobs (environment, title, started, ended, last_seen) "
                                 "VALUES (?, ?, ?, 0, 0)"));
    query.addBindValue(environment);
    query.addBindValue(job.title());
    query.addBindValue(job.startedMs());
    const qint64 number = run(query) ? query.lastInsertId().toLongLong() : 0;
    if (number) {
        for (int i = 0; i < job.chunks().size(); ++i)
            writeChunkOf(number, job.chunks().at(i), i);
    }
    m_database.commit();
    return number;
}

void JobJournal::writeChunk(const BulkJob &job, int index)
{
    if (job.number())
        writeChunkOf(job.number(), job.chunks().at(index), index);
}

void JobJournal::writeChunkOf(qint64 number, const BulkChunk &chunk, int position)
{
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("INSERT OR REPLACE INTO chunks (job, position, row_count, state, request, "
                                 "operation, error) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    query.addBindValue(number);
    query.addBindValue(position);
    query.addBindValue(chunk.rows);
    query.addBindValue(int(chunk.state));
    query.addBindValue(requestText(chunk));
    query.addBindValue(operationText(chunk.operation));
    query.addBindValue(errorText(chunk.error));
    run(query);
}

void JobJournal::writeTimes(const BulkJob &job)
{
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("UPDATE jobs SET ended = ?, last_seen = ? WHERE number = ?"));
    query.addBindValue(job.endedMs());
    query.addBindValue(job.lastSeenMs());
    query.addBindValue(job.number());
    run(query);
}

void JobJournal::remove(qint64 number)
{
    for (const char *sql : {"DELETE FROM chunks WHERE job = ?", "DELETE FROM jobs WHERE number = ?"}) {
        QSqlQuery query(m_database);
        query.prepare(QString::fromLatin1(sql));
        query.addBindValue(number);
        run(query);
    }
}

} // namespace models
