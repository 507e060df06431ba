// One person: who it is, sections that load when they are looked at, and ids nobody has.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "api/schema/bulk.h"
#include "models/jobsmodel.h"
#include "models/vocabulary.h"
#include "support/fakenetwork.h"
#include "ui/errorbar.h"
#include "ui/idlabel.h"
#include "ui/jsonview.h"
#include "ui/panel.h"
#include "ui/person/personheader.h"
#include "ui/person/personpage.h"
#include "ui/sectiontabs.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDialog>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;

namespace {

QByteArray ada()
{
    return json("{'id': 'ada', 'name': 'Ada Lovelace', 'email': 'ada@x.example', 'timezone': 'Europe/London',"
                "'plan': 'pro', 'updated_at': '2026-01-01T00:00:00Z'}");
}

Place place(const char *address)
{
    return Place::fromAddress(QString::fromUtf8(address));
}

} // namespace

class TestPersonPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void showsWhoItIs();
    void loadsASectionWhenItIsLookedAt();
    void anUnknownIdIsSaidSo();
    void aFailureCanBeRetried();
    void askedAgainWhenTheNetworkIsBack();
    void theAnswerItselfCanBeSeen();
    void keepsWhatIsShownWhenRefreshingFails();
    void addressesGoThereAndBack();

private:
    bool settled()
    {
        return QTest::qWaitFor([&] { return m_page->isSettled(); });
    }
    QPushButton *stateButton() const;

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::Vocabulary> m_words;
    std::unique_ptr<PersonPage> m_page;
};

void TestPersonPage::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestPersonPage::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath("s.ini"), QSettings::IniFormat);
    m_net = std::make_unique<FakeNetwork>();
    m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
    m_words = std::make_unique<models::Vocabulary>();
    Context context;
    context.client = m_client.get();
    context.vocabulary = m_words.get();
    for (const char *list : {"follow/messages", "follow/feed"}) // nothing but what is scripted is asked for
        m_settings->setValue(list, false);
    context.settings = m_settings.get();
    m_page = std::make_unique<PersonPage>(context);
    m_page->resize(1100, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void TestPersonPage::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_net.reset();
    m_words.reset();
}

QPushButton *TestPersonPage::stateButton() const
{
    return m_page->findChild<StatePanel *>(QString(), Qt::FindDirectChildrenOnly)->findChild<QPushButton *>();
}

void TestPersonPage::showsWhoItIs()
{
    m_net->expect("GET", "/v1/users/ada").reply(200, ada());
    QSignalSpy moved(m_page.get(), &Page::placeChanged);
    m_page->go(place("user:ada/properties"));
    QCOMPARE(m_page->title(), "ada"); // until the name is known
    QVERIFY(settled());
    QCOMPARE(m_page->title(), "Ada Lovelace");
    QVERIFY(!moved.isEmpty());
    QVERIFY(m_page->failure().isEmpty());
    const auto *header = m_page->findChild<PersonHeader *>();
    QVERIFY(header->isVisible());
    QVERIFY(header->timeText().endsWith("there · Europe/London"));
    QCOMPARE(header->findChild<IdLabel *>()->id(), "ada");
    m_net->expectNothing(); // no section but the one shown
}

void TestPersonPage::loadsASectionWhenItIsLookedAt()
{
    m_net->expect("GET", "/v1/users/ada").reply(200, ada());
    m_page->go(place("user:ada/raw"));
    QVERIFY(settled());
    m_net->expect("GET", "/v1/users/ada/messages?page_size=50")
        .reply(200, json("{'items': [], 'page_info': {}}"));
    auto *tabs = m_page->findChild<SectionTabs *>();
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
    QVERIFY(settled());
    QCOMPARE(m_page->place().section, "messages");
    // Looking away and back asks nothing.
    tabs->setCurrentSection("raw");
    tabs->setCurrentSection("messages");
    QVERIFY(settled());
    m_net->expectNothing();
}

void TestPersonPage::anUnknownIdIsSaidSo()
{
    m_net->expect("GET", "/v1/users/nobody%20here")
        .reply(404, json("{'code': 'resource_missing', 'message': 'x'}"));
    m_page->go({"user", "nobody here", "feed", {}});
    QVERIFY(settled());
    QCOMPARE(m_page->failure(), "Nobody here has the id “nobody here”");
    QCOMPARE(m_page->title(), "nobody here"); // what was typed stays
    QVERIFY(stateButton()->isVisible());
    // Created meanwhile: asking again finds them. The feed's channel is looked for then, and not before.
    m_net->expect("GET", "/v1/users/nobody%20here").reply(200, json("{'id': 'nobody here'}"));
    m_net->expect("GET", "/v1/users/nobody%20here/messages")
        .reply(200, json("{'items': [], 'page_info': {}}"));
    m_net->expect("GET", "/v1/messages").reply(200, json("{'items': [], 'page_info': {}}"));
    QTest::mouseClick(stateButton(), Qt::LeftButton);
    QTRY_VERIFY(m_page->failure().isEmpty() && m_page->isSettled());
}

void TestPersonPage::aFailureCanBeRetried()
{
    m_net->expect("GET", "/v1/users/ada").fail(QNetworkReply::ConnectionRefusedError);
    m_page->go(place("user:ada/raw"));
    QVERIFY(settled());
    QVERIFY(!m_page->failure().isEmpty());
    m_net->expect("GET", "/v1/users/ada").reply(200, ada());
    QTest::mouseClick(stateButton(), Qt::LeftButton);
    QTRY_VERIFY(m_page->isSettled() && m_page->failure().isEmpty());
}

void TestPersonPage::askedAgainWhenTheNetworkIsBack()
{
    m_net->expect("GET", "/v1/users/ada").fail(QNetworkReply::HostNotFoundError);
    m_page->go(place("user:ada/properties"));
    QTRY_VERIFY(!m_page->failure().isEmpty());
    QVERIFY(!m_client->isReachable());
    m_net->expect("GET", "/v1/bulk_operations/b1").reply(404); // an answer is an answer
    m_net->expect("GET", "/v1/users/ada").reply(200, ada());
    const api::Call call = m_client->send<api::BulkOperation>(api::bulk::get("b1"), [](const auto &) {});
    QTRY_COMPARE(m_page->title(), "Ada Lovelace");
    QVERIFY(m_page->failure().isEmpty());
}

void TestPersonPage::theAnswerItselfCanBeSeen()
{
    m_net->expect("GET", "/v1/users/ada").reply(418, json("{'code': 'teapot', 'spout': 'short'}"));
    m_page->go(place("user:ada/properties"));
    QTRY_VERIFY(!m_page->failure().isEmpty());
    auto *state = m_page->findChild<StatePanel *>(QString(), Qt::FindDirectChildrenOnly);
    auto *details = state->findChild<QPushButton *>("details");
    QVERIFY(details && details->isVisible());
    QTest::mouseClick(details, Qt::LeftButton);
    auto *dialog = m_page->window()->findChild<QDialog *>("answerDialog");
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(dialog->findChild<JsonView *>()->text().contains("short"));
    dialog->close();
    m_net->expect("GET", "/v1/users/bo").reply(404, json("{'code': 'workflow_missing'}"));
    m_page->go(place("user:bo/properties"));
    QTRY_VERIFY(m_page->isSettled());
    QVERIFY(!details->isVisible()); // nothing more is in it than is told
}

void TestPersonPage::keepsWhatIsShownWhenRefreshingFails()
{
    m_net->expect("GET", "/v1/users/ada").reply(200, ada());
    m_page->go(place("user:ada/properties"));
    QVERIFY(settled());
    m_net->expect("GET", "/v1/users/ada").reply(500);
    m_page->refresh();
    QVERIFY(settled());
    QVERIFY(m_page->findChild<PersonHeader *>()->isVisible());
    bool said = false;
    for (const ErrorBar *bar : m_page->findChildren<ErrorBar *>())
        said = said || bar->isVisible();
    QVERIFY(said);
}

void TestPersonPage::addressesGoThereAndBack()
{
    m_net->expect("GET", "/v1/users/ada").reply(200, ada());
    m_net->expect("GET", "/v1/users/ada/messages?page_size=50&tenant=acme&status[]=bounced")
        .reply(200, json("{'items': [], 'page_info': {}}"));
    const Place there = place("user:ada/messages?status=bounced&tenant=acme");
    m_page->go(there);
    QVERIFY(settled());
    QCOMPARE(m_page->place(), there);
    // The same person with other filters: the person is not asked for again.
    m_net->expect("GET", "/v1/users/ada/messages?page_size=50")
        .reply(200, json("{'items': [], 'page_info': {}}"));
    m_page->go(place("user:ada/messages"));
    QVERIFY(settled());
    QCOMPARE(m_page->place().address(), "user:ada/messages");
    m_net->expectNothing();
}

QTEST_MAIN(TestPersonPage)
#include "tst_personpage.moc"
