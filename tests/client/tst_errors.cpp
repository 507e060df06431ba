#include "api/client/apierror.h"

#include <QSet>
#include <QTest>

using namespace api;
using Step = Explanation::Step;

// Every failure has one plain sentence and a next step.
class TestErrors : public QObject
{
    Q_OBJECT

    static ApiError http(int status, const char *code = "")
    {
        ApiError error;
        error.kind = ApiError::Kind::Http;
        error.httpStatus = status;
        error.code = QString::fromLatin1(code);
        return error;
    }

private Q_SLOTS:
    void documentedCodes_data()
    {
        QTest::addColumn<QString>("needle");
        QTest::addColumn<Step>("step");
        QTest::newRow("actor_missing") << "actor" << Step::None;
        QTest::newRow("api_key_expired") << "expired" << Step::CheckKey;
        QTest::newRow("api_key_missing") << "API key" << Step::CheckKey;
        QTest::newRow("authentication_required") << "who is asking" << Step::CheckKey;
        QTest::newRow("authorization") << "access token" << Step::None;
        QTest::newRow("channel_invalid") << "channel" << Step::None;
        QTest::newRow("incorrect_token_type") << "kind of key" << Step::CheckKey;
        QTest::newRow("invalid_params") << "value" << Step::None;
        QTest::newRow("invalid_user_token") << "user token" << Step::CheckKey;
        QTest::newRow("missing_jwt_signing_key") << "signing key" << Step::CheckKey;
        QTest::newRow("missing_user_token") << "user token" << Step::CheckKey;
        QTest::newRow("workflow_inactive") << "switched off" << Step::None;
        QTest::newRow("workflow_missing") << "no such workflow" << Step::None;
    }
    void documentedCodes()
    {
        QFETCH(QString, needle);
        QFETCH(Step, step);
        // The status says less than the code does, so the code must win.
        const Explanation e = explain(http(400, QTest::currentDataTag()));
        QVERIFY2(e.sentence.contains(needle), qPrintable(e.sentence));
        QVERIFY(e.sentence.endsWith(u'.'));
        QVERIFY(!e.sentence.contains(u'_'));
        QVERIFY(e.hint.endsWith(u'.')); // what to do next
        QCOMPARE(e.step, step);
    }

    void statuses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Step>("step");
        QTest::newRow("redirect") << 307 << Step::CheckAddress;
        QTest::newRow("unauthorized") << 401 << Step::CheckKey;
        QTest::newRow("forbidden") << 403 << Step::CheckKey;
        QTest::newRow("not found") << 404 << Step::Reload;
        QTest::newRow("request timeout") << 408 << Step::Retry;
        QTest::newRow("conflict") << 409 << Step::Reload;
        QTest::newRow("too large") << 413 << Step::None;
        QTest::newRow("unprocessable") << 422 << Step::None;
        QTest::newRow("too many") << 429 << Step::Retry;
        QTest::newRow("server error") << 500 << Step::Retry;
        QTest::newRow("bad gateway") << 502 << Step::Retry;
        QTest::newRow("odd server error") << 599 << Step::Retry;
    }
    void statuses()
    {
        QFETCH(int, status);
        QFETCH(Step, step);
        const Explanation e = explain(http(status));
        QVERIFY(e.sentence.endsWith(u'.'));
        QVERIFY(!e.sentence.contains(QString::number(status)));
        QVERIFY(e.hint.endsWith(u'.'));
        QCOMPARE(e.step, step);
    }

    void networkCauses()
    {
        QSet<QString> sentences;
        using enum NetworkCause;
        for (const NetworkCause cause :
             {Refused, HostNotFound, NoConnection, Timeout, Reset, Tls, Offline, Proxy, Redirect, Other}) {
            ApiError error;
            error.kind = ApiError::Kind::Network;
            error.cause = cause;
            const Explanation e = explain(error);
            QVERIFY(e.sentence.endsWith(u'.'));
            QVERIFY(!e.hint.isEmpty());
            QVERIFY(e.step != Step::None);
            QVERIFY2(!sentences.contains(e.sentence), qPrintable(e.sentence));
            sentences.insert(e.sentence);
        }
    }

    void unknownCodeShowsItselfAndTheServicesWords()
    {
        ApiError error = http(418, "teapot_busy");
        error.message = QStringLiteral("short and stout");
        const QString sentence = explain(error).sentence;
        QVERIFY(sentence.contains(QStringLiteral("teapot_busy")));
        QVERIFY(sentence.contains(QStringLiteral("short and stout")));
        QVERIFY(explain(http(418)).sentence.contains(QStringLiteral("418")));
    }

    // A status that is known doesn't hide a code that isn't.
    void unknownCodeOfAKnownStatus()
    {
        ApiError error = http(409, "teapot_busy");
        QVERIFY(explain(error).hint.contains(QStringLiteral("teapot_busy")));
        error.message = QStringLiteral("short and stout");
        const Explanation e = explain(error);
        QVERIFY(e.sentence.contains(QStringLiteral("same time")));
        QVERIFY2(e.hint.contains(QStringLiteral("short and stout (teapot_busy)")), qPrintable(e.hint));
        QVERIFY(e.hint.contains(QStringLiteral("Reload")));
    }

    void theAnswerItselfIsThereForWhatIsNotKnown()
    {
        ApiError error = http(418, "teapot_busy");
        error.body = "{\"code\": \"teapot_busy\", \"spout\": 1}\n";
        QCOMPARE(explain(error).answer, QStringLiteral("{\"code\": \"teapot_busy\", \"spout\": 1}"));
        error.code.clear();
        QVERIFY(!explain(error).answer.isEmpty());
        error.code = QStringLiteral("workflow_missing");
        QVERIFY(explain(error).answer.isEmpty());
        error.kind = ApiError::Kind::Decode;
        QVERIFY(!explain(error).answer.isEmpty());
    }

    void fieldErrorsAreNamed()
    {
        ApiError error = http(422, "invalid_params");
        error.message = QStringLiteral("something was wrong");
        QCOMPARE(explain(error).hint, QStringLiteral("something was wrong. Correct it, then try again."));
        error.fields = {{QStringLiteral("page_size"), QStringLiteral("is invalid"), QStringLiteral("cast")},
                        {QStringLiteral("after"), {}, QStringLiteral("cast")}};
        QCOMPARE(explain(error).hint,
                 QStringLiteral("page_size: is invalid; after: cast. Correct it, then try again."));
    }

    void unknownOutcomeAsksToLookFirst()
    {
        ApiError error;
        error.kind = ApiError::Kind::Network;
        error.cause = NetworkCause::Timeout;
        error.outcomeUnknown = true;
        const Explanation e = explain(error);
        QVERIFY(e.hint.contains(QStringLiteral("may have been done")));
        QCOMPARE(e.step, Step::Reload);
    }

    void readOnlyAndDecode()
    {
        ApiError error;
        error.kind = ApiError::Kind::ReadOnly;
        QVERIFY(explain(error).sentence.contains(QStringLiteral("read-only")));
        error.kind = ApiError::Kind::Decode;
        error.message = QStringLiteral("The answer is not valid JSON.");
        QVERIFY(explain(error).sentence.contains(QStringLiteral("understood")));
        QVERIFY(explain(error).hint.contains(error.message));
    }

    void noErrorSaysNothing() { QVERIFY(explain({}).sentence.isEmpty()); }
};

QTEST_APPLESS_MAIN(TestErrors)
#include "tst_errors.moc"
