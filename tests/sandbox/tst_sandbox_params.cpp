// The forms in which callers write lists and maps into a query.
#include "api/sandbox/jsontext.h"
#include "api/sandbox/params.h"

#include <QJsonDocument>
#include <QTest>

using namespace api;
using namespace api::sandbox;

class TestSandboxParams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lists_data();
    void lists();
    void references_data();
    void references();
    void badReferences_data();
    void badReferences();
    void referencesAreLimited();
    void objects_data();
    void objects();
    void badObjects();
};

void TestSandboxParams::lists_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("values");
    const auto row = [](const char *query, const QStringList &values) {
        QTest::newRow(query) << QByteArray(query) << values;
    };
    row("", {});
    row("x=a", {"a"});
    row("x[]=a&x[]=b", {"a", "b"});
    row("x[0]=a&x[1]=b", {"a", "b"});
    row("x%5B%5D=a&x%5b0%5d=b", {"a", "b"});
    row("x=a&x=b", {"a", "b"});
    row("x[]=a&x[]=a", {"a"}); // each once
    row("x[]=&x[]=b", {"b"});
    row("xy[]=a&x[y]=b&ax[]=c&x[=d&x]=e", {});
    row("x[]=a+b&x[]=a%2Bb", {"a b", "a+b"});
}

void TestSandboxParams::lists()
{
    QFETCH(QByteArray, query);
    Params params(query);
    QTEST(params.list("x"), "values");
    QVERIFY(!params.problems.any());
}

void TestSandboxParams::references_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("refs"); // collection/id, or the id of a user
    const auto row = [](const char *query, const char *refs) {
        QTest::newRow(query) << QByteArray(query) << QString::fromUtf8(refs);
    };
    row("", "");
    row("x=ada", "ada");
    row("x[]=ada&x[]=bo", "ada bo");
    row("x[0]=ada&x[1]=bo", "ada bo");
    row("x[0][id]=d7&x[0][collection]=docks", "docks/d7");
    row("x[0][collection]=docks&x[0][id]=d7", "docks/d7"); // in any order
    row("x[0][id]=d7&x[1][id]=d8&x[0][collection]=docks&x[1][collection]=piers", "docks/d7 piers/d8");
    row("x[0]=ada&x[1][id]=d7&x[1][collection]=docks&x[2]=bo", "ada docks/d7 bo"); // mixed
    row("x[0][id]=ada", "ada"); // no collection: a user
    row("x[0][id]=ada&x[0][collection]=", "ada");
    row("x[][id]=d7&x[][collection]=docks&x[][id]=d8&x[][collection]=docks", "docks/d7 docks/d8");
    row("x[id]=d7&x[collection]=docks", "docks/d7");
    row("x[one][id]=d7&x[one][collection]=docks&x[two][id]=d8&x[two][collection]=docks", "docks/d7 docks/d8");
    row("x[]=%7B%22id%22:%22d7%22,%22collection%22:%22docks%22%7D&x[]=ada", "docks/d7 ada"); // JSON
    row("x=%7B%22id%22:%22ada%22%7D", "ada");
    row("x=[%22ada%22,%7B%22id%22:%22d7%22,%22collection%22:%22docks%22%7D]", "ada docks/d7");
    row("x[]=ada&x[]=ada&x[0][id]=ada", "ada"); // each once
    row("x[]=%7Bcurly", "{curly"); // an id may begin so
    row("x[0][id]=acme&x[0][collection]=$tenants", "$tenants/acme");
    row("xy[]=a&y=b", "");
}

static QString text(const QList<Ref> &refs)
{
    QStringList all;
    for (const Ref &ref : refs)
        all += ref.isUser() ? ref.id : ref.collection + u'/' + ref.id;
    return all.join(u' ');
}

void TestSandboxParams::references()
{
    QFETCH(QByteArray, query);
    Params params(query);
    const QList<Ref> refs = params.references("x");
    QTEST(text(refs), "refs");
    QVERIFY(!params.problems.any());
    for (const Ref &ref : refs)
        QVERIFY(!ref.collection.isNull()); // it is a column's value
}

void TestSandboxParams::badReferences_data()
{
    QTest::addColumn<QByteArray>("query");
    const auto row = [](const char *query) { QTest::newRow(query) << QByteArray(query); };
    row("x[0][collection]=docks"); // which?
    row("x[]=%7B%22collection%22:%22docks%22%7D");
    row("x[]=%7B%22id%22:7%7D");
    row("x[]=%7B%22id%22:%22a%22,%22collection%22:1%7D");
    row("x=[1]");
    row("x=[[%22a%22]]");
}

void TestSandboxParams::badReferences()
{
    QFETCH(QByteArray, query);
    Params params(query);
    QCOMPARE(params.references("x"), QList<Ref>());
    QVERIFY(params.problems.response().body.contains("\"field\":\"x\""));
}

void TestSandboxParams::referencesAreLimited()
{
    Params params("x[]=a&x[]=b&x[]=b&x[]=c");
    QCOMPARE(params.references("x", 3).size(), 3);
    QVERIFY(!params.problems.any());
    params.references("x", 2);
    QVERIFY(params.problems.any());
}

void TestSandboxParams::objects_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *query, const char *json) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(json);
    };
    row("", "{}");
    row("x=", "{}");
    row("x=%7B%22a%22:1,%22b%22:%7B%22c%22:true%7D%7D", R"({"a":1,"b":{"c":true}})");
    row("x[a]=1&x[b]=two", R"({"a":"1","b":"two"})");
    row("x%5Ba%5D=1", R"({"a":"1"})");
    row("x[a][b]=1&x[a][c]=2", R"({"a":{"b":"1","c":"2"}})");
    row("x.a=1&x.b=2", R"({"a":"1","b":"2"})");
    row("x=%7B%22a%22:1%7D&x[b]=2", R"({"a":1,"b":"2"})");
    row("xy[a]=1&y.a=2&x[a=3", "{}");
}

void TestSandboxParams::objects()
{
    QFETCH(QByteArray, query);
    Params params(query);
    QTEST(jsonText(params.object("x")), "json");
    QVERIFY(!params.problems.any());
}

void TestSandboxParams::badObjects()
{
    for (const char *query : {"x=text", "x=[1]", "x=%7B", "x=7"}) {
        Params params(query);
        QCOMPARE(params.object("x"), QJsonObject());
        QVERIFY2(params.problems.any(), query);
    }
}

QTEST_APPLESS_MAIN(TestSandboxParams)
#include "tst_sandbox_params.moc"
