#include "api/client/client.h"
#include "api/client/requestjournal.h"
#include "api/schema/endpointdoc.h"
#include "api/schema/registry.h"
#include "models/endpointsmodel.h"
#include "models/explorerhistory.h"
#include "support/fakenetwork.h"
#include "ui/chip.h"
#include "ui/errorbar.h"
#include "ui/explorer/explorerform.h"
#include "ui/explorer/explorerpage.h"
#include "ui/explorer/jsoneditor.h"
#include "ui/explorer/unknownbar.h"
#include "ui/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>

using namespace ui;

class TestExplorer : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<ExplorerPage> m_page;

    template <class W>
    W *named(const char *accessibleName) const // the visible one
    {
        for (W *w : m_page->findChildren<W *>()) {
            if (w->accessibleName() == accessibleName && w->isVisibleTo(m_page.get()))
                return w;
        }
        return nullptr;
    }
    void press(const QString &text)
    {
        for (QPushButton *b : m_page->findChildren<QPushButton *>()) {
            if (b->text() == text)
                return QTest::mouseClick(b, Qt::LeftButton);
        }
        QFAIL(qPrintable("no button " + text));
    }
    UnknownBar *unknown() const { return m_page->findChild<UnknownBar *>(); }
    static void pressIn(QWidget *host, const QString &text)
    {
        for (QPushButton *b : host->findChildren<QPushButton *>()) {
            if (b->text() == text && b->isVisible())
                return QTest::mouseClick(b, Qt::LeftButton);
        }
        QFAIL(qPrintable("no button " + text));
    }
    void open(const char *address) { m_page->go(Place::fromAddress(address)); }
    QPlainTextEdit *body() const { return named<QPlainTextEdit>("Body, JSON"); }
    QString answer() const
    {
        QString all;
        for (QPlainTextEdit *edit : m_page->findChildren<QPlainTextEdit *>()) {
            if (edit->isReadOnly())
                all += edit->toPlainText();
        }
        return all;
    }
    void type(QWidget *field, const char *text)
    {
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_page.reset();
        m_client.reset();
        m_net = std::make_unique<FakeNetwork>();
        m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
        showPage();
    }

    void showPage(const QString &files = {})
    {
        Context context;
        context.client = m_client.get();
        context.files = files;
        context.environment = "test";
        m_page = std::make_unique<ExplorerPage>(context);
        m_page->resize(1100, 760);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

    void listsEveryEndpoint()
    {
        models::EndpointsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSet<const api::EndpointInfo *> met;
        for (int g = 0; g < model.rowCount(); ++g) {
            for (int i = 0; i < model.rowCount(model.index(g, 0)); ++i)
                met.insert(model.endpoint(model.index(i, 0, model.index(g, 0))));
        }
        QCOMPARE(met.size(), qsizetype(api::endpoints().size()));
    }

    // Each has a form that makes a request of its own verb and path, without anything else filled in.
    void everyEndpointCanBeAsked_data()
    {
        QTest::addColumn<const api::EndpointInfo *>("endpoint");
        for (const api::EndpointInfo *endpoint : api::endpoints())
            QTest::newRow(endpoint->name) << endpoint;
    }

    void everyEndpointCanBeAsked()
    {
        QFETCH(const api::EndpointInfo *, endpoint);
        ExplorerForm form;
        form.setEndpoint(*endpoint);
        const QByteArray path(endpoint->path);
        QCOMPARE(form.request().has_value(), !path.contains('%'));
        QList<QPair<QString, QString>> fields;
        for (const api::Parameter &p : api::parametersOf(*endpoint)) {
            if (p.where != api::Parameter::Where::Path)
                continue;
            fields.append({QString::fromLatin1(p.name), QString("a/%1").arg(fields.size())});
        }
        QByteArrayList pieces = path.split('/');
        for (QByteArray &piece : pieces) {
            if (piece.startsWith('%'))
                piece = QUrl::toPercentEncoding(fields.value(piece.mid(1).toInt() - 1).second);
        }
        form.setFields(fields);
        const auto request = form.request();
        QVERIFY(request);
        QCOMPARE(request->endpoint, endpoint);
        QCOMPARE(request->target(), pieces.join('/'));
        QVERIFY(endpoint->writes() || !request->body);
    }

    void asksAsTyped()
    {
        QTest::keyClicks(named<QLineEdit>("Find an endpoint"), "user messages");
        QTest::keyClick(named<QLineEdit>("Find an endpoint"), Qt::Key_Return);
        QCOMPARE(m_page->place().address(), "explorer:users.messages");
        type(named<QLineEdit>("user_id"), "ali ce");
        type(named<QLineEdit>("page_size"), "7");
        type(named<QLineEdit>("status"), "sent, bounced");
        QCOMPARE(m_page->place().filter("page_size"), "7");
        m_net->expect("GET", "/v1/users/ali%20ce/messages?page_size=7&status[]=sent&status[]=bounced")
            .reply(200, json("{'items': []}"));
        QTest::keyClick(named<QLineEdit>("status"), Qt::Key_Return);
        QTRY_VERIFY2(answer().contains("\"items\""), qPrintable(answer()));
    }

    void saysWhatIsWrongAndSendsNothing()
    {
        open("explorer:users.messages");
        type(named<QLineEdit>("page_size"), "many");
        press("Send");
        QVERIFY(m_page->findChildren<QLabel *>().size() > 0);
        QStringList said;
        for (QLabel *label : m_page->findChildren<QLabel *>()) {
            if (label->isVisible())
                said += label->text();
            if (label->isVisible() && label->objectName() == "problem")
                QCOMPARE(label->property("role").toString(), "bad"); // drawn in the colour of what is wrong
        }
        QVERIFY(said.contains("It is part of the address, and must be given."));
        QVERIFY(said.contains("This is no whole number."));
        QVERIFY(named<QLineEdit>("user_id")->hasFocus());
        QCOMPARE(named<QLineEdit>("page_size")->text(), "many"); // it stays
        m_net->expectNothing();
    }

    void rowsAndJsonAreOneBody()
    {
        open("explorer:workflows.trigger?workflow=w");
        body()->setPlainText("{\"unknown\": 1}");
        type(named<QLineEdit>("recipients"), "[\"alice\"]");
        QCOMPARE(QJsonDocument::fromJson(body()->toPlainText().toUtf8()).object(),
                 QJsonDocument::fromJson(R"({"unknown":1,"recipients":["alice"]})").object());
        body()->setPlainText("{\"recipients\": [\"bob\"], \"tenant\": \"acme\"}");
        QCOMPARE(named<QLineEdit>("recipients")->text(), "[\"bob\"]");
        QCOMPARE(named<QLineEdit>("tenant")->text(), "acme");
        type(named<QLineEdit>("tenant"), "x");
        QTest::keyClick(named<QLineEdit>("tenant"), Qt::Key_Backspace);
        QVERIFY(!body()->toPlainText().contains("tenant"));
        m_net->expect("POST", "/v1/workflows/w/trigger")
            .withBody(json("{'recipients': ['bob']}"))
            .reply(200, json("{'workflow_run_id': 'r'}"));
        press("Send");
        QTRY_VERIFY(answer().contains("workflow_run_id"));
    }

    void saysWhereTheJsonBreaks()
    {
        open("explorer:users.identify?user_id=alice");
        body()->setPlainText("{\n  \"name\": Alice\n}");
        auto *problem = m_page->findChild<QLabel *>("jsonProblem");
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().startsWith("Line 2, column "), qPrintable(problem->text()));
        press("Send");
        QVERIFY(body()->hasFocus());
        QCOMPARE(body()->textCursor().blockNumber(), 1);
        m_net->expectNothing();
        QVERIFY(body()->toPlainText().contains("Alice"));
        body()->setPlainText("[1]");
        QVERIFY(problem->text().contains("object"));
    }

    void showsTheWholeAnswerOfARefusal()
    {
        open("explorer:users.get?user_id=nobody");
        m_net->expect("GET", "/v1/users/nobody")
            .reply(404, json("{'code': 'user_missing', 'more': 'of it'}"));
        press("Send");
        QTRY_VERIFY(answer().contains("of it"));
        QVERIFY2(answer().contains("\n  \"code\": \"user_missing\""), qPrintable(answer())); // laid out
    }

    void asksBeforeItDestroys()
    {
        open("explorer:users.delete?user_id=alice");
        press("Send");
        auto *box = m_page->findChild<QMessageBox *>("sendQuestion");
        QVERIFY(box);
        QCOMPARE(box->defaultButton()->text(), "Don't send");
        QTest::mouseClick(box->defaultButton(), Qt::LeftButton);
        m_net->expectNothing();
    }

    void aReadOnlyConnectionSendsNothing()
    {
        api::Connection connection = testConnection();
        connection.readOnly = true;
        m_client->setConnection(connection);
        open("explorer:users.identify?user_id=alice");
        QPushButton *send = nullptr;
        for (QPushButton *b : m_page->findChildren<QPushButton *>()) {
            if (b->text() == "Send")
                send = b;
        }
        QVERIFY(!send->isEnabled());
        QVERIFY2(send->toolTip().contains("read-only"), qPrintable(send->toolTip()));
        press("Send");
        m_net->expectNothing();
        QVERIFY(m_client->journal().entries().empty());
        open("explorer:users.get?user_id=alice");
        QVERIFY(send->isEnabled());
    }

    // A trigger whose answer was lost is offered again with its key, after a restart, too, until it is known
    // what became of it.
    void anUnknownTriggerIsOfferedAgain()
    {
        QTemporaryDir folder;
        showPage(folder.path());
        QVERIFY(!unknown()->isVisible());
        open("explorer:workflows.trigger?workflow=w");
        body()->setPlainText(R"({"recipients": ["alice"]})");
        auto &lost
            = m_net->expect("POST", "/v1/workflows/w/trigger").fail(QNetworkReply::RemoteHostClosedError);
        press("Send");
        QTRY_VERIFY(unknown()->isVisible());
        const QByteArray key = lost.sentHeader("Idempotency-Key");
        QVERIFY(key.size() > 30);
        QVERIFY(unknown()->text().contains("workflows.trigger"));

        m_page.reset(); // another run
        showPage(folder.path());
        QVERIFY(unknown()->isVisible());
        m_net->expect("GET", "/v1/workflow_recipient_runs?workflow=w")
            .reply(200, json("{'items': [], 'page_info': {}}"));
        pressIn(unknown(), "Check");
        QTRY_VERIFY(answer().contains("items"));
        QVERIFY(unknown()->isVisible()); // whoever looked decides

        // A clear no, to the second time only.
        for (const int status : {503, 200}) {
            QVERIFY(unknown()->isVisible());
            m_net->expect("POST", "/v1/workflows/w/trigger")
                .withHeader("Idempotency-Key", key)
                .withBody(json("{'recipients': ['alice']}"))
                .reply(status, json("{'workflow_run_id': 'r'}"));
            pressIn(unknown(), "Send again");
            QVERIFY(!unknown()->isVisible()); // while it is under way
            QTRY_VERIFY(m_page->isSettled());
        }
        QVERIFY(!unknown()->isVisible());
        m_net->expectNothing();
        m_page.reset();
        showPage(folder.path());
        QVERIFY(!unknown()->isVisible());
    }

    void anUnknownTriggerCanBeLetGo()
    {
        QTemporaryDir folder;
        showPage(folder.path());
        for (int i = 0; i < 2; ++i) {
            open("explorer:workflows.trigger?workflow=w");
            body()->setPlainText(QString("{\"recipients\": [\"%1\"]}").arg(i));
            m_net->expect("POST", "/v1/workflows/w/trigger").reply(500);
            press("Send");
            QTRY_VERIFY(m_page->isSettled());
        }
        QVERIFY(unknown()->isVisible());
        auto *dismiss = unknown()->findChild<QToolButton *>();
        QTest::mouseClick(dismiss, Qt::LeftButton);
        QVERIFY(unknown()->isVisible()); // the other one
        QTest::mouseClick(dismiss, Qt::LeftButton);
        QVERIFY(!unknown()->isVisible());
        m_net->expectNothing();
    }

    void aKnownTriggerIsNotOfferedAgain()
    {
        QTemporaryDir folder;
        showPage(folder.path());
        for (const int status : {200, 422, 429, 503}) {
            open("explorer:workflows.trigger?workflow=w");
            body()->setPlainText(R"({"recipients": ["alice"]})");
            m_net->expect("POST", "/v1/workflows/w/trigger").reply(status, json("{'workflow_run_id': 'r'}"));
            press("Send");
            QVERIFY(!unknown()->isVisible()); // nor while it is under way
            QTRY_VERIFY(m_page->isSettled());
            QVERIFY(!unknown()->isVisible());
        }
        m_net->expectNothing();
    }

    // Whoever looks at another endpoint meanwhile still gets the answer of the one that was asked.
    void anAnswerBelongsToWhatWasSent()
    {
        QTemporaryDir folder;
        showPage(folder.path());
        open("explorer:users.get?user_id=alice");
        auto &slow = m_net->expect("GET", "/v1/users/alice").reply(404, json("{'code': 'user_missing'}"));
        slow.hold();
        press("Send");
        QTRY_VERIFY(slow.wasAsked());
        open("explorer:tenants.list?page_size=7");
        slow.release();
        QTRY_VERIFY(answer().contains("user_missing"));
        QVERIFY2(m_page->findChild<QLabel *>("answered")->text().contains("GET /v1/users/alice"),
                 qPrintable(m_page->findChild<QLabel *>("answered")->text()));
        QCOMPARE(m_page->findChild<Chip *>("answerStatus")->shown().text, "404");
        QCOMPARE(m_page->place().address(), "explorer:tenants.list?page_size=7");
        const models::ExplorerHistory history(folder.filePath("explorer-test.jsonl"));
        QCOMPARE(history.entries().size(), 1);
        QCOMPARE(history.entries().first().endpoint, "users.get");
        QCOMPARE(history.entries().first().status, 404);
        QCOMPARE(history.entries().first().fields.first().second, "alice");
    }

    // Some of a batch were held back: they are counted, and can be sent once more by themselves.
    void whatWasHeldBackCanBeSentAlone()
    {
        QStringList fifty;
        for (int i = 1; i <= 50; ++i)
            fifty += QString("m%1").arg(i);
        const auto bodyOf = [](const QStringList &ids) {
            return QJsonDocument(QJsonObject {{"message_ids", QJsonArray::fromStringList(ids)}}).toJson();
        };
        m_net->expect("POST", "/v1/messages/batch/seen")
            .withBody(bodyOf(fifty))
            .reply(200, "[]")
            .header("X-RateLimited-message_ids", "m1, m2,m3,m4,m5,m6,m50");
        m_net->expect("POST", "/v1/messages/batch/seen")
            .withBody(bodyOf({"m1", "m2", "m3", "m4", "m5", "m6", "m50"}))
            .reply(200, "[]");
        open("explorer:messages.batch_mark?status=seen");
        type(named<QLineEdit>("message_ids"), qPrintable(fifty.join(',')));
        press("Send");
        auto *bar = m_page->findChild<ErrorBar *>("limitedBar");
        QTRY_VERIFY(bar->isVisible());
        QVERIFY2(bar->text().startsWith("7 of 50 not updated (limited)"), qPrintable(bar->text()));
        QVERIFY(bar->toolTip().contains("m50"));
        pressIn(bar, "Retry those");
        QTRY_VERIFY(!bar->isVisible());
        m_net->expectNothing();
    }

    // The key of this environment, pasted where it doesn't belong: it is sent as typed, and not written down.
    void theKeyIsNotWrittenDown()
    {
        QTemporaryDir folder;
        showPage(folder.path());
        m_net->expect("GET", "/v1/users/sk_test_0123456789").reply(404);
        open("explorer:users.get?user_id=sk_test_0123456789");
        press("Send");
        QTRY_VERIFY(m_page->isSettled());
        auto &trigger = m_net->expect("POST", "/v1/workflows/w/trigger").hold();
        open("explorer:workflows.trigger?workflow=w");
        body()->setPlainText(R"({"recipients": ["sk_test_0123456789"]})");
        press("Send");
        QTRY_VERIFY(trigger.wasAsked());
        m_page.reset(); // its outcome is not known, and its key is lost with this run
        QFile kept(folder.filePath("explorer-test.jsonl"));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        const QByteArray text = kept.readAll();
        QVERIFY(text.contains("users.get"));
        QVERIFY2(!text.contains("0123456789"), text.constData());
        QVERIFY(!QFile::exists(folder.filePath("pending-triggers-test.jsonl")));
    }

    void historyBringsEverythingBack()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("history.jsonl");
        {
            models::ExplorerHistory history(file);
            QVERIFY(history.add({QDateTime::currentDateTimeUtc(),
                                 "users.channel_data.set",
                                 {{"user_id", "alice"},
                                  {"body", R"({"data":{"token":{"access_token":"xoxb-1-very-secret"}}})"}},
                                 200}));
            QVERIFY(history.add({QDateTime::currentDateTimeUtc(), "users.get", {{"user_id", "ü 😀"}}, 404}));
            QVERIFY(history.add({QDateTime::currentDateTimeUtc(), "users.get", {{"user_id", "ü 😀"}}, 200}));
            QCOMPARE(history.entries().size(), 2);
            QVERIFY(history.entries().last().fields.last().second.contains("very-secret")); // for this run
        }
        const models::ExplorerHistory again(file);
        QCOMPARE(again.entries().size(), 2);
        QCOMPARE(again.entries().first().endpoint, "users.get");
        QCOMPARE(again.entries().first().status, 200);
        QCOMPARE(again.entries().first().fields.first().second, QString("ü 😀"));
        QFile kept(file);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(!kept.readAll().contains("very-secret"));
        QCOMPARE(int(kept.permissions() & (QFile::ReadGroup | QFile::ReadOther)), 0);
    }
};

QTEST_MAIN(TestExplorer)
#include "tst_explorer.moc"
