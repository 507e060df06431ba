#include "sandbox/entityfixture.h"

using namespace sandboxtest;

// X24 and X25: what the operations of a sync do to what is there.
class TestSandboxConnectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsWhatIsThere();
    void operations_data();
    void operations();
    void aBadRecordChangesNothing();
    void audiences();
    void rowsByTheirColumns();
    void mirrorTakesAway();

private:
    static Reply census(EntityFixture &f, const QByteArray &method, const QByteArray &params = "{}")
    {
        return f.post("/v1/integrations/census/custom-destination",
                      R"({"jsonrpc":"2.0","id":"1","method":")" + method + R"(","params":)" + params + '}');
    }
    static QJsonArray batch(EntityFixture &f, const QByteArray &object, const QByteArray &operation,
                            const QByteArray &records)
    {
        return census(f, "sync_batch",
                      R"({"sync_plan":{"object":{"object_api_name":")" + object + R"("},"operation":")"
                          + operation + R"("},"records":[)" + records + "]}")
            .at("result")["record_results"]
            .toArray();
    }
    static Reply hightouch(EntityFixture &f, const QByteArray &method, const QByteArray &mode,
                           const QByteArray &rows)
    {
        return f.post("/v1/integrations/hightouch/embedded-destination",
                      R"({"jsonrpc":"2.0","id":"1","method":")" + method
                          + R"(","params":{"configuration":{"object":"objects/docks","mode":")" + mode
                          + R"(","identifierMapping":{"from":"NO","to":"id"},
                              "mappings":[{"from":"BERTHS","to":"berths"}]},"rows":[)"
                          + rows + "]}}");
    }
    static QString name(EntityFixture &f, const char *user) // null: there is no such user
    {
        return f.get(QByteArray("/v1/users/") + user).at("name").toString();
    }
};

void TestSandboxConnectors::listsWhatIsThere()
{
    EntityFixture f;
    f.put("/v1/objects/docks/d7", "{}");
    f.put("/v1/tenants/acme", "{}");
    f.post("/v1/audiences/vip/members?create_audience=true", R"({"members":[]})");
    QStringList names;
    const QJsonArray objects = census(f, "list_objects").at("result")["objects"].toArray();
    for (const QJsonValue &object : objects)
        names += object["object_api_name"].toString();
    QCOMPARE(names, (QStringList {"users", "tenants", "objects/docks", "audiences/vip"}));
}

void TestSandboxConnectors::operations_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<QString>("known"); // the name of one that is there, afterwards
    QTest::addColumn<QString>("unknown");
    QTest::addColumn<bool>("unknownFails");
    QTest::newRow("upsert") << QByteArray("upsert") << "New"
                            << "New" << false;
    QTest::newRow("insert") << QByteArray("insert") << "Old"
                            << "New" << false;
    QTest::newRow("update") << QByteArray("update") << "New" << QString() << true;
    QTest::newRow("delete") << QByteArray("delete") << QString() << QString() << false;
}

void TestSandboxConnectors::operations()
{
    QFETCH(QByteArray, operation);
    EntityFixture f;
    f.put("/v1/users/ada", R"({"name":"Old","plan":"team"})");
    const QJsonArray results
        = batch(f, "users", operation, R"({"id":"ada","name":"New"},{"id":"bo","name":"New"})");
    QCOMPARE(results.size(), 2);
    QVERIFY(results.at(0)["success"].toBool());
    QTEST(!results.at(1)["success"].toBool(), "unknownFails");
    QTEST(name(f, "ada"), "known");
    QTEST(name(f, "bo"), "unknown");
}

void TestSandboxConnectors::aBadRecordChangesNothing()
{
    EntityFixture f;
    const QByteArray before = f.dump();
    const QJsonArray results = batch(
        f, "users", "upsert",
        R"({"id":"a/b"},{"name":"no id"},{"id":"ada","email":7},{"id":"bo","channel_data":{"none":{}}})");
    QCOMPARE(results.size(), 4);
    for (const QJsonValue &result : results) {
        QCOMPARE(result["success"], QJsonValue(false));
        QVERIFY(!result["error_message"].toString().isEmpty());
    }
    QCOMPARE(f.dump(), before);
}

void TestSandboxConnectors::audiences()
{
    EntityFixture f;
    f.post("/v1/audiences/vip/members?create_audience=true", R"({"members":[]})");
    const auto members = [&] { return f.get("/v1/audiences/vip/members").rows(); };
    batch(f, "audiences/vip", "upsert", R"({"user_id":7,"name":"Seven","tenant":"acme"},{"user_id":"eve"})");
    QCOMPARE(members().size(), 2);
    QCOMPARE(members().at(0)["user"]["name"].toString(), "Seven");
    QCOMPARE(members().at(0)["tenant"].toString(), "acme");
    batch(f, "audiences/vip", "delete", R"({"user_id":7},{"user_id":"eve"})"); // 7 is there for acme
    QCOMPARE(members().size(), 1);
    QCOMPARE(f.get("/v1/users/eve").status, 200);
}

void TestSandboxConnectors::rowsByTheirColumns()
{
    EntityFixture f;
    f.put("/v1/objects/docks/d1", "{}");
    const Reply reply
        = hightouch(f, "add", "upsert", R"({"NO":"d7","BERTHS":3,"OTHER":1},{"NO":"a/b","BERTHS":1})");
    const QJsonArray rejected = reply.at("result")["rejectedRows"].toArray();
    QCOMPARE(rejected.size(), 1);
    QCOMPARE(rejected.at(0)["row"]["NO"].toString(), "a/b");
    QCOMPARE(f.get("/v1/objects/docks/d7").at("properties").toObject(), (QJsonObject {{"berths", 3}}));
}

void TestSandboxConnectors::mirrorTakesAway()
{
    EntityFixture f;
    f.put("/v1/objects/docks/d1", "{}");
    f.put("/v1/objects/docks/d7", "{}");
    const auto removes = [&](const char *mode) {
        return hightouch(f, "behavior", mode, {}).at("result")["operations"]["remove"].toBool();
    };
    QVERIFY(removes("mirror"));
    QVERIFY(!removes("upsert"));
    QCOMPARE(hightouch(f, "remove", "mirror", R"({"NO":"d7"})").at("result")["rejectedRows"].toArray().size(),
             0);
    QCOMPARE(f.get("/v1/objects/docks/d7").status, 404);
    QCOMPARE(f.get("/v1/objects/docks/d1").status, 200);
}

QTEST_GUILESS_MAIN(TestSandboxConnectors)
#include "tst_sandbox_connectors.moc"
