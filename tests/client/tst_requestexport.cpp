#include "api/client/requestexport.h"

#include <QJsonArray>
#include <QProcess>
#include <QTest>

using namespace api;

class TestRequestExport : public QObject
{
    Q_OBJECT

    static JournalEntry post(const QByteArray &body)
    {
        JournalEntry entry;
        entry.verb = "POST";
        entry.target = "/v1/workflows/w/trigger?a=b%20c&d=%C3%A9";
        entry.requestBody = body;
        entry.requestSize = body.size();
        entry.requestHeaders = {{"Accept", "application/json"},
                                {"Content-Type", "application/json"},
                                {"Idempotency-Key", "k-1"},
                                {"User-Agent", "Doorman"}};
        entry.startedAt = QDateTime::fromString("2025-03-01T10:00:01.500Z", Qt::ISODateWithMs);
        entry.waitedMs = 500;
        entry.firstByteMs = 30;
        entry.durationMs = 45;
        entry.httpStatus = 200;
        entry.httpVersion = "HTTP/2";
        entry.responseBody = "{\"workflow_run_id\":\"r\"}";
        entry.responseSize = entry.responseBody.size();
        entry.responseHeaders = {{"content-type", "application/json"}, {"X-Request-ID", "r-1"}};
        return entry;
    }
    const QUrl m_base {"https://api.test/"};

private Q_SLOTS:
    void curl()
    {
        QCOMPARE(asCurl(post("{\"a\":\"it's\"}"), m_base),
                 "curl -X POST 'https://api.test/v1/workflows/w/trigger?a=b%20c&d=%C3%A9' \\\n"
                 "  -H \"Authorization: Bearer $KNOCK_API_KEY\" \\\n"
                 "  -H 'Content-Type: application/json' \\\n"
                 "  -H 'Idempotency-Key: k-1' \\\n"
                 "  --data-binary '{\"a\":\"it'\\''s\"}'");
        JournalEntry get;
        get.verb = "GET";
        get.target = "/v1/users";
        QCOMPARE(asCurl(get, m_base),
                 "curl 'https://api.test/v1/users' \\\n  -H \"Authorization: Bearer $KNOCK_API_KEY\"");
    }

    // The shell must hand curl exactly what was sent, whatever is in it.
    void curlSurvivesTheShell_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("quotes") << QByteArray("{\"a\":\"'\\\"`\"}");
        QTest::newRow("dollar") << QByteArray("{\"a\":\"$(rm -rf x) $HOME !! \\\\\"}");
        QTest::newRow("lines") << QByteArray("{\"a\":\n\"b\"}");
        QTest::newRow("script") << QString::fromUtf8("{\"a\":\"ü 😀 \"}").toUtf8();
    }

    void curlSurvivesTheShell()
    {
        QFETCH(QByteArray, body);
        QProcess shell;
        shell.start(
            "sh",
            {"-c", "curl() { for last; do :; done; printf %s \"$last\"; }\n" + asCurl(post(body), m_base)});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardOutput(), body);
    }

    void node()
    {
        QCOMPARE(
            asNode(post("{\"a\":\"</script>\"}"), m_base),
            "const response = await fetch(\"https://api.test/v1/workflows/w/trigger?a=b%20c&d=%C3%A9\", {\n"
            "  method: \"POST\",\n"
            "  headers: {\n"
            "    Authorization: `Bearer ${process.env.KNOCK_API_KEY}`,\n"
            "    \"Content-Type\": \"application/json\",\n"
            "    \"Idempotency-Key\": \"k-1\",\n"
            "  },\n"
            "  body: JSON.stringify({\n"
            "      \"a\": \"</script>\"\n"
            "  }),\n"
            "});\n"
            "console.log(response.status, await response.text());\n");
    }

    void har()
    {
        const QJsonObject log = asHar({post("{}")}, m_base, "1.0").value("log").toObject();
        QCOMPARE(log.value("version").toString(), "1.2");
        const QJsonObject entry = log.value("entries").toArray().at(0).toObject();
        QCOMPARE(entry.value("startedDateTime").toString(), "2025-03-01T10:00:01.000Z");
        QCOMPARE(entry.value("time").toInt(), 545);
        const QJsonObject timings = entry.value("timings").toObject();
        QCOMPARE(timings.value("blocked").toInt(), 500);
        QCOMPARE(timings.value("wait").toInt(), 30);
        QCOMPARE(timings.value("receive").toInt(), 15);
        const QJsonObject request = entry.value("request").toObject();
        QCOMPARE(request.value("url").toString(), "https://api.test/v1/workflows/w/trigger?a=b%20c&d=%C3%A9");
        QCOMPARE(request.value("queryString").toArray().at(0).toObject().value("value").toString(), "b c");
        QCOMPARE(request.value("postData").toObject().value("text").toString(), "{}");
        const QJsonObject response = entry.value("response").toObject();
        QCOMPARE(response.value("status").toInt(), 200);
        QCOMPARE(request.value("httpVersion").toString(), "HTTP/2");
        QCOMPARE(response.value("httpVersion").toString(), "HTTP/2");
        QCOMPARE(response.value("content").toObject().value("mimeType").toString(), "application/json");
    }

    void harOfOneThatGotNoAnswer()
    {
        JournalEntry entry = post({});
        entry.httpStatus = 0;
        entry.httpVersion.clear();
        entry.firstByteMs = -1;
        entry.error = "Connection refused";
        entry.responseBody.clear();
        entry.responseHeaders.clear();
        const QJsonObject har = asHar({entry}, m_base, "1.0")
                                    .value("log")
                                    .toObject()
                                    .value("entries")
                                    .toArray()
                                    .at(0)
                                    .toObject();
        QCOMPARE(har.value("response").toObject().value("status").toInt(), 0);
        QCOMPARE(har.value("response").toObject().value("statusText").toString(), "Connection refused");
        QCOMPARE(har.value("timings").toObject().value("receive").toInt(), 0);
        QVERIFY(!har.value("request").toObject().contains("postData"));
    }
};

QTEST_GUILESS_MAIN(TestRequestExport)
#include "tst_requestexport.moc"
