// The filters of message lists: what is typed and pasted, what an address says, and what the service is
// asked.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/vocabulary.h"
#include "support/fakenetwork.h"
#include "ui/filterbar.h"
#include "ui/linespopup.h"
#include "ui/listpanel.h"
#include "ui/messages/messagefilters.h"
#include "ui/messages/messagespage.h"
#include "ui/messages/messagespanel.h"
#include "ui/messages/triggerdata.h"
#include "ui/rangepopup.h"
#include "ui/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QDateTimeEdit>
#include <QJsonDocument>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;

namespace {

const char *const anyList = "{'items': [], 'page_info': {'after': null}}";

QString idsText(int count, const QString &between)
{
    QStringList ids;
    for (int i = 1; i <= count; ++i)
        ids += QString("m%1").arg(i);
    return ids.join(between);
}

} // namespace

class TestMessageFilters : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void readsTriggerData_data();
    void readsTriggerData();
    void refusesTriggerData_data();
    void refusesTriggerData();
    void readsIds_data();
    void readsIds();
    void addressesAsk_data();
    void addressesAsk();
    void addressesThatCannotBeAsked_data();
    void addressesThatCannotBeAsked();
    void relativeTimesStayRelative();
    void refreshCountsTheTimeAnew();
    void pastedIdsThatAreTooManySurvive();
    void typedDataBecomesAChip();
    void ownTimesAreChosen();
    void offersWhatIsKnown();
    void noTenantIsLookedForInTheLoaded();

private:
    MessagesPage *open(const QString &address);
    bool settled() const
    {
        return QTest::qWaitFor([this] { return m_page->isSettled(); });
    }
    FilterChip *chip(const char *key) const { return m_page->panel()->filterBar()->chip(key); }
    void showChip(const char *key); // one that hides under "+ filter"
    template <class P>
    P *popup(FilterChip *of)
    {
        of->openChoices();
        return of->findChild<P *>();
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::Vocabulary> m_words;
    std::unique_ptr<MessagesPage> m_page;
};

void TestMessageFilters::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestMessageFilters::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath("s.ini"), QSettings::IniFormat);
    m_settings->setValue("follow/messages", false); // nothing but what is scripted is asked for
    m_net = std::make_unique<FakeNetwork>();
    m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
    m_words = std::make_unique<models::Vocabulary>();
}

void TestMessageFilters::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_net.reset();
    m_words.reset();
}

MessagesPage *TestMessageFilters::open(const QString &address)
{
    Context context;
    context.client = m_client.get();
    context.vocabulary = m_words.get();
    context.settings = m_settings.get();
    const Place place = Place::fromAddress(address);
    m_page = std::make_unique<MessagesPage>(context, place);
    m_page->resize(1200, 700);
    m_page->show();
    m_page->go(place);
    return m_page.get();
}

void TestMessageFilters::showChip(const char *key)
{
    if (chip(key)->isHidden()) {
        chip(key)->show();
        QVERIFY(chip(key)->isVisible());
    }
}

void TestMessageFilters::readsTriggerData_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("pairs");
    QTest::addColumn<QByteArray>("data"); // of the query
    const auto row = [](const char *name, const char *text, const QStringList &pairs, const char *data) {
        QTest::newRow(name) << QString::fromUtf8(text) << pairs << json(data);
    };
    row("nothing", " \n ", {}, "{}");
    row("a text", "project = apollo", {"project=apollo"}, "{'project': 'apollo'}");
    row("blanks inside", "title = Hello  there ", {"title=Hello  there"}, "{'title': 'Hello  there'}");
    row("a number", "count=3", {"count=3"}, "{'count': 3}");
    row("a fraction", "price = -1.5", {"price=-1.5"}, "{'price': -1.5}");
    row("leading zeros are text", "zip = 01234", {"zip=01234"}, "{'zip': '01234'}");
    row("true, false and null", "a=true\nb=false\nc=null", {"a=true", "b=false", "c=null"},
        "{'a': true, 'b': false, 'c': null}");
    row("a number as text", "count = \"3\"", {"count=\"3\""}, "{'count': '3'}");
    row("a word as text", "a = \"true\"", {"a=\"true\""}, "{'a': 'true'}");
    row("an empty text", "a = ", {"a=\"\""}, "{'a': ''}");
    row("an equals sign in the value", "url = x?a=b", {"url=x?a=b"}, "{'url': 'x?a=b'}");
    row("an equals sign in the key", "\"a=b\" = c", {"\"a=b\"=c"}, "{'a=b': 'c'}");
    row("a lone quote", "say = \"hi", {"say=\"hi"}, "{'say': '\\\"hi'}");
    row("every script", "name = 李婷 😀", {QString::fromUtf8("name=李婷 😀")}, "{'name': '李婷 😀'}");
    row("json", "{\"project\": \"apollo\", \"count\": 3}", {"count=3", "project=apollo"},
        "{'count': 3, 'project': 'apollo'}");
}

void TestMessageFilters::readsTriggerData()
{
    QFETCH(QString, text);
    QFETCH(QStringList, pairs);
    const FilterReading reading = readTriggerData(text);
    QCOMPARE(reading.error, QString());
    QCOMPARE(reading.values, pairs);
    QCOMPARE(reading.note.isEmpty(), pairs.isEmpty());
    QFETCH(QByteArray, data);
    QCOMPARE(QJsonDocument(triggerDataOf(reading.values)).toJson(), QJsonDocument::fromJson(data).toJson());
}

void TestMessageFilters::refusesTriggerData_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *name, const char *text, const char *named) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(named);
    };
    row("no equals sign", "a = 1\nproject apollo", "“project apollo” has no equals sign");
    row("no key", "= 3", "no key");
    row("an object", "project = {\"id\": 1}", "“project” is a list or an object");
    row("a list", "tags = [1, 2]", "“tags” is a list or an object");
    row("an object in json", "{\"a\": 1, \"project\": {\"id\": 1}}", "“project” is a list or an object");
    row("broken json", "{\"a\": ", "starts as a JSON object");
    row("the same key twice", "a = 1\na = 2", "“a” is there twice");
}

void TestMessageFilters::refusesTriggerData()
{
    QFETCH(QString, text);
    QFETCH(QString, named);
    const FilterReading reading = readTriggerData(text);
    QVERIFY(reading.values.isEmpty());
    QVERIFY2(reading.error.contains(named), qPrintable(reading.error));
}

void TestMessageFilters::readsIds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("ids");
    const QStringList three {"m1", "m2", "m3"};
    for (const char *between : {"\n", ", ", ";", "\t", " | ", "\r\n", "\", \""})
        QTest::newRow(QByteArray(between).toPercentEncoding()) << idsText(3, between) << three;
    QTest::newRow("json") << "[\"m1\", \"m2\",\n\"m3\"]" << three;
    QTest::newRow("twice") << "m1 m2 m1 m3 m3" << three;
    QTest::newRow("addresses") << "message:m1 message:m2, m3" << three;
    QTest::newRow("50") << idsText(50, " ") << idsText(50, " ").split(' ');
    QTest::newRow("51") << idsText(51, " ") << QStringList();
    QTest::newRow("nothing") << " \n,," << QStringList();
}

void TestMessageFilters::readsIds()
{
    QFETCH(QString, text);
    const FilterReading reading = readMessageIds(text);
    QTEST(reading.values, "ids");
    QCOMPARE(reading.error.isEmpty(), QTest::currentDataTag() != QByteArray("51"));
    if (!reading.error.isEmpty())
        QCOMPARE(reading.error, "51 ids, and the service takes at most 50 at once. Take 1 out.");
}

void TestMessageFilters::addressesAsk_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char *name, const char *address, const char *target) {
        QTest::newRow(name) << QString::fromUtf8(address) << QByteArray(target);
    };
    row("status and engagement", "messages?status=bounced&status=sent&engagement=seen&engagement=unread",
        "/v1/"
        "messages?page_size=50&status[]=bounced&status[]=sent&engagement_status[]=seen&engagement_status[]="
        "unread");
    row("channel and workflow", "messages?channel=c1&workflow=w1",
        "/v1/messages?page_size=50&source=w1&channel_id=c1");
    row("categories", "messages?category=billing&category=news",
        "/v1/messages?page_size=50&workflow_categories[]=billing&workflow_categories[]=news");
    row("tenant", "messages?tenant=acme", "/v1/messages?page_size=50&tenant=acme");
    row("no tenant is asked of nobody", "messages?tenant=", "/v1/messages?page_size=50");
    row("ids", "messages?id=m1&id=m2", "/v1/messages?page_size=50&message_ids[]=m1&message_ids[]=m2");
    row("trigger data", "messages?data=count%3D3&data=project%3Dapollo",
        "/v1/messages?page_size=50&trigger_data=%7B%22count%22%3A3%2C%22project%22%3A%22apollo%22%7D");
    row("a run", "messages?run=r1", "/v1/messages?page_size=50&workflow_run_id=r1");
    row("own times", "messages?time=2026-01-01T00:00:00Z..2026-01-02T00:00:00Z",
        "/v1/"
        "messages?page_size=50&inserted_at.gte=2026-01-01T00%3A00%3A00Z&inserted_at.lt=2026-01-02T00%3A00%"
        "3A00Z");
    row("a workflow's", "workflow:new-comment?status=sent",
        "/v1/messages?page_size=50&source=new-comment&status[]=sent");
    row("a channel's", "channel:c%2F1?workflow=w1", "/v1/messages?page_size=50&source=w1&channel_id=c%2F1");
}

void TestMessageFilters::addressesAsk()
{
    QFETCH(QString, address);
    QFETCH(QByteArray, target);
    m_net->expect("GET", target).reply(200, json(anyList));
    open(address);
    QVERIFY(settled());
    QCOMPARE(m_page->failure(), QString());
    QCOMPARE(m_page->place().address(), address);
    m_net->expectNothing();
}

void TestMessageFilters::addressesThatCannotBeAsked_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("problem");
    QString many = "messages?";
    for (int i = 0; i < 51; ++i)
        many += QString("%1id=m%2").arg(i ? "&" : "").arg(i);
    QTest::newRow("too many ids") << many << "Message ids: 51 ids";
    QTest::newRow("nested data") << "messages?data=a%3D%7B%22b%22:1%7D"
                                 << "Trigger data: “a” is a list";
    QTest::newRow("a time") << "messages?time=soon"
                            << "Time: “soon” is no time range";
}

void TestMessageFilters::addressesThatCannotBeAsked()
{
    QFETCH(QString, address);
    QFETCH(QString, problem);
    open(address);
    QVERIFY(settled());
    QVERIFY2(m_page->failure().startsWith(problem), qPrintable(m_page->failure()));
    QCOMPARE(m_page->place(), Place::fromAddress(address)); // what was asked for is still there to be mended
    m_net->expectNothing();
    // Clearing the filters is offered, and asks.
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, json(anyList));
    m_page->panel()->filterBar()->clear();
    QVERIFY(settled());
    QCOMPARE(m_page->failure(), QString());
}

void TestMessageFilters::relativeTimesStayRelative()
{
    const QDateTime now(QDate(2026, 1, 8), QTime(12, 0), QTimeZone::utc());
    const QTimeZone tokyo("Asia/Tokyo");
    QCOMPARE(messageQuery({{"time", "7d"}}, now, tokyo).insertedAfter.toWire(), "2026-01-01T12:00:00Z");
    const api::MessageQuery yesterday = messageQuery({{"time", "yesterday"}}, now, tokyo);
    QCOMPARE(yesterday.insertedAfter.toWire(), "2026-01-06T15:00:00Z");
    QCOMPARE(yesterday.insertedBefore.toWire(), "2026-01-07T15:00:00Z");
    const QByteArray day = QDate::currentDate()
                               .startOfDay(QTimeZone::systemTimeZone())
                               .toUTC()
                               .toString(Qt::ISODate)
                               .toUtf8()
                               .toPercentEncoding();
    m_net->expect("GET", "/v1/messages?page_size=50&inserted_at.gte=" + day).reply(200, json(anyList));
    open("messages?time=today");
    QVERIFY(settled());
    QCOMPARE(m_page->place().address(), "messages?time=today");
    QCOMPARE(chip("time")->accessibleName(), "Time: today");
}

void TestMessageFilters::refreshCountsTheTimeAnew()
{
    // The range is counted back from the moment of the question: a refresh asks for another start.
    auto query = std::make_shared<api::MessageQuery>();
    const models::MessagesModel::Source source = models::MessageScope::ofUser("ada").source(query);
    query->insertedAfter = api::Timestamp::fromMs(1000);
    QVERIFY(source({}).target().endsWith("inserted_at.gte=1970-01-01T00%3A00%3A01Z"));
    query->insertedAfter = api::Timestamp::fromMs(2000);
    QVERIFY(source({}).target().endsWith("inserted_at.gte=1970-01-01T00%3A00%3A02Z"));
}

void TestMessageFilters::pastedIdsThatAreTooManySurvive()
{
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, json(anyList));
    open("messages");
    QVERIFY(settled());
    showChip("id");
    auto *first = popup<LinesPopup>(chip("id"));
    QVERIFY(first);
    auto *edit = first->findChild<QPlainTextEdit *>();
    edit->setPlainText(idsText(63, ";\t"));
    const auto said = [](LinesPopup *of) {
        for (const QLabel *label : of->findChildren<QLabel *>()) {
            if (label->property("role") == "bad")
                return label->text();
        }
        return QString();
    };
    QCOMPARE(said(first), "63 ids, and the service takes at most 50 at once. Take 13 out.");
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier); // is not taken
    QVERIFY(first->isVisible());
    QTest::keyClick(first, Qt::Key_Escape);
    QTRY_VERIFY(!chip("id")->findChild<LinesPopup *>());
    // What was pasted is still there, and can be made fewer.
    auto *again = popup<LinesPopup>(chip("id"));
    QCOMPARE(again->text(), idsText(63, ";\t"));
    QVERIFY(said(again).startsWith("63 ids"));
    again->setText("m1, m2 m1");
    m_net->expect("GET", "/v1/messages?page_size=50&message_ids[]=m1&message_ids[]=m2")
        .reply(200, json(anyList));
    QTest::keyClick(again->findChild<QPlainTextEdit *>(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(settled());
    QCOMPARE(m_page->place().address(), "messages?id=m1&id=m2");
    QCOMPARE(chip("id")->accessibleName(), "Message ids: 2 ids");
    m_net->expectNothing();
}

void TestMessageFilters::typedDataBecomesAChip()
{
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, json(anyList));
    open("messages");
    QVERIFY(settled());
    showChip("data");
    auto *editor = popup<LinesPopup>(chip("data"));
    auto *edit = editor->findChild<QPlainTextEdit *>();
    QTest::keyClicks(edit, "project = {}");
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(editor->isVisible()); // nested: refused
    edit->selectAll();
    QTest::keyClicks(edit, "project = apollo");
    QTest::keyClick(edit, Qt::Key_Return);
    QTest::keyClicks(edit, "count = 3");
    m_net
        ->expect(
            "GET",
            "/v1/messages?page_size=50&trigger_data=%7B%22count%22%3A3%2C%22project%22%3A%22apollo%22%7D")
        .reply(200, json(anyList));
    QTest::mouseClick(editor->findChild<QPushButton *>(), Qt::LeftButton);
    QVERIFY(settled());
    QCOMPARE(m_page->place().filterList("data"), QStringList({"project=apollo", "count=3"}));
    m_net->expectNothing();
}

void TestMessageFilters::ownTimesAreChosen()
{
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, json(anyList));
    open("messages");
    QVERIFY(settled());
    chip("time")->openChoices();
    auto *menu = chip("time")->findChild<QMenu *>();
    QVERIFY(menu);
    QCOMPARE(menu->actions().last()->text(), "From, until…");
    menu->actions().last()->trigger();
    menu->close();
    auto *range = chip("time")->findChild<RangePopup *>();
    QVERIFY(range);
    const QList<QCheckBox *> sides = range->findChildren<QCheckBox *>();
    const QList<QDateTimeEdit *> moments = range->findChildren<QDateTimeEdit *>();
    QCOMPARE(sides.size(), 2);
    QVERIFY(sides.first()->isChecked());
    QTest::keyClick(sides.last(), Qt::Key_Space);
    moments.first()->setDateTime({{2026, 2, 2}, {10, 0}});
    moments.last()->setDateTime({{2026, 2, 1}, {12, 0}});
    auto *apply = range->findChild<QPushButton *>();
    QTest::mouseClick(apply, Qt::LeftButton);
    QVERIFY(range->isVisible()); // the end is in front of the start
    moments.last()->setDateTime({{2026, 2, 3}, {12, 0}});
    m_net
        ->expect(
            "GET",
            "/v1/messages?page_size=50&inserted_at.gte=2026-02-02T10%3A00%3A00Z&inserted_at.lt=2026-02-03T12%"
            "3A00%3A00Z") // the tests run in UTC
        .reply(200, json(anyList));
    QTest::mouseClick(apply, Qt::LeftButton);
    QVERIFY(settled());
    QCOMPARE(m_page->place().address(), "messages?time=2026-02-02T10:00:00Z..2026-02-03T12:00:00Z");
    m_net->expectNothing();
}

void TestMessageFilters::offersWhatIsKnown()
{
    api::Message message;
    message.workflow = "invoice";
    message.source.categories = {"billing"};
    message.tenant = "acme";
    m_words->learn(message);
    m_words->nameChannel("c1", "Post");
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, json(anyList));
    open("messages");
    QVERIFY(settled());
    const auto offered = [this](const char *key) {
        QStringList values;
        for (const FilterChoice &choice : chip(key)->spec().choices)
            values += choice.value;
        return values;
    };
    QCOMPARE(offered("workflow"), QStringList {"invoice"});
    QCOMPARE(offered("channel"), QStringList {"c1"});
    QCOMPARE(offered("category"), QStringList {"billing"});
    QCOMPARE(offered("tenant"), QStringList({"", "acme"}));
    // A category out of the list, without typing.
    showChip("category");
    auto *editor = popup<LinesPopup>(chip("category"));
    auto *choices = editor->findChild<QListWidget *>();
    m_net->expect("GET", "/v1/messages?page_size=50&workflow_categories[]=billing").reply(200, json(anyList));
    QTest::mouseClick(choices->viewport(), Qt::LeftButton, {},
                      choices->visualItemRect(choices->item(0)).center());
    QTest::mouseClick(editor->findChild<QPushButton *>(), Qt::LeftButton);
    QVERIFY(settled());
    QCOMPARE(m_page->place().address(), "messages?category=billing");
}

void TestMessageFilters::noTenantIsLookedForInTheLoaded()
{
    // 500 rows are looked through, ten pages, of which two rows fit; then one is asked.
    const auto page = [](int from, const QByteArray &after) {
        QByteArray rows;
        for (int i = from; i < from + 50; ++i)
            rows += QByteArray(i > from ? "," : "") + "{'id': 'm" + QByteArray::number(i)
                + "', 'status': 'sent', 'recipient': 'ada', 'inserted_at': '2026-01-01T00:00:00Z', 'tenant': "
                + (i == 7 || i == 333 ? "null" : "'acme'") + "}";
        return json("{'items': [" + rows + "], 'page_info': {'after': '" + after + "'}}");
    };
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, page(0, "p1"));
    for (int i = 1; i < 10; ++i)
        m_net->expect("GET", "/v1/messages?after=p" + QByteArray::number(i) + "&page_size=50")
            .reply(200, page(i * 50, "p" + QByteArray::number(i + 1)));
    for (const char *part :
         {"/content", "/events?page_size=50", "/activities?page_size=50", "/delivery_logs?page_size=50"})
        m_net->expect("GET", QByteArray("/v1/messages/m7") + part).reply(500);
    open("messages?tenant=");
    ListPanel *list = m_page->panel()->list();
    QTRY_COMPARE(list->footerText(), "2 in the 500 loaded");
    QCOMPARE(list->shownRowCount(), 2);
    QVERIFY(chip("tenant")->isVisible());
    QCOMPARE(chip("tenant")->accessibleName(), "Tenant: no tenant");
    QPushButton *further = nullptr;
    for (auto *button : list->findChildren<QPushButton *>()) {
        if (button->text() == "Look through 500 more" && button->isVisible())
            further = button;
    }
    QVERIFY(further);
    QVERIFY(settled()); // the first of them is opened, a moment after it came
    m_net->expectNothing();
    m_net->expect("GET", "/v1/messages?after=p10&page_size=50")
        .reply(200, json("{'items': [], 'page_info': {'after': null}}"));
    QTest::mouseClick(further, Qt::LeftButton);
    QTRY_VERIFY(!further->isVisible());
    m_net->expectNothing();
}

QTEST_MAIN(TestMessageFilters)
#include "tst_messagefilters.moc"
