#include "models/vocabulary.h"
#include "ui/omnibox.h"
#include "ui/theme.h"

#include <QApplication>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace ui;

class TestOmnibox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void guesses_data();
    void guesses();
    void guessesEverything_data();
    void guessesEverything();
    void offersAndOpens();
    void escapeLeaves();
    void offersRecentPlaces();

private:
    static QStringList kinds();
    std::unique_ptr<Theme> m_theme;
};

QStringList TestOmnibox::kinds()
{
    return {QStringLiteral("people"), QStringLiteral("user"), QStringLiteral("messages"),
            QStringLiteral("message"), QStringLiteral("bulk")};
}

void TestOmnibox::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestOmnibox::guesses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("addresses");
    const auto row = [](const char *name, const char *text, const QStringList &addresses) {
        QTest::newRow(name) << QString::fromUtf8(text) << addresses;
    };
    const auto s = [](const char *text) { return QString::fromUtf8(text); };
    const QString uuid = s("3fa85f64-5717-4562-b3fc-2c963f66afa6");
    const QString ksuid = s("2mWqZ8rT0aBcDeFgHiJkLmNoPqR");
    row("nothing", "", {});
    row("blanks", "  \n ", {});
    row("a person", "marta-alvarez-204", {s("user:marta-alvarez-204")});
    row("an email", "marta@parkway.example", {s("user:marta@parkway.example")});
    row("blanks inside", "a b", {s("user:a%20b")});
    row("quoted", "\"alice\"", {s("user:alice")});
    row("several lines", "\n\n alice \nbob", {s("user:alice")});
    row("a uuid", qPrintable(uuid), {s("bulk:") + uuid, s("user:") + uuid, s("message:") + uuid});
    row("a message", qPrintable(ksuid), {s("message:") + ksuid, s("user:") + ksuid, s("bulk:") + ksuid});
    row("26 letters", "2mWqZ8rT0aBcDeFgHiJkLmNoPq", {s("user:2mWqZ8rT0aBcDeFgHiJkLmNoPq")});
    row("an address", "user:alice/feed", {s("user:alice/feed"), s("user:user:alice%2Ffeed")});
    row("a list", "messages?status=bounced",
        {s("messages?status=bounced"), s("user:messages%3Fstatus%3Dbounced")});
    row("a page by its name", "Messages", {s("messages"), s("user:Messages")});
    row("the beginning of a page's name", "bul", {s("bulk"), s("user:bul")});
    row("too little of a name", "bu", {s("user:bu")});
    row("an address of no page", "tenant:acme", {s("user:tenant:acme")});
    row("a link to a person", "https://api.example/v1/users/al%2Fice/messages", {s("user:al%2Fice")});
    row("a link to a message", "https://x.example/acme/messages/abc?tab=1", {s("message:abc")});
    row("a link to a bulk operation", "http://localhost/v1/bulk_operations/b1", {s("bulk:b1")});
    row("another link", "https://x.example/things/alice", {s("user:alice")});
    row("a link to nothing", "https://x.example/", {});
    row("json of a person", "{\"__typename\": \"User\", \"id\": \"alice\"}", {s("user:alice")});
    row("json of a message", "{\"id\": \"m1\", \"__typename\": \"Message\"}", {s("message:m1")});
    row("json without a type", "{\"id\": \"alice\"}", {s("user:alice")});
    row("json without an id", "{\"x\": 1}", {});
    row("markup", "<script>alert(1)</script>", {s("user:%3Cscript%3Ealert(1)%3C%2Fscript%3E")});
}

// With all pages there are.
void TestOmnibox::guessesEverything_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("addresses");
    const auto row = [](const char *name, const char *text, const QStringList &addresses) {
        QTest::newRow(name) << QString::fromUtf8(text) << addresses;
    };
    const auto s = [](const char *text) { return QString::fromUtf8(text); };
    const QString uuid = s("3fa85f64-5717-4562-b3fc-2c963f66afa6");
    row("a word", "new-comment", {s("user:new-comment"), s("workflow:new-comment")});
    row("a part of some", "COMMENT",
        {s("user:COMMENT"), s("workflow:comment-digest"), s("workflow:new-comment")});
    row("a channel by name", "sendgr", {s("user:sendgr"), s("channel:mail-1")});
    row("a single letter finds no words", "c", {s("user:c")});
    row("an object", "projects/apollo", {s("user:projects%2Fapollo"), s("object:projects/apollo")});
    row("an object's address", "object:projects/a%2Fb/raw",
        {s("object:projects/a%2Fb/raw"), s("user:object:projects%2Fa%252Fb%2Fraw")});
    row("a tenant as an object", "$tenants/acme", {s("user:$tenants%2Facme"), s("object:$tenants/acme")});
    row("a channel's address", "channel:c1?status=sent",
        {s("channel:c1?status=sent"), s("user:channel:c1%3Fstatus%3Dsent")});
    row("a uuid", qPrintable(uuid),
        {s("bulk:") + uuid, s("user:") + uuid, s("message:") + uuid, s("channel:") + uuid});
    row("an email", "marta@parkway.example", {s("user:marta@parkway.example")});
    row("a link to an object", "https://api.example/v1/objects/projects/apollo/messages",
        {s("object:projects/apollo")});
    row("a link to a workflow", "https://x.example/workflows/new-comment/steps", {s("workflow:new-comment")});
    row("json of an object", "{\"id\": \"apollo\", \"collection\": \"projects\"}",
        {s("object:projects/apollo")});
    row("json of a channel", "{\"id\": \"c1\", \"__typename\": \"Channel\"}", {s("channel:c1")});
}

void TestOmnibox::guessesEverything()
{
    QFETCH(QString, text);
    const QStringList all = kinds()
        + QStringList {QStringLiteral("object"), QStringLiteral("workflow"), QStringLiteral("channel")};
    QStringList addresses;
    models::Vocabulary words;
    words.nameChannel(QStringLiteral("mail-1"), QStringLiteral("SendGrid"));
    for (const char *key : {"new-comment", "comment-digest", "invoice"}) {
        api::Message message;
        message.workflow = QString::fromLatin1(key);
        words.learn(message);
    }
    for (const Candidate &candidate : guessPlaces(text, all, &words)) {
        QVERIFY(!candidate.text.isEmpty());
        addresses.append(candidate.place.address());
    }
    QTEST(addresses, "addresses");
}

void TestOmnibox::guesses()
{
    QFETCH(QString, text);
    QStringList addresses;
    for (const Candidate &candidate : guessPlaces(text, kinds())) {
        QVERIFY(!candidate.text.isEmpty());
        addresses.append(candidate.place.address());
    }
    QTEST(addresses, "addresses");
}

void TestOmnibox::offersAndOpens()
{
    QWidget window;
    window.resize(700, 500);
    Omnibox omnibox(&window);
    omnibox.setGeometry(20, 20, 600, 32);
    omnibox.setKinds(kinds());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QSignalSpy opened(&omnibox, &Omnibox::openRequested);
    omnibox.focusAndSelect();
    QVERIFY(!omnibox.popup()->isVisible());
    QTest::keyClicks(&omnibox, QStringLiteral("3fa85f64-5717-4562-b3fc-2c963f66afa6"));
    QVERIFY(omnibox.popup()->isVisible());
    QCOMPARE(omnibox.popup()->count(), 3);
    QTest::keyClick(&omnibox, Qt::Key_Down);
    QTest::keyClick(&omnibox, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.last().at(0).value<Place>().kind, QStringLiteral("user"));
    QVERIFY(!omnibox.popup()->isVisible());
    // What was typed is still there, and Enter works again.
    QVERIFY(!omnibox.text().isEmpty());
    QTest::keyClick(&omnibox, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(opened.last().at(0).value<Place>().kind, QStringLiteral("bulk"));
    QCOMPARE(opened.last().at(1).toBool(), true);
    omnibox.setText(QStringLiteral("alice"));
    QTRY_COMPARE(omnibox.popup()->count(), 1);
    QListWidget *popup = omnibox.popup();
    QTest::mouseClick(popup->viewport(), Qt::LeftButton, {}, popup->visualItemRect(popup->item(0)).center());
    QCOMPARE(opened.last().at(0).value<Place>().address(), QStringLiteral("user:alice"));
}

void TestOmnibox::escapeLeaves()
{
    QWidget window;
    Omnibox omnibox(&window);
    omnibox.setKinds(kinds());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    omnibox.focusAndSelect();
    QTest::keyClicks(&omnibox, QStringLiteral("alice"));
    QSignalSpy left(&omnibox, &Omnibox::left);
    QTest::keyClick(&omnibox, Qt::Key_Escape);
    QCOMPARE(left.count(), 1);
    QVERIFY(!omnibox.popup()->isVisible());
    QCOMPARE(omnibox.text(), QStringLiteral("alice"));
}

void TestOmnibox::offersRecentPlaces()
{
    QWidget window;
    Omnibox omnibox(&window);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    omnibox.setRecent({candidateFor(Place::fromAddress(QStringLiteral("user:alice")))});
    QSignalSpy opened(&omnibox, &Omnibox::openRequested);
    omnibox.focusAndSelect();
    QVERIFY(omnibox.popup()->isVisible());
    QTest::keyClick(&omnibox, Qt::Key_Return);
    // Enter in an empty field takes what is marked.
    QCOMPARE(opened.count(), 1);
}

QTEST_MAIN(TestOmnibox)
#include "tst_omnibox.moc"
