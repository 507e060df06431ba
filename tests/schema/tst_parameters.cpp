#include "api/schema/endpointdoc.h"
#include "api/schema/message.h"
#include "api/schema/registry.h"
#include "api/schema/schedule.h"
#include "api/schema/tenant.h"

#include <QTest>

using namespace api;

// What endpoints say about themselves.
class TestParameters : public QObject
{
    Q_OBJECT

    static QString told(const EndpointInfo &endpoint)
    {
        static const char *const places[] = {"path", "query", "body"};
        static const char *const kinds[] = {"text", "number", "boolean", "time", "list", "json", "free"};
        QStringList out;
        for (const Parameter &p : parametersOf(endpoint))
            out += QStringLiteral("%1 %2 %3%4")
                       .arg(QLatin1StringView(places[int(p.where)]), QString::fromLatin1(p.name),
                            QLatin1StringView(kinds[int(p.kind)]),
                            p.words.isEmpty() ? QString() : u' ' + p.words.join(u'|'));
        return out.join(u'\n');
    }

private Q_SLOTS:
    void everyEndpointIsExplained_data()
    {
        QTest::addColumn<const EndpointInfo *>("endpoint");
        for (const EndpointInfo *endpoint : endpoints())
            QTest::newRow(endpoint->name) << endpoint;
    }

    void everyEndpointIsExplained()
    {
        QFETCH(const EndpointInfo *, endpoint);
        const EndpointDoc *doc = docOf(*endpoint);
        QVERIFY(doc);
        QVERIFY(qstrlen(doc->line) >= 8 && qstrlen(doc->group) > 0);
        QCOMPARE(doc->arguments.size(), QByteArray(endpoint->path).count('%'));
        QVERIFY(!namedPath(*endpoint).contains('%'));
        qsizetype inPath = 0;
        for (const Parameter &p : parametersOf(*endpoint)) {
            inPath += p.where == Parameter::Where::Path;
            QVERIFY(!p.name.isEmpty() || p.kind == Parameter::Kind::FreeBody);
            QVERIFY(p.where != Parameter::Where::Body || endpoint->writes());
        }
        QCOMPARE(inPath, doc->arguments.size());
    }

    void parameters_data()
    {
        QTest::addColumn<const EndpointInfo *>("endpoint");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("parameters");
        QTest::newRow("words in the path")
            << static_cast<const EndpointInfo *>(&messages::batchMark) << "/v1/messages/batch/{status}"
            << "path status text seen|read|interacted|archived|unseen|unread|unarchived\n"
               "body message_ids list\nbody metadata json";
        QTest::newRow("query and body")
            << static_cast<const EndpointInfo *>(&tenants::set) << "/v1/tenants/{tenant_id}"
            << "path tenant_id text\nquery resolve_full_preference_settings boolean\nbody  free";
        QTest::newRow("query of a write")
            << static_cast<const EndpointInfo *>(&tenants::bulkDelete) << "/v1/tenants/bulk/delete"
            << "query tenant_ids list";
        QTest::newRow("page and filters")
            << static_cast<const EndpointInfo *>(&schedules::ofObject)
            << "/v1/objects/{collection}/{object_id}/schedules"
            << "path collection text\npath object_id text\nquery after text\nquery before text\n"
               "query page_size number\nquery workflow text\nquery tenant text";
    }

    void parameters()
    {
        QFETCH(const EndpointInfo *, endpoint);
        QTEST(told(*endpoint), "parameters");
        QTEST(QString::fromLatin1(namedPath(*endpoint)), "path");
    }
};

QTEST_GUILESS_MAIN(TestParameters)
#include "tst_parameters.moc"
