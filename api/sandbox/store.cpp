#include "api/sandbox/store.h"

#include "api/sandbox/migrations.h"

#include <QRegularExpression>
#include <QSqlError>
#include <QUuid>

namespace api::sandbox {

namespace {

constexpr qsizetype mostRememberedBytes = 16 * 1024 * 1024; // bytes of text
constexpr std::size_t mostStatements = 256; // filters make many texts: forget them all past this

} // namespace

QVariant sqlTime(Timestamp t)
{
    return t.isNull() ? QVariant(QMetaType(QMetaType::LongLong)) : QVariant(t.us);
}

Timestamp timeAt(const QSqlQuery &row, int column)
{
    const QVariant value = row.value(column);
    return value.isNull() ? Timestamp {} : Timestamp {value.toLongLong()};
}

Store::Store(const QString &connection)
    : m_connection(connection)
    , m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection))
{
}

Store::~Store()
{
    m_statements.clear();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

std::unique_ptr<Store> Store::open(const QString &file, QString *error)
{
    const QString name = QStringLiteral("sandbox-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<Store> store(new Store(name));
    store->m_database.setDatabaseName(file.isEmpty() ? QStringLiteral(":memory:") : file);
    store->m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!store->m_database.open()) {
        *error = store->m_database.lastError().text();
        return nullptr;
    }
    if (!migrate(store->m_database, error)) // first: it refuses files that are not ours
        return nullptr;
    if (!store->configure(!file.isEmpty())) {
        *error = store->takeError();
        return nullptr;
    }
    return store;
}

bool Store::configure(bool inFile)
{
    // NORMAL keeps every committed transaction when the process is killed; only a power cut may lose the
    // last.
    const bool ok = (!inFile || run(QStringLiteral("PRAGMA journal_mode = WAL")))
        && run(QStringLiteral("PRAGMA synchronous = NORMAL"))
        && run(QStringLiteral("PRAGMA foreign_keys = ON"))
        && run(QStringLiteral("PRAGMA temp_store = MEMORY"))
        && run(QStringLiteral("PRAGMA cache_size = -65536"));
    m_statements.clear(); // a cached PRAGMA is of no use and would hold the database open
    return ok;
}

Store::Statement *Store::execute(const QString &sql, const QVariantList &values)
{
    if (m_observer)
        m_observer(sql);
    auto found = m_statements.find(sql);
    if (found == m_statements.end()) {
        auto query = std::make_unique<QSqlQuery>(m_database);
        query->setForwardOnly(true);
        if (!query->prepare(sql)) {
            m_error = query->lastError().text() + QStringLiteral(" in ") + sql;
            return nullptr;
        }
        static const QRegularExpression people(QStringLiteral("\\b(users|objects)\\b"));
        found = m_statements.emplace(sql, Statement {std::move(query), people.match(sql).hasMatch()}).first;
    }
    QSqlQuery *query = found->second.query.get();
    for (qsizetype i = 0; i < values.size(); ++i)
        query->bindValue(int(i), values.at(i));
    if (query->exec())
        return &found->second;
    m_error = query->lastError().text() + QStringLiteral(" in ") + sql;
    query->finish();
    return nullptr;
}

bool Store::run(const QString &sql, const QVariantList &values)
{
    const Statement *statement = execute(sql, values);
    if (!statement)
        return false;
    m_memories[int(Until::AnyWrite)].forget();
    if (statement->isAboutPeople)
        m_memories[int(Until::PeopleChange)].forget();
    QSqlQuery *query = statement->query.get();
    m_changed = query->numRowsAffected();
    query->finish();
    return true;
}

bool Store::each(const QString &sql, const QVariantList &values,
                 const std::function<bool(const QSqlQuery &)> &row)
{
    const Statement *statement = execute(sql, values);
    if (!statement)
        return false;
    QSqlQuery *query = statement->query.get();
    while (query->next() && row(*query)) { }
    const bool ok = !query->lastError().isValid();
    if (!ok)
        m_error = query->lastError().text();
    query->finish();
    return ok;
}

QVariant Store::value(const QString &sql, const QVariantList &values)
{
    QVariant found;
    each(sql, values, [&](const QSqlQuery &row) {
        found = row.value(0);
        return false;
    });
    return found;
}

bool Store::begin()
{
    if (m_statements.size() > mostStatements)
        m_statements.clear();
    return run(QStringLiteral("BEGIN IMMEDIATE"));
}

bool Store::commit()
{
    return run(QStringLiteral("COMMIT"));
}

void Store::rollback()
{
    const QString cause = m_error;
    run(QStringLiteral("ROLLBACK"));
    m_error = cause;
    m_memories[int(Until::PeopleChange)].forget(); // made of what is no more
    usersChanged();
}

qint64 Store::versionOfOthers()
{
    return value(QStringLiteral("PRAGMA data_version")).toLongLong();
}

void Store::Memory::forget()
{
    texts.clear();
    bytes = 0;
}

void Store::noteOthers()
{
    const qint64 version = versionOfOthers();
    if (std::exchange(m_memoryVersion, version) == version)
        return;
    for (Memory &memory : m_memories)
        memory.forget();
}

std::optional<QByteArray> Store::remembered(const QByteArray &key, Until until)
{
    const QHash<QByteArray, QByteArray> &texts = m_memories[int(until)].texts;
    const auto found = texts.constFind(key);
    return found == texts.constEnd() ? std::nullopt : std::optional(*found);
}

void Store::remember(const QByteArray &key, const QByteArray &text, Until until)
{
    Memory &memory = m_memories[int(until)];
    const qsizetype bytes = key.size() + text.size();
    if (memory.bytes + bytes > mostRememberedBytes)
        memory.forget();
    if (bytes > mostRememberedBytes / 8 || memory.texts.contains(key) || !m_error.isNull())
        return;
    memory.texts.insert(key, text);
    memory.bytes += bytes;
}

QString Store::takeError()
{
    return std::exchange(m_error, {});
}

qint64 Store::cappedUserCount()
{
    if (!m_userCount)
        m_userCount
            = value(QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM users LIMIT 10000)")).toLongLong();
    return *m_userCount;
}

} // namespace api::sandbox
