#include "api/client/client.h"
#include "api/client/ratelimiter.h"
#include "api/client/requestjournal.h"
#include "api/schema/user.h"
#include "api/schema/workflow.h"
#include "support/limited.h"

#include <QSignalSpy>
#include <QTest>

using namespace api;

// The client against a service that counts.
class TestPacing : public QObject
{
    Q_OBJECT

    std::unique_ptr<sandbox::SandboxServer> m_server;

    Connection connection() const
    {
        Connection c;
        c.baseUrl = m_server->baseUrl();
        c.key = "sk_test_sandbox";
        return c;
    }

private Q_SLOTS:
    void init() // a new one for each test: it remembers the second before
    {
        sandbox::ServerOptions options;
        options.size = {20, 40, 5};
        options.admin = true;
        m_server = std::make_unique<sandbox::SandboxServer>(options);
        QSignalSpy ready(m_server.get(), &sandbox::SandboxServer::ready);
        m_server->start();
        QVERIFY(ready.wait(60'000));
    }
    void cleanup() { m_server.reset(); }

    // The limits are on: what does not wait is refused.
    void withoutPacingItIsLimited()
    {
        Connection c = connection();
        c.pace = false;
        c.retry.maxRetries = 0;
        Client client(c);
        int answers = 0;
        std::vector<Call> calls;
        for (int i = 0; i < 12; ++i) // of 5 a second
            calls.push_back(client.send(workflows::runs({}), [&](const auto &) { ++answers; }));
        QTRY_COMPARE_WITH_TIMEOUT(answers, 12, 20'000);
        QVERIFY(limited(*m_server) > 0);
    }

    void neverLimitedAndForegroundFirst()
    {
        Client client(connection());
        int answers = 0, failures = 0;
        std::vector<Call> calls;
        const auto note = [&](const auto &result) {
            ++answers;
            failures += !result.ok();
        };
        const auto identify = [](int i) {
            return users::identify(QStringLiteral("paced-%1").arg(i),
                                   {{{QStringLiteral("name"), QStringLiteral("Paced")}}});
        };
        constexpr int crawl = 120, clicks = 40, runs = 12;
        for (int i = 0; i < crawl; ++i)
            calls.push_back(client.send<User>(identify(i).background(), note));
        for (int i = 0; i < runs; ++i)
            calls.push_back(client.send<Page<WorkflowRecipientRun>>(workflows::runs({}), note));
        for (int i = 0; i < clicks; ++i)
            calls.push_back(client.send<User>(identify(i), note));
        const auto atOnce = client.journal().entries().size();
        QVERIFY(atOnce < crawl + clicks);
        QVERIFY(client.limiter().budget(users::identify).waiting > 0);
        QTRY_COMPARE_WITH_TIMEOUT(answers, crawl + clicks + runs, 60'000);
        QCOMPARE(failures, 0);
        QCOMPARE(limited(*m_server), 0);
        // Of those that had to wait, whoever somebody waits for went first, though the crawl was there
        // before.
        bool crawls = false;
        int waitingClicks = 0;
        const auto &entries = client.journal().entries();
        for (auto i = atOnce; i < entries.size(); ++i) {
            if (entries[i].endpoint != &users::identify)
                continue;
            crawls |= entries[i].isBackground;
            QVERIFY(entries[i].isBackground || !crawls);
            waitingClicks += !entries[i].isBackground;
        }
        QVERIFY(crawls);
        QVERIFY(waitingClicks > 0);
    }
};

QTEST_GUILESS_MAIN(TestPacing)
#include "tst_pacing.moc"
