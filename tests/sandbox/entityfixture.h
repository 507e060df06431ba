// The fixture with a channel of each kind, and rows of it as a test wants them.
#pragma once

#include "sandbox/sandboxfixture.h"

#include <QRegularExpression>

namespace sandboxtest {

inline QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

class EntityFixture : public Fixture
{
public:
    EntityFixture()
    {
        for (const char *provider : {"push_fcm", "push_apns", "push_expo", "push_aws_sns", "push_one_signal",
                                     "chat_slack", "chat_ms_teams", "chat_discord", "http_knock_webhook"}) {
            const QString name = QString::fromLatin1(provider);
            workflows.channels += {name + QStringLiteral("-1"), name, name, name.section(u'_', 0, 0), name};
        }
    }

    Reply put(const QByteArray &target, const QByteArray &body) { return send("PUT", target, body); }
    Reply post(const QByteArray &target, const QByteArray &body) { return send("POST", target, body); }
    Reply remove(const QByteArray &target) { return send("DELETE", target); }
    void wait(qint64 seconds) { now.us += seconds * second; }

    // What a refused call answers with: the fields it names. Empty when it was not refused with 422, or
    // changed something.
    QStringList refusedFields(const QByteArray &verb, const QByteArray &target, const QByteArray &body = {})
    {
        const QByteArray before = dump();
        const Reply reply = send(verb, target, body);
        if (reply.status != 422 || reply.code() != QLatin1StringView("invalid_params")) {
            qWarning("status %d: %s", reply.status, reply.response.body.constData());
            return {};
        }
        if (dump() != before) {
            qWarning("the refused call changed something");
            return {};
        }
        QStringList fields = reply.fields();
        fields.sort();
        return fields;
    }

    // The tables that `act` reads from end to end, however few rows it is after.
    QStringList scannedTables(const std::function<void()> &act)
    {
        QStringList statements;
        store->setObserver([&](const QString &sql) {
            if (!statements.contains(sql))
                statements += sql;
        });
        act();
        store->setObserver({});
        static const QRegularExpression scan(QStringLiteral("^SCAN (\\w+)"));
        QStringList tables;
        for (const QString &sql : std::as_const(statements)) {
            if (sql == QLatin1StringView("COMMIT") || sql.startsWith(QLatin1StringView("BEGIN")))
                continue;
            const QVariantList values(sql.count(u'?'));
            store->each(QStringLiteral("EXPLAIN QUERY PLAN ") + sql, values, [&](const QSqlQuery &row) {
                const auto match = scan.match(row.value(3).toString());
                if (match.hasMatch())
                    tables += match.captured(1);
                return true;
            });
        }
        if (const QString error = store->takeError(); !error.isNull())
            qWarning("%s", qUtf8Printable(error));
        return tables;
    }

    qint64 count(const QString &from, const QVariantList &values = {})
    {
        return store->value(QStringLiteral("SELECT count(*) FROM ") + from, values).toLongLong();
    }
    void addSubscription(const Ref &object, const Ref &recipient, const QByteArray &properties = "{}")
    {
        store->run(QStringLiteral("INSERT INTO subscriptions (object_collection, object_id,"
                                  " recipient_collection, recipient_id, properties, inserted_at, updated_at)"
                                  " VALUES (?, ?, ?, ?, ?, ?, ?)"),
                   {object.collection, object.id, recipient.collection, recipient.id,
                    QString::fromUtf8(properties), now.us, now.us});
    }
    void addSchedule(const QString &id, const Ref &recipient, const QByteArray &data = "{}",
                     const QVariant &actor = {})
    {
        store->run(QStringLiteral("INSERT INTO schedules (id, workflow, recipient_collection, recipient_id,"
                                  " actor, data, repeats, next_at, inserted_at, updated_at)"
                                  " VALUES (?, 'comment', ?, ?, ?, ?, '[]', ?, ?, ?)"),
                   {id, recipient.collection, recipient.id, actor, QString::fromUtf8(data),
                    now.us + 3600 * second, now.us, now.us});
    }
    // A run with one event and one activity.
    void addRun(const QString &id, const Ref &recipient, const QString &status, const Ref &actor = {})
    {
        store->run(
            QStringLiteral("INSERT INTO runs (id, run_id, workflow, recipient_collection, recipient_id,"
                           " actor_collection, actor_id, status, trigger_type, data, inserted_at, updated_at)"
                           " VALUES (?, 'r', 'comment', ?, ?, ?, ?, ?, 'api', '{}', ?, ?)"),
            {id, recipient.collection, recipient.id, actor.collection,
             actor.isNull() ? QVariant() : QVariant(actor.id), status, now.us, now.us});
        const QVariant seq = store->value(QStringLiteral("SELECT seq FROM runs WHERE id = ?"), {id});
        store->run(QStringLiteral("INSERT INTO run_events (id, run_seq, event, status, inserted_at)"
                                  " VALUES (?, ?, 'e', 'ok', ?)"),
                   {id, seq, now.us});
        store->run(QStringLiteral("INSERT INTO run_activities (id, run_seq, actor_collection, actor_id, data,"
                                  " inserted_at) VALUES (?, ?, ?, ?, '{}', ?)"),
                   {id, seq, actor.collection, actor.isNull() ? QVariant() : QVariant(actor.id), now.us});
    }
};

} // namespace sandboxtest
