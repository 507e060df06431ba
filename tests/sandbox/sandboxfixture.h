// A hand-made little database behind a router, with a clock that stands still until it is moved.
#pragma once

#include "api/sandbox/jsontext.h"
#include "api/sandbox/router.h"
#include "api/sandbox/workflows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlRecord>
#include <QTest>
#include <QUrl>

namespace sandboxtest {

using namespace api;
using namespace api::sandbox;

struct Reply
{
    int status = 0;
    HttpResponse response;
    QJsonDocument json;

    QJsonObject object() const { return json.object(); }
    QJsonValue at(const char *key) const { return json.object().value(QLatin1StringView(key)); }
    QJsonArray rows() const
    {
        return at(json.object().contains(QLatin1StringView("items")) ? "items" : "entries").toArray();
    }
    QStringList ids() const
    {
        QStringList ids;
        const QJsonArray all = rows();
        for (const QJsonValue &row : all)
            ids += row.toObject().value(QLatin1StringView("id")).toString();
        return ids;
    }
    QJsonValue cursor(const char *which) const
    {
        return at("page_info").toObject().value(QLatin1StringView(which));
    }
    QString code() const { return at("code").toString(); }
    QStringList fields() const
    {
        QStringList fields;
        const QJsonArray errors = at("errors").toArray();
        for (const QJsonValue &error : errors)
            fields += error.toObject().value(QLatin1StringView("field")).toString();
        return fields;
    }
};

struct MessageSpec
{
    QString id;
    QString recipient = QStringLiteral("ada");
    QString channel = QStringLiteral("feed-1");
    QString workflow = QStringLiteral("comment");
    QString tenant = {};
    QString status = QStringLiteral("delivered");
    QByteArray data = "{}";
    QByteArray actors = "[]";
    QString collection = QStringLiteral("");
};

inline constexpr qint64 second = 1'000'000;

class Fixture
{
public:
    explicit Fixture(bool rateLimits = false, const QString &file = {})
    {
        QString error;
        store = Store::open(file, &error);
        if (!store)
            qFatal("%s", qUtf8Printable(error));
        workflows = definitions();
        router
            = std::make_unique<Router>(*store, workflows, Router::Options {clock(), Random(7), rateLimits});
    }

    static Workflows definitions()
    {
        Workflows w;
        w.environmentId = QStringLiteral("env-1");
        w.vars = QJsonObject {{QStringLiteral("app_url"), QStringLiteral("https://app.test")}};
        w.channels = {{QStringLiteral("feed-1"), QStringLiteral("in-app"), QStringLiteral("Feed"),
                       QStringLiteral("in_app_feed"), QStringLiteral("in_app_feed_knock")},
                      {QStringLiteral("mail-1"), QStringLiteral("mail"), QStringLiteral("Mail"),
                       QStringLiteral("email"), QStringLiteral("email_sendgrid")}};
        const auto add = [&](const char *key, const char *version, const QStringList &categories) {
            WorkflowDef workflow;
            workflow.key = QString::fromLatin1(key);
            workflow.versionId = QString::fromLatin1(version);
            workflow.categories = categories;
            StepDef step;
            step.ref = QStringLiteral("feed_step");
            step.channelKey = QStringLiteral("in-app");
            step.content = {{QStringLiteral("body"), QStringLiteral("Hello {{ recipient.name }}")}};
            workflow.steps = {step};
            w.workflows.append(workflow);
        };
        add("comment", "v1", {QStringLiteral("talk")});
        add("invoice", "v2", {QStringLiteral("money"), QStringLiteral("talk")});
        return w;
    }

    // Takes away what layouts behind the fourth added, so that a test may make an older file out of this one.
    void dropNewerTables()
    {
        for (const char *table : {"guide_displays", "guide_engagements", "audience_members", "audiences"})
            store->run(QStringLiteral("DROP TABLE %1").arg(QLatin1StringView(table)));
    }

    Clock clock()
    {
        return [this] { return now; };
    }

    void addUser(const QString &id, const QJsonObject &more = {})
    {
        QJsonObject body = more;
        body.insert(QStringLiteral("__typename"), QStringLiteral("User"));
        body.insert(QStringLiteral("id"), id);
        store->run(QStringLiteral("INSERT INTO users (id, body, updated_at) VALUES (?, ?, ?)"),
                   {id, QString::fromUtf8(jsonText(body)), now.us});
        store->usersChanged();
    }
    void addTenant(const QString &id, const QJsonObject &body)
    {
        store->run(QStringLiteral("INSERT INTO objects (collection, id, properties, settings, updated_at)"
                                  " VALUES ('$tenants', ?, ?, ?, ?)"),
                   {id, QString::fromUtf8(jsonText(QJsonObject {{"name", body.value("name")}})),
                    QString::fromUtf8(jsonText(body.value("settings").toObject())), now.us});
    }
    // The newest message, a second after the one before; answers with its seq.
    qint64 addMessage(const MessageSpec &m)
    {
        now.us += second;
        store->run(QStringLiteral("INSERT INTO messages (id, channel_id, recipient_collection, recipient_id, "
                                  "workflow, tenant, status,"
                                  " inserted_at, updated_at, actors, data, run_id) VALUES (?, ?, ?, ?, ?, ?, "
                                  "?, ?, ?, ?, ?, 'run-1')"),
                   {m.id, m.channel, m.collection, m.recipient, m.workflow,
                    m.tenant.isEmpty() ? QVariant() : QVariant(m.tenant), m.status, now.us, now.us,
                    QString::fromUtf8(m.actors), QString::fromUtf8(m.data)});
        return store->value(QStringLiteral("SELECT max(seq) FROM messages")).toLongLong();
    }
    void addMessages(int from, int to) // m01, m02, …
    {
        for (int i = from; i <= to; ++i)
            addMessage({.id = QStringLiteral("m%1").arg(i, 2, 10, QLatin1Char('0'))});
    }
    void addActivity(qint64 message, const QString &id, const QString &actor, const QByteArray &data = "{}")
    {
        store->run(
            QStringLiteral(
                "INSERT INTO activities (id, message_seq, actor, data, inserted_at) VALUES (?, ?, ?, ?, ?)"),
            {id, message, actor.isEmpty() ? QVariant() : QVariant(actor), QString::fromUtf8(data), now.us});
    }

    static HttpRequest request(const QByteArray &verb, const QByteArray &target, const QByteArray &body = {},
                               const QByteArray &key = secretKey, const HeaderList &headers = {})
    {
        HttpRequest request;
        request.verb = verb;
        const qsizetype mark = target.indexOf('?');
        request.path = mark < 0 ? target : target.left(mark);
        request.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
        request.body = body;
        request.headers = headers;
        if (!key.isEmpty())
            request.headers.emplaceBack("Authorization", "Bearer " + key);
        return request;
    }
    Reply send(const QByteArray &verb, const QByteArray &target, const QByteArray &body = {},
               const QByteArray &key = secretKey, const HeaderList &headers = {})
    {
        Reply reply;
        reply.response = router->handle(request(verb, target, body, key, headers));
        reply.status = reply.response.status;
        reply.json = QJsonDocument::fromJson(reply.response.body);
        return reply;
    }
    Reply get(const QByteArray &target) { return send("GET", target); }

    // Everything stored, to see that nothing changed.
    QByteArray dump()
    {
        QStringList tables;
        store->each(QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE "
                                   "'sqlite%' ORDER BY name"),
                    {}, [&](const QSqlQuery &row) {
                        tables += row.value(0).toString();
                        return true;
                    });
        QByteArray all;
        for (const QString &table : std::as_const(tables)) {
            store->each(QStringLiteral("SELECT * FROM %1").arg(table), {}, [&](const QSqlQuery &row) {
                for (int i = 0; i < row.record().count(); ++i)
                    all += row.value(i).toString().toUtf8() + '|';
                return true;
            });
        }
        return all;
    }

    Timestamp now = Timestamp::fromWire(u"2026-01-10T12:00:00Z");
    std::unique_ptr<Store> store;
    Workflows workflows;
    std::unique_ptr<Router> router;
};

} // namespace sandboxtest
