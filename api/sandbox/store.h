// The sandbox's database: one connection, prepared statements, one transaction at a time.
#pragma once

#include "api/schema/timestamp.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

namespace api::sandbox {

QVariant sqlTime(Timestamp t); // NULL for a null one
Timestamp timeAt(const QSqlQuery &row, int column);

// Belongs to the thread that opened it. SQL errors are remembered, so that a request can be refused as a
// whole instead of each of its steps being asked.
class Store
{
public:
    // Opens or makes the file (empty: in memory) and brings it to the newest layout. Null with `error` set
    // when it can't.
    static std::unique_ptr<Store> open(const QString &file, QString *error);
    ~Store();
    Q_DISABLE_COPY_MOVE(Store)

    QSqlDatabase &database() { return m_database; }

    // Runs a statement; false on an error.
    bool run(const QString &sql, const QVariantList &values = {});
    // Calls `row` for each row until it returns false. `row` must not run the same SQL text again.
    bool each(const QString &sql, const QVariantList &values,
              const std::function<bool(const QSqlQuery &)> &row);
    // The first column of the first row; invalid when there is none.
    QVariant value(const QString &sql, const QVariantList &values = {});
    int changedRows() const { return m_changed; } // of the latest run()

    bool begin();
    bool commit();
    void rollback();

    // What went wrong since the last call; null when nothing did.
    QString takeError();

    // Told each statement before it runs: for tests, and for finding out what a request costs.
    void setObserver(std::function<void(const QString &sql)> observer) { m_observer = std::move(observer); }

    // Text that was made of what is stored and costs a lot to make: found again under its key until something
    // is written, by this connection or another (which counts as any, and is seen by noteOthers()).
    enum class Until {
        AnyWrite,
        PeopleChange // users, objects, tenants; what else it was made of is part of the key
    };
    std::optional<QByteArray> remembered(const QByteArray &key, Until until = Until::AnyWrite);
    void remember(const QByteArray &key, const QByteArray &text, Until until = Until::AnyWrite);

    void noteOthers(); // once before each request: to look each time would cost more than to remember saves

    qint64 cappedUserCount(); // at most 10,000
    void usersChanged() { m_userCount.reset(); }

private:
    explicit Store(const QString &connection);
    struct Statement;
    Statement *execute(const QString &sql, const QVariantList &values);
    bool configure(bool inFile);
    qint64 versionOfOthers();
    struct Statement
    {
        std::unique_ptr<QSqlQuery> query;
        bool isAboutPeople = false; // names the table of users or objects
    };
    struct Memory
    {
        QHash<QByteArray, QByteArray> texts;
        qsizetype bytes = 0;
        void forget();
    };

    QString m_connection;
    QSqlDatabase m_database;
    std::unordered_map<QString, Statement> m_statements;
    QString m_error;
    int m_changed = 0;
    std::function<void(const QString &)> m_observer;
    std::optional<qint64> m_userCount;
    Memory m_memories[2]; // by Until
    qint64 m_memoryVersion = 0; // what other connections had written by then
};

} // namespace api::sandbox
