#include "api/sandbox/idempotency.h"
#include "api/schema/workflow.h"
#include "sandbox/sandboxfixture.h"

using namespace sandboxtest;

class TestSandboxIdempotency : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keys();
    void fingerprints();
    void keepsForADay();
    void dropsWhatIsOld();
    void triggersOnce();
    void otherParametersAreRefused();
    void refusedTriggersRunAgain();
    void longKeys();
    void oneAtATime();
    void ignoredElsewhere();

private:
    static constexpr qint64 day = 24 * 60 * 60 * second;
    static Reply trigger(Fixture &f, const QByteArray &key,
                         const QByteArray &body = R"({"recipients":["ada"]})",
                         const QByteArray &workflow = "comment")
    {
        const HeaderList headers = key.isEmpty() ? HeaderList() : HeaderList {{"idempotency-key", key}};
        return f.send("POST", "/v1/workflows/" + workflow + "/trigger", body, secretKey, headers);
    }
    static int runs(Fixture &f) { return f.store->value("SELECT count(*) FROM runs").toInt(); }
    static int kept(Fixture &f) { return f.store->value("SELECT count(*) FROM idempotency").toInt(); }
};

void TestSandboxIdempotency::keys()
{
    const auto key = [](const QByteArray &value, const EndpointInfo &endpoint) {
        HttpRequest request;
        request.headers.emplaceBack("IDEMPOTENCY-key", value);
        return Idempotency::keyOf(request, endpoint);
    };
    QCOMPARE(key("k", workflows::trigger), QStringLiteral("k"));
    QCOMPARE(key("\xc3\xb6", workflows::trigger), QString::fromUtf8("ö"));
    QVERIFY(key("", workflows::trigger).isNull());
    QVERIFY(key("k", workflows::cancel).isNull());
    QVERIFY(Idempotency::keyOf({}, workflows::trigger).isNull());
}

void TestSandboxIdempotency::fingerprints()
{
    const auto print = [](const QByteArray &path, const char *json) {
        HttpRequest request;
        request.verb = "POST";
        request.path = path;
        return Idempotency::fingerprint(request, QJsonDocument::fromJson(json).object());
    };
    const QString one = print("/a", R"({"x":1,"y":[1,2]})");
    QCOMPARE(print("/a", "{ \"y\": [1, 2],\n\"x\": 1.0 }"), one); // the same, written otherwise
    QVERIFY(print("/b", R"({"x":1,"y":[1,2]})") != one);
    QVERIFY(print("/a", R"({"x":1,"y":[2,1]})") != one);
    QVERIFY(print("/a", "{}") != one);
}

void TestSandboxIdempotency::keepsForADay()
{
    Fixture f;
    Idempotency idempotency(*f.store);
    QVERIFY(!idempotency.answer("k", "print", f.now));
    idempotency.keep("k", "print", HttpResponse::json("{\"a\":1}", 201), "request-1", f.now);
    f.now.us += day - 1;
    const auto again = idempotency.answer("k", "print", f.now);
    QVERIFY(again);
    QCOMPARE(again->status, 201);
    QCOMPARE(again->body, QByteArray("{\"a\":1}"));
    QCOMPARE(again->header("idempotent-replayed"), QByteArray("true"));
    QCOMPARE(again->header("original-x-request-id"), QByteArray("request-1"));
    QVERIFY(again->header("Content-Type").startsWith("application/json"));
    QVERIFY(!idempotency.answer("K", "print", f.now)); // keys are told apart by every letter
    QCOMPARE(idempotency.answer("k", "other", f.now)->status, 400);
    f.now.us += 1;
    QVERIFY(!idempotency.answer("k", "print", f.now));
    QVERIFY(!idempotency.answer("k", "other", f.now));
}

void TestSandboxIdempotency::dropsWhatIsOld()
{
    Fixture f;
    Idempotency idempotency(*f.store);
    for (int i = 0; i < 250; ++i)
        idempotency.keep(QString::number(i), "print", HttpResponse::json("{}"), "r", f.now);
    f.now.us += day - 1;
    idempotency.keep("young", "print", HttpResponse::json("{}"), "r", f.now);
    QCOMPARE(kept(f), 251); // none is old enough
    f.now.us += 1;
    for (int i = 0; i < 3; ++i)
        idempotency.keep(QStringLiteral("new%1").arg(i), "print", HttpResponse::json("{}"), "r", f.now);
    QCOMPARE(kept(f), 4);
    QVERIFY(idempotency.answer("young", "print", f.now));
}

void TestSandboxIdempotency::triggersOnce()
{
    Fixture f;
    f.addUser("ada");
    const Reply first = trigger(f, "k1");
    QCOMPARE(first.status, 200);
    QVERIFY(first.response.header("idempotent-replayed").isNull());
    QCOMPARE(runs(f), 1);
    f.now.us += 60 * second;
    const Reply second = trigger(f, "k1");
    QCOMPARE(second.status, 200);
    QCOMPARE(second.response.body, first.response.body);
    QCOMPARE(second.response.header("original-x-request-id"), first.response.header("X-Request-ID"));
    QVERIFY(second.response.header("X-Request-ID") != first.response.header("X-Request-ID"));
    QCOMPARE(runs(f), 1);

    QVERIFY(trigger(f, "k2").response.body != first.response.body);
    QVERIFY(trigger(f, {}).response.body != first.response.body);
    QCOMPARE(runs(f), 3);
    f.now.us += day - 60 * sandboxtest::second;
    const Reply nextDay = trigger(f, "k1");
    QVERIFY(nextDay.response.header("idempotent-replayed").isNull());
    QVERIFY(nextDay.response.body != first.response.body);
    QCOMPARE(runs(f), 4);
}

void TestSandboxIdempotency::otherParametersAreRefused()
{
    Fixture f;
    f.addUser("ada");
    QCOMPARE(trigger(f, "k").status, 200);
    const QByteArray before = f.dump();
    const Reply other = trigger(f, "k", R"({"recipients":["ada"],"data":{"n":1}})");
    QCOMPARE(other.status, 400);
    QCOMPARE(other.code(), QStringLiteral("idempotency_mismatch"));
    QCOMPARE(trigger(f, "k", R"({"recipients":["ada"]})", "invoice").status, 400);
    QCOMPARE(f.dump(), before);
    QCOMPARE(trigger(f, "k", "{\"recipients\": [\"ada\"]}").status, 200); // other blanks
    QCOMPARE(f.dump(), before);
}

void TestSandboxIdempotency::refusedTriggersRunAgain()
{
    Fixture f;
    f.addUser("ada");
    QCOMPARE(trigger(f, "k", "{}").status, 422);
    QCOMPARE(trigger(f, "k", R"({"recipients":["ada"]})", "none").status, 404);
    QCOMPARE(kept(f), 0);
    QCOMPARE(trigger(f, "k").status, 200); // the key is still free
    QCOMPARE(kept(f), 1);
}

void TestSandboxIdempotency::longKeys()
{
    Fixture f;
    f.addUser("ada");
    QCOMPARE(trigger(f, QByteArray(255, 'k')).status, 200);
    QCOMPARE(trigger(f, QString(255, QChar(0xf6)).toUtf8()).status, 200); // characters, not bytes
    const QByteArray before = f.dump();
    const Reply reply = trigger(f, QByteArray(256, 'k'));
    QCOMPARE(reply.status, 422);
    QCOMPARE(reply.fields(), QStringList {"Idempotency-Key"});
    QCOMPARE(f.dump(), before);
}

void TestSandboxIdempotency::oneAtATime()
{
    Fixture f;
    f.addUser("ada");
    const HttpRequest slow
        = Fixture::request("POST", "/v1/workflows/comment/trigger", R"({"recipients":["ada"]})", secretKey,
                           {{"Idempotency-Key", "k"}});
    QVERIFY(f.router->beginWait(slow));
    QVERIFY(!f.router->beginWait(slow)); // the second one need not wait to be refused
    const QByteArray before = f.dump();
    const Reply meanwhile = trigger(f, "k");
    QCOMPARE(meanwhile.status, 409);
    QVERIFY(!meanwhile.code().isEmpty());
    QCOMPARE(f.dump(), before);
    QCOMPARE(trigger(f, "other").status, 200);

    f.router->endWait(slow);
    QCOMPARE(f.router->handle(slow).status, 200);
    QCOMPARE(trigger(f, "k").response.header("idempotent-replayed"), QByteArray("true"));
    QVERIFY(f.router->beginWait(slow));
    f.router->endWait(slow);

    const HttpRequest plain = Fixture::request("POST", "/v1/workflows/comment/trigger", "{}");
    QVERIFY(f.router->beginWait(plain) && f.router->beginWait(plain)); // no key, no waiting for each other
    const HttpRequest elsewhere
        = Fixture::request("PUT", "/v1/users/ada", "{}", secretKey, {{"Idempotency-Key", "k"}});
    QVERIFY(f.router->beginWait(elsewhere) && f.router->beginWait(elsewhere));
}

void TestSandboxIdempotency::ignoredElsewhere()
{
    Fixture f;
    f.addMessages(1, 1);
    const HeaderList headers {{"Idempotency-Key", QByteArray(300, 'k')}};
    for (int i = 0; i < 2; ++i) {
        const Reply reply = f.send("PUT", "/v1/messages/m01/seen", {}, secretKey, headers);
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.response.header("idempotent-replayed").isNull());
    }
    QCOMPARE(f.get("/v1/messages/m01/events").rows().size(), 2);
    QCOMPARE(kept(f), 0);
}

QTEST_GUILESS_MAIN(TestSandboxIdempotency)
#include "tst_sandbox_idempotency.moc"
