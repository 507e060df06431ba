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

struct ObjectRow
{
    Ref ref;
    QByteArray properties;
    QByteArray settings = {}; // of a tenant; empty for other objects
    QString locale = {}, timezone = {}; // null: unknown
    Timestamp createdAt = {}, updatedAt = {};
};

struct ScheduleRow
{
    QString id, workflow;
    Ref recipient;
    QString tenant; // null: none
    QByteArray data; // JSON
    QByteArray repeats = {}; // empty: runs once
    Timestamp scheduledAt = {}, endingAt = {}, lastAt = {}, nextAt = {};
    Timestamp insertedAt = {};
};

struct MessageRow
{
    qint64 seq;
    QString id, channelId;
    Ref recipient;
    QString workflow, tenant; // null tenant: none
    QByteArray actors, data; // JSON
    QString runId;
    QString recipientRunId, stepRef; // null: the run is not kept any more
    Timestamp insertedAt;
};

struct RunRow // of one recipient; it is over
{
    QString id, runId, workflow;
    Ref recipient, actor;
    QString tenant; // null: none
    int errors = 0;
    QByteArray data; // JSON
    int step = 0; // index of the next one: behind the last
    Timestamp insertedAt, updatedAt;
};

struct RunEventRow
{
    QString id;
    qint64 run; // as run() answered
    QString event;
    bool isError = false;
    QString stepRef, stepType; // null: of the run as a whole
    QByteArray data; // JSON; empty: null
    Timestamp at;
};

// After a failure nothing more is written; error() says why.
class WorldWriter
{
public:
    explicit WorldWriter(QSqlDatabase &db);
    ~WorldWriter(); // commits what was written: without its last note a world is half made

    void user(const QString &id, const QByteArray &body, Timestamp updatedAt);
    void object(const ObjectRow &row);
    void preferenceSet(const Ref &owner, const QString &setId, const QByteArray &body);
    void channelData(const Ref &owner, const QString &channelId, const QByteArray &data, Timestamp updatedAt);
    // `properties` may be empty: null.
    void subscription(const Ref &object, const Ref &recipient, const QByteArray &properties, Timestamp at);
    void audience(const QString &key, Timestamp at);
    void audienceMember(const QString &key, const QString &user, const QString &tenant, Timestamp at);
    void schedule(const ScheduleRow &row);
    void message(const MessageRow &row, const Story &story);
    void activity(const QString &id, qint64 messageSeq, const QString &actor, const QByteArray &data,
                  Timestamp at);
    void event(const QString &id, qint64 messageSeq, const char *word, const QByteArray &data, Timestamp at);
    void log(const QString &id, qint64 messageSeq, const QString &service, const QByteArray &request,
             const QByteArray &response, Timestamp at);
    qint64 run(const RunRow &row); // its seq
    void runEvent(const RunEventRow &row);
    void runActivity(const QString &id, qint64 run, const QString &actor, const QByteArray &data,
                     Timestamp at);
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
    QSqlQuery m_user, m_object, m_preferences, m_channelData, m_subscription, m_schedule;
    QSqlQuery m_audience, m_audienceMember;
    QSqlQuery m_message, m_activity, m_event, m_log, m_run, m_runEvent, m_runActivity, m_note;
};

} // namespace api::sandbox
