// The feed beside the customer's own screen, against a real sandbox: the same items in the same order, the
// same badge, and the items behind each number, with a cancelled and a failed reading in between.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "api/client/client.h"
#include "api/sandbox/sandboxserver.h"
#include "api/schema/user.h"
#include "models/texts.h"
#include "models/vocabulary.h"
#include "ui/feed/countview.h"
#include "ui/feed/feedlist.h"
#include "ui/feed/feedpanel.h"
#include "ui/feed/feedside.h"
#include "ui/feed/requestline.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageBox>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace ui;
using api::sandbox::Fault;
using api::sandbox::SandboxServer;
using models::FeedNumber;

namespace {

constexpr const char *channel = "in_app_feed"; // its type
const QByteArray key = "sk_test_sandbox";

} // namespace

class TestFeedStory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void showsWhatTheCustomerSees();
    void everyNumberIsExplained_data();
    void everyNumberIsExplained();
    void aFaultInTheMiddleLosesNothing();
    void marksAll();

private:
    QJsonObject asTheWidget(const QString &request); // the answer to the same request, sent from elsewhere
    QAbstractButton *button(const QString &name) const;
    QAbstractButton *number(FeedNumber number) const;
    bool settled()
    {
        return QTest::qWaitFor([&] { return m_panel->isSettled(); }, 20'000);
    }
    CountView *view() const { return m_panel->side()->countView(); }
    qint64 meta(FeedNumber number) const { return numberOf(m_panel->model()->meta(), number); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SandboxServer> m_server;
    QString m_userId;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::Vocabulary> m_words;
    std::unique_ptr<FeedPanel> m_panel;
};

void TestFeedStory::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
    api::sandbox::ServerOptions options;
    options.size = {3, 4000, 30};
    options.rateLimits = false;
    m_server = std::make_unique<SandboxServer>(options);
    QSignalSpy ready(m_server.get(), &SandboxServer::ready);
    m_server->start();
    QVERIFY(ready.wait(60'000));
}

void TestFeedStory::init()
{
    api::Connection connection;
    connection.baseUrl = m_server->baseUrl();
    connection.key = key;
    connection.pace = false;
    connection.retry.maxRetries = 0; // a fault is to be met, not to be waited out
    m_client = std::make_unique<api::Client>(connection);
    if (m_userId.isEmpty()) {
        api::Call call
            = m_client->send(api::users::list({}), [this](const api::Result<api::Page<api::User>> &r) {
                  m_userId = r.value().rows.first().value.id;
              });
        QTRY_VERIFY(!m_userId.isEmpty());
    }
    m_words = std::make_unique<models::Vocabulary>();
    Context context;
    context.client = m_client.get();
    context.vocabulary = m_words.get();
    m_panel = std::make_unique<FeedPanel>(context, m_userId);
    m_panel->resize(1100, 700);
    m_panel->show();
    m_panel->activate();
    QVERIFY(settled());
    QVERIFY(m_panel->model()->rowCount() > 0);
}

void TestFeedStory::cleanup()
{
    m_server->clearFaults();
    m_panel.reset();
    m_words.reset();
    m_client.reset();
}

QJsonObject TestFeedStory::asTheWidget(const QString &request)
{
    QNetworkAccessManager network;
    QNetworkRequest http(QUrl(m_server->baseUrl().toString() + request.section(' ', 1)));
    http.setRawHeader("Authorization", "Bearer " + key);
    std::unique_ptr<QNetworkReply> reply(network.get(http));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    return finished.wait(20'000) ? QJsonDocument::fromJson(reply->readAll()).object() : QJsonObject();
}

QAbstractButton *TestFeedStory::button(const QString &name) const
{
    for (QAbstractButton *button : m_panel->findChildren<QAbstractButton *>()) {
        if (button->isVisible() && (button->accessibleName() == name || button->text() == name))
            return button;
    }
    return nullptr;
}

QAbstractButton *TestFeedStory::number(FeedNumber number) const
{
    const QString word = number == FeedNumber::Unseen ? "unseen"
        : number == FeedNumber::Unread                ? "unread"
                                                      : "in all";
    return button(models::numberText(meta(number)) + " " + word);
}

void TestFeedStory::showsWhatTheCustomerSees()
{
    const QJsonObject theirs = asTheWidget(m_panel->findChild<RequestLine *>()->request());
    const QJsonArray entries = theirs.value("entries").toArray();
    QCOMPARE(entries.size(), 50);
    for (int row = 0; row < entries.size(); ++row)
        QCOMPARE(m_panel->model()->row(row).value.raw, entries.at(row).toObject());
    const QJsonObject meta = theirs.value("meta").toObject();
    QCOMPARE(this->meta(FeedNumber::Unseen), meta.value("unseen_count").toInteger());
    QCOMPARE(this->meta(FeedNumber::Unread), meta.value("unread_count").toInteger());
    QCOMPARE(this->meta(FeedNumber::Total), meta.value("total_count").toInteger());
    for (const FeedNumber each : {FeedNumber::Unseen, FeedNumber::Unread, FeedNumber::Total})
        QVERIFY(number(each));
}

void TestFeedStory::everyNumberIsExplained_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("tenant"); // of the feed
    QTest::newRow("unseen") << int(FeedNumber::Unseen) << QString();
    QTest::newRow("unread") << int(FeedNumber::Unread) << QString();
    QTest::newRow("total") << int(FeedNumber::Total) << QString();
    QTest::newRow("of a tenant") << int(FeedNumber::Total) << "some";
}

void TestFeedStory::everyNumberIsExplained()
{
    QFETCH(int, number);
    QFETCH(QString, tenant);
    if (!tenant.isEmpty()) {
        for (int row = 0; row < m_panel->model()->rowCount(); ++row) {
            if (const QString one = m_panel->model()->row(row).value.tenant; !one.isEmpty())
                tenant = one;
        }
        QVERIFY2(tenant != "some", "no item has a tenant");
        auto filters = m_panel->filters();
        filters += {"tenant", tenant};
        m_panel->setFilters(filters);
        QVERIFY(settled());
    }
    QTest::mouseClick(this->number(FeedNumber(number)), Qt::LeftButton);
    QVERIFY(settled());
    const models::FeedTally tally = view()->count()->tally();
    QCOMPARE(qint64(tally.items), meta(FeedNumber(number)));
    QCOMPARE(view()->list()->model()->rowCount(), tally.items);
    QVERIFY2(view()->verdict().contains(models::numberText(tally.items)), qPrintable(view()->verdict()));
    int sum = 0;
    for (const int count : tally.ofTenant)
        sum += count;
    QCOMPARE(sum, tally.items);
    for (int row = 0; row < tally.items; ++row) {
        const api::FeedItem &item = view()->count()->items()->row(row).value;
        QVERIFY(FeedNumber(number) != FeedNumber::Unseen || item.seenAt.isNull());
        QVERIFY(FeedNumber(number) != FeedNumber::Unread || item.readAt.isNull());
        QVERIFY(item.archivedAt.isNull());
        QVERIFY(tenant.isEmpty() || item.tenant.isEmpty() || item.tenant == tenant);
    }
    // What is said of the archive and of the tenant is so.
    const QString causes = view()->causes().join('\n');
    QJsonObject archive = asTheWidget(
        m_panel->findChild<RequestLine *>()->request().replace("archived=exclude", "archived=only"));
    const char *names[] = {"unseen_count", "unread_count", "total_count"};
    const qint64 archived = archive.value("meta").toObject().value(names[number]).toInteger();
    QCOMPARE(causes.contains("archived and not counted"), archived > 0);
    QVERIFY(archived <= 1 || causes.contains(models::numberText(archived) + " more are archived"));
    if (!tenant.isEmpty())
        QVERIFY2(causes.contains("have no tenant"), qPrintable(causes));
}

void TestFeedStory::aFaultInTheMiddleLosesNothing()
{
    const qint64 total = meta(FeedNumber::Total);
    QVERIFY2(total > 400, qPrintable(QString::number(total))); // three pages at least
    models::FeedCount *count = view()->count();
    // Cancelled by hand as soon as the first page is there.
    const auto cancel = connect(count, &models::FeedCount::changed, this, [&] {
        if (count->read() == 200 && button("Cancel"))
            QTest::mouseClick(button("Cancel"), Qt::LeftButton);
    });
    QTest::mouseClick(number(FeedNumber::Total), Qt::LeftButton);
    QTRY_VERIFY(button("Go on"));
    disconnect(cancel);
    QCOMPARE(count->read(), 200);
    QVERIFY(view()->verdict().isEmpty());
    Fault fault;
    fault.path = "/v1/users/*/feeds/*";
    for (const Fault::Kind kind : {Fault::Kind::Status, Fault::Kind::Cut, Fault::Kind::Truncate}) {
        fault.kind = kind;
        m_server->clearFaults();
        QVERIFY(m_server->addFault(fault) != 0);
        QTest::mouseClick(button(kind == Fault::Kind::Status ? "Go on" : "Retry"), Qt::LeftButton);
        QTRY_VERIFY(count->state() == models::FeedCount::State::Failed);
        QTRY_VERIFY(button("Retry"));
        QCOMPARE(count->read(), 200);
    }
    m_server->clearFaults();
    QTest::mouseClick(button("Retry"), Qt::LeftButton);
    QVERIFY(settled());
    QTRY_COMPARE(count->state(), models::FeedCount::State::Done);
    QCOMPARE(qint64(count->read()), total);
    QVERIFY(view()->verdict().startsWith("The count says"));
}

void TestFeedStory::marksAll()
{
    const qint64 unseen = meta(FeedNumber::Unseen);
    QVERIFY(unseen > 0);
    QTest::mouseClick(button("Mark all seen"), Qt::LeftButton);
    QMessageBox *box = nullptr;
    const auto asked
        = [&] { return (box = m_panel->findChild<QMessageBox *>("markAllQuestion")) != nullptr; };
    QTRY_VERIFY(asked() || meta(FeedNumber::Unseen) == 0);
    if (box) {
        QVERIFY(box->text().contains(models::numberText(unseen)));
        for (QAbstractButton *each : box->buttons()) {
            if (each->text() == "Mark all seen")
                QTest::mouseClick(each, Qt::LeftButton);
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(meta(FeedNumber::Unseen), 0, 60'000);
    QVERIFY(!button("Mark all seen")->isEnabled());
    const QJsonObject theirs = asTheWidget(m_panel->findChild<RequestLine *>()->request());
    QCOMPARE(theirs.value("meta").toObject().value("unseen_count").toInteger(), 0);
    QTest::mouseClick(number(FeedNumber::Unseen), Qt::LeftButton);
    QVERIFY(settled());
    QCOMPARE(view()->verdict(), "The badge says 0; the feed holds 0 unseen items.");
}

QTEST_MAIN(TestFeedStory)
#include "tst_feedstory.moc"
