#include "api/client/client.h"
#include "api/client/requestjournal.h"
#include "api/schema/user.h"
#include "api/schema/workflow.h"
#include "models/requestsmodel.h"
#include "support/fakenetwork.h"
#include "ui/requests/requestdetail.h"
#include "ui/requests/requestspage.h"
#include "ui/sectiontabs.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;

class TestRequestsPage : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<RequestsPage> m_page;
    api::Call m_call;

    QTableView *view() const { return m_page->findChild<QTableView *>("requests"); }
    void chooseFirst() const
    {
        view()->selectionModel()->setCurrentIndex(
            view()->model()->index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *b : m_page->findChildren<QPushButton *>()) {
            if (b->text() == text)
                return b;
        }
        return nullptr;
    }
    template <class R>
    void ask(const api::Request<R> &request)
    {
        bool isOver = false;
        m_call = m_client->send(request, [&](const api::Result<R> &) { isOver = true; });
        QTRY_VERIFY(isOver);
    }
    void askForAlice(const char *name)
    {
        m_net->expect("GET", "/v1/users/alice")
            .reply(200, json("{'id': 'alice', 'name': '%'}").replace("%", name))
            .header("X-Request-ID", QByteArray("r-") + name);
        ask(api::users::get("alice"));
    }
    void trigger()
    {
        m_net->expect("POST", "/v1/workflows/w/trigger").reply(503);
        api::Trigger body;
        body.recipients = {"alice"};
        ask(api::workflows::trigger("w", body));
    }
    QString shownText() const // of all parts of the detail
    {
        QString text;
        for (const QPlainTextEdit *edit : m_page->findChildren<QPlainTextEdit *>())
            text += edit->toPlainText() + u'\n';
        return text;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_page.reset();
        m_net = std::make_unique<FakeNetwork>();
        m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
        Context context;
        context.client = m_client.get();
        m_page = std::make_unique<RequestsPage>(context);
        m_page->resize(1100, 700);
        m_page->show();
        m_page->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

    void showsRequestsAsTheyHappen()
    {
        QVERIFY(!view()->isVisible()); // the empty state stands there
        askForAlice("Alice");
        QVERIFY(view()->isVisible());
        QCOMPARE(view()->model()->rowCount(), 1);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {},
                          view()->visualRect(view()->model()->index(0, 2)).center());
        QVERIFY2(shownText().contains("\"name\": \"Alice\""), qPrintable(shownText()));
    }

    // The journal keeps 64 KiB of an answer: what of it can be read is laid out, its credentials masked.
    void laysOutWhatWasKeptOfALargeAnswer()
    {
        const QByteArray token = "xoxb-9876543210-abcdefgh";
        m_net->expect("GET", "/v1/users/alice")
            .reply(200,
                   R"({"id": "alice", "name": "Alice", "access_token": ")" + token + R"(", "blob": ")"
                       + QByteArray(100'000, 'x') + R"("})");
        ask(api::users::get("alice"));
        chooseFirst();
        QVERIFY2(shownText().contains("\"name\": \"Alice\""), qPrintable(shownText().left(300)));
        QVERIFY(!shownText().contains(token));
        QStringList notes;
        for (const QLabel *note : m_page->findChildren<QLabel *>("note")) {
            if (note->isVisible())
                notes += note->text();
        }
        QCOMPARE(notes.size(), 1);
        QVERIFY2(notes.first().contains("65,536"), qPrintable(notes.first()));
    }

    // A part that nobody looks at is filled when one does, and then with the request that is chosen.
    void everyPartIsOfTheChosenRequest()
    {
        askForAlice("Alice");
        askForAlice("Bob");
        chooseFirst(); // the newest
        auto *parts = m_page->findChild<RequestDetail *>()->findChild<SectionTabs *>();
        const auto lines = [&] {
            QStringList texts;
            for (const QLabel *label : m_page->findChild<RequestDetail *>()->findChildren<QLabel *>()) {
                if (label->isVisible())
                    texts += label->text();
            }
            return texts.join(u'|');
        };
        parts->setCurrentSection("headers");
        QTRY_VERIFY2(lines().contains("r-Bob"), qPrintable(lines()));
        view()->selectionModel()->setCurrentIndex(
            view()->model()->index(1, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        QTRY_VERIFY2(lines().contains("r-Alice") && !lines().contains("r-Bob"), qPrintable(lines()));
        parts->setCurrentSection("answer");
        QVERIFY2(shownText().contains("\"name\": \"Alice\"") && !shownText().contains("Bob"),
                 qPrintable(shownText()));
        parts->setCurrentSection("timing");
        QTRY_VERIFY2(lines().contains("users.get"), qPrintable(lines()));
    }

    void filtersByTheAddress()
    {
        askForAlice("Alice");
        trigger();
        m_page->go(Place::fromAddress("requests?method=POST"));
        QCOMPARE(view()->model()->rowCount(), 1);
        QCOMPARE(m_page->place().address(), "requests?method=POST");
        m_page->go(Place::fromAddress("requests?method=DELETE"));
        QVERIFY(!view()->isVisible());
        QTest::mouseClick(button("Clear filters"), Qt::LeftButton);
        QCOMPARE(view()->model()->rowCount(), 2);
    }

    void copiesAsCurlWithoutTheKey()
    {
        askForAlice("Alice");
        chooseFirst();
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY2(text.startsWith("curl 'http://api.test/v1/users/alice'"), qPrintable(text));
        QVERIFY(!text.contains(QString::fromLatin1(testConnection().key)));
    }

    void sendsReadsAgainAtOnce()
    {
        askForAlice("Alice");
        chooseFirst();
        m_net->expect("GET", "/v1/users/alice").reply(200, json("{'id': 'alice'}"));
        QTest::mouseClick(button("Send again"), Qt::LeftButton);
        QTRY_COMPARE(view()->model()->rowCount(), 2);
        m_net->expectNothing();
    }

    void sendsWritesAgainAfterAsking()
    {
        trigger();
        chooseFirst();
        view()->setFocus();
        const QByteArray key = m_client->journal().find(1)->request->idempotencyKey;
        QTest::keyClick(view(), Qt::Key_Return);
        auto *box = m_page->findChild<QMessageBox *>("sendAgainQuestion");
        QVERIFY(box);
        QCOMPARE(box->defaultButton()->text(), "Don't send"); // the safe answer
        QTest::mouseClick(box->defaultButton(), Qt::LeftButton);
        QTRY_VERIFY(!m_page->findChild<QMessageBox *>("sendAgainQuestion"));
        m_net->expectNothing();

        QTest::mouseClick(button("Send again"), Qt::LeftButton);
        box = m_page->findChild<QMessageBox *>("sendAgainQuestion");
        m_net->expect("POST", "/v1/workflows/w/trigger")
            .withHeader("Idempotency-Key", key)
            .withBody(json("{'recipients': ['alice']}"))
            .reply(200, json("{'workflow_run_id': 'r'}"));
        for (QAbstractButton *b : box->buttons()) {
            if (b->text() == "Send again")
                QTest::mouseClick(b, Qt::LeftButton);
        }
        QTRY_COMPARE(view()->model()->rowCount(), 2);
        m_net->expectNothing();
    }

    // The page opens by Ctrl+`, and Ctrl is often still down when the first row arrives.
    void theFirstIsChosenWhileCtrlIsDown()
    {
        QTest::keyPress(m_page.get(), Qt::Key_Control, Qt::ControlModifier);
        askForAlice("Alice");
        QVERIFY(QGuiApplication::keyboardModifiers() & Qt::ControlModifier);
        QCOMPARE(view()->selectionModel()->selectedRows().size(), 1);
        QVERIFY(button("Send again")->isEnabled());
        QTest::keyRelease(m_page.get(), Qt::Key_Control);
    }

    void comparesTwo()
    {
        askForAlice("Alice");
        askForAlice("Alicia");
        QVERIFY(!button("Compare")->isEnabled());
        view()->selectAll();
        QVERIFY(button("Compare")->isEnabled());
        QTest::mouseClick(button("Compare"), Qt::LeftButton);
        auto *dialog = m_page->findChild<QDialog *>("compareAnswers");
        QVERIFY(dialog);
        QString text;
        for (const QPlainTextEdit *edit : dialog->findChildren<QPlainTextEdit *>())
            text += edit->toPlainText();
        QVERIFY(text.contains("\"Alice\"") && text.contains("\"Alicia\""));
        dialog->close();
    }

    void exportsAnArchive()
    {
        askForAlice("Alice");
        chooseFirst();
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_S, Qt::ControlModifier);
        auto *dialog = m_page->findChild<QFileDialog *>();
        QVERIFY(dialog);
        QTemporaryDir folder;
        const QString path = folder.filePath("some.har");
        Q_EMIT dialog->fileSelected(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains(testConnection().key));
        QVERIFY(QJsonDocument::fromJson(bytes).object().contains("log"));
        dialog->close();
    }
};

QTEST_MAIN(TestRequestsPage)
#include "tst_requestspage.moc"
