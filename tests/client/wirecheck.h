// One request after another on the wire, as a test wrote it down by hand, and which were forgotten.
#pragma once

#include "api/client/client.h"
#include "api/schema/endpointdoc.h"
#include "api/schema/registry.h"
#include "support/fakenetwork.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>
#include <functional>

// Of today's service only, and added last: tst_newerendpoints has these, the other tests all before them.
inline bool isNewerEndpoint(const api::EndpointInfo &endpoint)
{
    return qstrcmp(endpoint.number, "X09") >= 0;
}

class WireCheck
{
protected:
    template <class R>
    void check(const api::Request<R> &request, const QByteArray &verb, const QByteArray &target,
               const QByteArray &body = {})
    {
        const QString name = QString::fromLatin1(request.endpoint->name);
        note(name, target, body);
        auto &exchange
            = m_net.expect(verb, target)
                  .withBody(body)
                  .withHeader("Authorization", "Bearer sk_test_0123456789")
                  .withHeader("Accept", "application/json")
                  .withHeader("Content-Type", body.isEmpty() ? QByteArray() : QByteArray("application/json"))
                  .withoutHeader("X-Knock-User-Token");
        const bool isKeyed = name == QLatin1StringView("workflows.trigger"); // the only one (behaviour 3)
        if (!isKeyed)
            exchange.withoutHeader("Idempotency-Key");
        const api::Call call = m_client.send(request, [](const api::Result<R> &) {});
        QVERIFY2(exchange.wasAsked(), target.constData());
        QCOMPARE(exchange.sentHeader("Idempotency-Key").isEmpty(), !isKeyed);
    }

    // Endpoints that had no turn, by name; with `parameters` also what they take: "users.list?after".
    QStringList leftOut(bool parameters, const std::function<bool(const api::EndpointInfo &)> &isMine) const
    {
        QStringList missing;
        for (const api::EndpointInfo *endpoint : api::endpoints()) {
            const QString name = QString::fromLatin1(endpoint->name);
            if (!isMine(*endpoint))
                continue;
            if (!parameters && !m_met.contains(name))
                missing += name;
            const auto all = parameters ? parametersOf(*endpoint) : QList<api::Parameter>();
            for (const api::Parameter &p : all) {
                const bool isQuery = p.where == api::Parameter::Where::Query;
                const QString met = name + QLatin1Char(isQuery ? '?' : '/') + QString::fromLatin1(p.name);
                const bool isNamed
                    = p.where != api::Parameter::Where::Path && p.kind != api::Parameter::Kind::FreeBody;
                if (isNamed && !m_met.contains(met))
                    missing += met;
            }
        }
        return missing;
    }

    FakeNetwork m_net;
    api::Client m_client {testConnection(), &m_net};

private:
    void note(const QString &name, const QByteArray &target, const QByteArray &body)
    {
        m_met.insert(name);
        const qsizetype mark = target.indexOf('?');
        const auto items
            = QUrlQuery(QString::fromLatin1(target.sliced(mark + 1))).queryItems(QUrl::FullyDecoded);
        for (const auto &item : items)
            m_met.insert(name + u'?' + item.first.section(u'[', 0, 0));
        const QStringList keys = QJsonDocument::fromJson(body).object().keys();
        for (const QString &key : keys)
            m_met.insert(name + u'/' + key);
    }
    QSet<QString> m_met; // "users.list", "users.list?after", "users.list/name"
};
