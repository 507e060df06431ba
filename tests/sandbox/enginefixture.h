// The little database with an engine over it, and workflows of every kind of step.
#pragma once

#include "api/sandbox/engine.h"
#include "sandbox/sandboxfixture.h"

namespace sandboxtest {

inline constexpr qint64 minute = 60 * second;
inline constexpr qint64 hour = 60 * minute;

inline QJsonObject object(const char *json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        qFatal("not an object: %s", json);
    return document.object();
}

class EngineFixture : public Fixture
{
public:
    // `start`: of a file, how often it has been opened; each has ids of its own.
    explicit EngineFixture(const QString &file = {}, quint64 start = 1)
        : Fixture(false, file)
    {
        addDefinitions();
        router = std::make_unique<Router>(
            *store, workflows,
            Router::Options {.clock = clock(), .random = Random(start), .rateLimits = false});
        engine = std::make_unique<Engine>(*store, workflows, Random(1000 + start));
    }

    // A workflow of these steps: "feed", "mail", "sms", "push", "chat" or a step as workflows.json has it.
    WorkflowDef &define(const QString &key, const QList<StepDef> &steps)
    {
        WorkflowDef workflow;
        workflow.key = workflow.name = key;
        workflow.versionId = QStringLiteral("version-of-") + key;
        workflow.steps = steps;
        workflows.workflows.append(workflow);
        return workflows.workflows.last();
    }
    static StepDef channelStep(const QString &channelKey, const QByteArray &conditions = "[]")
    {
        StepDef step;
        step.ref = channelKey + QStringLiteral("_1");
        step.channelKey = channelKey;
        step.conditions = QJsonDocument::fromJson(conditions).array();
        step.content
            = {{"subject", "S {{ data.n }}"},
               {"html", "<p>{{ data.n }}</p>"},
               {"text", "{{ data.n }}"},
               {"body",
                "{{ data.n }} of {{ total_activities }} for {{ recipient.name }}"
                "{{ recipient.subscription.role }} {{ recipient.subscription.object.name }}"},
               {"title", "T"},
               {"summary", "{{ data.n }}"},
               {"action_url", "https://x.test"},
               {"from", QJsonObject {{"email", "a@b.test"}, {"name", "A"}}},
               {"blocks", QJsonArray {QJsonObject {{"name", "b"}, {"type", "markdown"}, {"content", "x"}}}}};
        return step;
    }
    static StepDef step(StepKind kind, const QString &ref, const char *duration, const char *key = "",
                        int most = 0)
    {
        StepDef step;
        step.kind = kind;
        step.ref = ref;
        step.duration = durationOf(QString::fromLatin1(duration));
        step.keyPath = QString::fromLatin1(key);
        step.most = most;
        return step;
    }

    // All that is due by now, in small transactions.
    void settle(int most = 7)
    {
        int done = most;
        while (done == most) {
            done = engine->advance(now, most);
            if (done < 0)
                qFatal("%s", qUtf8Printable(engine->takeFailure()));
        }
    }
    // Goes through time from one due moment to the next.
    void pass(qint64 us)
    {
        const Timestamp until {now.us + us};
        for (Timestamp due = engine->nextDue(); !due.isNull() && due <= until; due = engine->nextDue()) {
            now = std::max(now, due);
            settle();
        }
        now = until;
    }

    Reply trigger(const char *workflow, const QByteArray &body)
    {
        const Reply reply = send("POST", QByteArray("/v1/workflows/") + workflow + "/trigger", body);
        settle();
        return reply;
    }
    QStringList column(const QString &sql, const QVariantList &values = {})
    {
        QStringList all;
        store->each(sql, values, [&](const QSqlQuery &row) {
            all += row.value(0).toString();
            return true;
        });
        if (const QString error = store->takeError(); !error.isNull())
            qFatal("%s", qUtf8Printable(error));
        return all;
    }
    QStringList recipients() // of all messages, in order
    {
        return column(QStringLiteral("SELECT recipient_id FROM messages ORDER BY seq"));
    }
    int messages() { return int(recipients().size()); }
    QJsonObject run(const QString &recipient) // the latest one, as the API tells it
    {
        const QStringList ids
            = column(QStringLiteral("SELECT id FROM runs WHERE recipient_id = ? ORDER BY seq DESC LIMIT 1"),
                     {recipient});
        return ids.isEmpty() ? QJsonObject()
                             : get("/v1/workflow_recipient_runs/" + ids.first().toLatin1()).object();
    }
    static QStringList words(const QJsonObject &run) // "mail_1: step_skipped preferences"
    {
        QStringList all;
        const QJsonArray events = run.value(QLatin1StringView("events")).toArray();
        for (const QJsonValue &value : events) {
            const QJsonObject event = value.toObject();
            const QString ref = event.value(QLatin1StringView("step_ref")).toString();
            const QString reason = event.value(QLatin1StringView("data"))
                                       .toObject()
                                       .value(QLatin1StringView("reason"))
                                       .toString();
            all += (ref.isEmpty() ? QString() : ref + QStringLiteral(": "))
                + event.value(QLatin1StringView("event")).toString()
                + (reason.isEmpty() ? QString() : u' ' + reason);
        }
        return all;
    }
    QStringList runWords(const QString &recipient) { return words(run(recipient)); }
    QString statusOf(const QString &recipient)
    {
        return run(recipient).value(QLatin1StringView("status")).toString();
    }
    void subscribe(const Ref &object, const Ref &recipient, const QByteArray &properties = {})
    {
        store->run(QStringLiteral("INSERT INTO subscriptions (object_collection, object_id,"
                                  " recipient_collection, recipient_id, properties, inserted_at, updated_at)"
                                  " VALUES (?, ?, ?, ?, ?, ?, ?)"),
                   {object.collection, object.id, recipient.collection, recipient.id,
                    properties.isEmpty() ? QVariant() : QVariant(QString::fromUtf8(properties)), now.us,
                    now.us});
    }
    void addObject(const QString &collection, const QString &id, const QByteArray &properties = "{}")
    {
        store->run(QStringLiteral("INSERT INTO objects (collection, id, properties, updated_at) VALUES (?, ?,"
                                  " ?, ?)"),
                   {collection, id, QString::fromUtf8(properties), now.us});
    }

    std::unique_ptr<Engine> engine;

private:
    void addDefinitions()
    {
        const auto channel = [&](const char *id, const char *key, const char *type, const char *provider) {
            workflows.channels.append({QString::fromLatin1(id), QString::fromLatin1(key),
                                       QString::fromLatin1(key), QString::fromLatin1(type),
                                       QString::fromLatin1(provider)});
        };
        workflows.channels.clear();
        channel("feed-1", "feed", "in_app_feed", "in_app_feed_knock");
        channel("mail-1", "mail", "email", "email_sendgrid");
        channel("sms-1", "sms", "sms", "sms_twilio");
        channel("push-1", "push", "push", "push_apns");
        channel("chat-1", "chat", "chat", "chat_slack");
        workflows.workflows.clear();
        workflows.workflows.reserve(64); // runs and orders point at them
        define(QStringLiteral("feed"), {channelStep(QStringLiteral("feed"))});
        define(QStringLiteral("mail"), {channelStep(QStringLiteral("mail"))});
        define(QStringLiteral("both"),
               {channelStep(QStringLiteral("feed")), channelStep(QStringLiteral("mail"))});
        define(QStringLiteral("all"),
               {channelStep(QStringLiteral("feed")), channelStep(QStringLiteral("mail")),
                channelStep(QStringLiteral("sms")), channelStep(QStringLiteral("push")),
                channelStep(QStringLiteral("chat"))});
        define(QStringLiteral("later"),
               {step(StepKind::Delay, QStringLiteral("delay_1"), "1h"), channelStep(QStringLiteral("feed"))});
        define(QStringLiteral("batched"),
               {step(StepKind::Batch, QStringLiteral("batch_1"), "10m", "data.page"),
                channelStep(QStringLiteral("feed"))});
        define(QStringLiteral("throttled"),
               {step(StepKind::Throttle, QStringLiteral("throttle_1"), "1h", "data.page", 2),
                channelStep(QStringLiteral("feed"))});
    }
};

} // namespace sandboxtest
