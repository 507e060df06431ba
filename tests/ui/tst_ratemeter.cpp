#include "api/client/client.h"
#include "api/client/ratelimiter.h"
#include "api/schema/feed.h"
#include "api/schema/user.h"
#include "api/schema/workflow.h"
#include "support/fakenetwork.h"
#include "ui/ratemeter.h"
#include "ui/statusstrip.h"
#include "ui/theme.h"

#include <QApplication>
#include <QPointer>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace ui;

// The rate budgets behind the button of the status line.
class TestRateMeter : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;

    static QStringList rowOf(const QTableWidget &table, const QString &endpoint)
    {
        for (int row = 0; row < table.rowCount(); ++row) {
            if (table.item(row, 0)->text() == endpoint)
                return {table.item(row, 1)->text(), table.item(row, 2)->text(), table.item(row, 3)->text()};
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void showsWhatIsInUse()
    {
        FakeNetwork net;
        api::Connection connection = testConnection();
        connection.pace = true;
        api::Client client(connection, &net);
        Context context;
        context.client = &client;
        StatusStrip strip(context);
        strip.resize(900, strip.height());
        strip.show();
        QVERIFY(QTest::qWaitForWindowActive(&strip));
        auto *button = strip.findChild<QToolButton *>("rateBudget");
        QVERIFY(button);
        QVERIFY(!button->isVisible()); // nothing was asked yet

        net.expect("GET", "/v1/workflow_recipient_runs").times(5).hold();
        std::vector<api::Call> calls;
        for (int i = 0; i < 7; ++i)
            calls.push_back(client.send<api::Page<api::WorkflowRecipientRun>>(api::workflows::runs({}),
                                                                              [](const auto &) {}));
        for (int i = 0; i < 3; ++i) {
            calls.push_back(client.send<api::Page<api::WorkflowRecipientRun>>(
                api::workflows::runs({}).background(), [](const auto &) {}));
        }
        QTRY_VERIFY(button->isVisible());
        QVERIFY(button->focusPolicy() & Qt::TabFocus);
        QTRY_COMPARE(button->accessibleName(), button->text());
        QTest::mouseClick(button, Qt::LeftButton);
        QPointer<RateMeter> meter = strip.findChild<RateMeter *>();
        QVERIFY(meter && meter->isVisible());
        auto *table = meter->findChild<QTableWidget *>();
        QVERIFY(table->hasFocus());
        QVERIFY(!table->accessibleName().isEmpty());
        QCOMPARE(rowOf(*table, "workflow_recipient_runs.list"),
                 (QStringList {"0 of 5", "2, and 3 in the background", ""}));
        // It follows: they are dropped, and the budget comes back.
        calls.clear();
        QTRY_COMPARE(rowOf(*table, "workflow_recipient_runs.list"), (QStringList {"5 of 5", "none", ""}));
        QTest::keyClick(table, Qt::Key_Escape);
        QTRY_VERIFY(!meter);
        QVERIFY(strip.isVisible());
    }

    void saysWhyItIsPaused()
    {
        FakeNetwork net;
        api::Connection connection = testConnection();
        connection.pace = true;
        api::Client client(connection, &net);
        Context context;
        context.client = &client;
        StatusStrip strip(context);
        strip.show();
        QVERIFY(QTest::qWaitForWindowActive(&strip));
        net.expect("GET", "/v1/users/ada").reply(429).header("Retry-After", "100");
        int answers = 0;
        const api::Call call = client.send(api::users::get(QStringLiteral("ada")),
                                           [&](const api::Result<api::User> &) { ++answers; });
        QTRY_COMPARE(answers, 1);
        auto *button = strip.findChild<QToolButton *>("rateBudget");
        QTRY_VERIFY(button->text().contains("paused"));
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        auto *meter = strip.findChild<RateMeter *>();
        QVERIFY(meter);
        const QStringList row = rowOf(*meter->findChild<QTableWidget *>(), "users.get");
        QCOMPARE(row.value(0), "0 of 200");
        QVERIFY2(row.value(2).startsWith("until ") && row.value(2).contains("asked too often"),
                 qPrintable(row.value(2)));
        meter->close();
    }

    // Nobody says a word when tokens come back.
    void theBudgetComesBackByItself()
    {
        FakeNetwork net;
        api::Connection connection = testConnection();
        connection.pace = true;
        api::Client client(connection, &net);
        Context context;
        context.client = &client;
        StatusStrip strip(context);
        strip.show();
        net.expect("GET", "/v1/users/ada/feeds/c1").times(3).reply(200, json("{'entries': []}"));
        int answers = 0;
        std::vector<api::Call> calls;
        for (int i = 0; i < 3; ++i)
            calls.push_back(
                client.send<api::Feed>(api::feeds::get("ada", "c1", {}), [&](const auto &) { ++answers; }));
        auto *button = strip.findChild<QToolButton *>("rateBudget");
        QTRY_COMPARE(button->text(), "rate budget 2 of 5/s"); // of this user
        QTRY_COMPARE(answers, 3);
        QTRY_COMPARE(button->text(), "rate budget 5 of 5/s");
    }

    // What waits is told, whatever was asked last.
    void tellsOfWhatWaits()
    {
        FakeNetwork net;
        api::Connection connection = testConnection();
        connection.pace = true;
        api::Client client(connection, &net);
        Context context;
        context.client = &client;
        StatusStrip strip(context);
        strip.show();
        net.expect("GET", "/v1/workflow_recipient_runs").times(5).hold();
        net.expect("GET", "/v1/users/ada").hold();
        std::vector<api::Call> calls;
        for (int i = 0; i < 7; ++i)
            calls.push_back(client.send<api::Page<api::WorkflowRecipientRun>>(api::workflows::runs({}),
                                                                              [](const auto &) {}));
        calls.push_back(client.send<api::User>(api::users::get("ada"), [](const auto &) {}));
        auto *button = strip.findChild<QToolButton *>("rateBudget");
        QTRY_COMPARE(button->text(), "2 waiting: workflow_recipient_runs.list takes 5 a second");
        calls.clear();
        QTRY_VERIFY(button->text().startsWith("rate budget"));
    }
};

QTEST_MAIN(TestRateMeter)
#include "tst_ratemeter.moc"
