// Puts the made-up world into the database: prepared statements, transactions of bounded size.
#pragma once

#include "api/sandbox/refs.h"
#include "api/schema/timestamp.h"

#include <QSqlQuery>
#include <QString>
#include <QVariant>

class QSqlDatabase;

namespace api::sandbox {

struct Story;

struct MessageRow
{
    qint64 seq;
    QString id, channelId, collection, recipient, workflow, tenant; // null tenant: none
    QByteArray actors, data; // JSON
    QString runId;
    Timestamp insertedAt;
};

// After a failure nothing more is written; error() says why.
class WorldWriter
{
public:
    explicit WorldWriter(QSqlDatabase &db);
    ~WorldWriter(); // rolls back what is not committed

    void user(const QString &id, const QByteArray &body, Timestamp updatedAt);
    // `settings`: of a tenant; empty for other objects.
    void object(const Ref &ref, const QByteArray &properties, const QByteArray &settings, Timestamp createdAt,
                Timestamp updatedAt);
    void preferenceSet(const QString &owner, const QString &setId, const QByteArray &body);
    void message(const MessageRow &row, const Story &story);
    void activity(const QString &id, qint64 messageSeq, const QString &actor, const QByteArray &data,
                  Timestamp at);
    void event(const QString &id, qint64 messageSeq, const char *word, const QByteArray &data, Timestamp at);
    void log(const QString &id, qint64 messageSeq, const QString &service, const QByteArray &request,
             const QByteArray &response, Timestamp at);
    void note(const QString &key, const QString &value); // table `world`
    void commit();

    bool isFine() const { return m_error.isEmpty(); }
    QString error() const { return m_error; }

private:
    QSqlQuery prepared(const char *sql);
    void put(QSqlQuery &query, std::initializer_list<QVariant> values);

    QSqlDatabase &m_db;
    QString m_error;
    int m_rows = 0; // in the transaction under way
    QSqlQuery m_user, m_object, m_preferences, m_message, m_activity, m_event, m_log, m_note;
};

} // namespace api::sandbox
