// Everybody in a list: open one, find some, select hundreds.
#include "api/client/client.h"
#include "support/fakenetwork.h"
#include "ui/listpanel.h"
#include "ui/people/peoplepage.h"
#include "ui/people/selectionbar.h"
#include "ui/theme.h"

#include <QApplication>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace ui;

namespace {

QByteArray people(int from, int to, const QByteArray &after)
{
    QByteArray rows;
    for (int i = from; i < to; ++i) {
        const QByteArray n = QByteArray::number(i);
        rows += (i > from ? "," : "") + QByteArray("{'id': 'u") + n + "', 'name': 'Person " + n + "'}";
    }
    return json("{'entries': [" + rows + "], 'page_info': {'after': "
                + (after.isEmpty() ? "null" : "'" + after + "'") + ", 'page_size': 50}}");
}

} // namespace

class TestPeoplePage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void opensPeople();
    void findsAmongTheLoaded();
    void selectsTheFirstOnes();
    void goesOnAfterAFailure();

private:
    void expectPages(int count);
    QPushButton *button(const QString &text) const;

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<PeoplePage> m_page;
};

void TestPeoplePage::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestPeoplePage::init()
{
    m_net = std::make_unique<FakeNetwork>();
    m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
    Context context;
    context.client = m_client.get();
    m_page = std::make_unique<PeoplePage>(context);
    m_page->resize(900, 400);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestPeoplePage::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_net.reset();
}

// Pages of 50, each leading to the next; more than `count` are not there.
void TestPeoplePage::expectPages(int count)
{
    for (int i = 0; i < count; ++i) {
        const QByteArray target = i == 0 ? QByteArray("/v1/users?page_size=50")
                                         : "/v1/users?after=c" + QByteArray::number(i) + "&page_size=50";
        const QByteArray next = i + 1 < count ? "c" + QByteArray::number(i + 1) : QByteArray();
        m_net->expect("GET", target).reply(200, people(50 * i, 50 * (i + 1), next));
    }
}

QPushButton *TestPeoplePage::button(const QString &text) const
{
    const auto buttons = m_page->findChildren<QPushButton *>();
    for (QPushButton *one : buttons) {
        if (one->text() == text)
            return one;
    }
    return nullptr;
}

void TestPeoplePage::opensPeople()
{
    expectPages(1);
    m_page->go(Place::fromAddress(QStringLiteral("people")));
    QTRY_VERIFY(m_page->isSettled());
    QVERIFY(m_page->failure().isEmpty());
    QSignalSpy opened(m_page.get(), &Page::openRequested);
    m_page->setFocus();
    auto *view = m_page->findChild<QTableView *>();
    QVERIFY(view->hasFocus());
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QVERIFY(opened.last().at(0).value<Place>().address().startsWith(QLatin1StringView("user:u")));
}

void TestPeoplePage::findsAmongTheLoaded()
{
    expectPages(1);
    m_page->go(Place::fromAddress(QStringLiteral("people?find=person%204")));
    auto *list = m_page->findChild<ListPanel *>();
    QTRY_COMPARE(list->shownRowCount(), 11);
    QCOMPARE(m_page->place().address(), QStringLiteral("people?find=person%204"));
    auto *field = m_page->findChild<QLineEdit *>();
    QTest::keyClicks(field, QStringLiteral("2"));
    QCOMPARE(list->shownRowCount(), 1);
    QCOMPARE(m_page->place().filter(QStringLiteral("find")), QStringLiteral("person 42"));
    m_page->go(Place::fromAddress(QStringLiteral("people")));
    QCOMPARE(list->shownRowCount(), 50);
}

void TestPeoplePage::selectsTheFirstOnes()
{
    expectPages(6);
    m_page->go(Place::fromAddress(QStringLiteral("people")));
    auto *list = m_page->findChild<ListPanel *>();
    QTRY_VERIFY(m_page->isSettled());
    QTest::mouseClick(button(QStringLiteral("Select first…")), Qt::LeftButton);
    auto *dialog = m_page->findChild<QInputDialog *>();
    QVERIFY(dialog);
    dialog->setIntValue(230);
    dialog->accept();
    auto *bar = m_page->findChild<SelectionBar *>();
    QTRY_COMPARE(list->selectedRows().size(), 230);
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->accessibleName(), QStringLiteral("230 selected"));
    QTRY_VERIFY(button(QStringLiteral("Set preferences for these…"))->isEnabled());
    QTest::mouseClick(button(QStringLiteral("Clear the selection")), Qt::LeftButton);
    QVERIFY(list->selectedRows().isEmpty());
    QVERIFY(!bar->isVisible());
    // More than there are: all of them.
    m_page->selectFirst(5000);
    QTRY_COMPARE(list->selectedRows().size(), 300);
}

void TestPeoplePage::goesOnAfterAFailure()
{
    m_net->expect("GET", "/v1/users?page_size=50").reply(200, people(0, 50, "c1"));
    m_net->expect("GET", "/v1/users?after=c1&page_size=50").fail(QNetworkReply::ConnectionRefusedError);
    m_page->go(Place::fromAddress(QStringLiteral("people")));
    QTRY_VERIFY(button(QStringLiteral("Try again")) && button(QStringLiteral("Try again"))->isVisible());
    m_net->expect("GET", "/v1/users?after=c1&page_size=50").reply(200, people(50, 100, {}));
    m_page->selectFirst(80); // asks again by itself
    auto *list = m_page->findChild<ListPanel *>();
    QTRY_COMPARE(list->selectedRows().size(), 80);
    QVERIFY(m_page->findChild<SelectionBar *>()->isVisible());
}

QTEST_MAIN(TestPeoplePage)
#include "tst_peoplepage.moc"
