#include "ui/place.h"

#include <QTest>

using ui::Place;

class TestPlace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void isNoAddress_data();
    void isNoAddress();
    void survivesTheRoundTrip_data();
    void survivesTheRoundTrip();
    void filters();
};

void TestPlace::reads_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("section");
    QTest::addColumn<QString>("status");
    const auto row = [](const char *name, const char *address, const char *kind, const char *id,
                        const char *section, const char *status) {
        QTest::newRow(name) << QString::fromUtf8(address) << QString::fromUtf8(kind) << QString::fromUtf8(id)
                            << QString::fromUtf8(section) << QString::fromUtf8(status);
    };
    row("a list", "people", "people", "", "", "");
    row("an id", "user:alice", "user", "alice", "", "");
    row("a section", "user:alice/feed", "user", "alice", "feed", "");
    row("a filter", "messages?status=bounced", "messages", "", "", "bounced");
    row("all of it", "user:alice/messages?status=bounced&x=1", "user", "alice", "messages", "bounced");
    row("blanks around", "  user:alice \n", "user", "alice", "", "");
    row("colons in the id", "user:a:b:c", "user", "a:b:c", "", "");
    row("a slash, encoded", "user:a%2Fb", "user", "a/b", "", "");
    row("an umlaut, by hand", "user:jürgen", "user", "jürgen", "", "");
    row("an emoji, by hand", "user:😀", "user", "😀", "", "");
    row("a lone percent sign", "user:100%", "user", "100%", "", "");
    row("a percent sign that starts no code", "user:5%zz", "user", "5%zz", "", "");
    row("a filter without a value", "messages?status", "messages", "", "", "");
    row("an object", "object:projects/apollo", "object", "projects/apollo", "", "");
    row("an object's section", "object:$tenants/acme/raw?status=sent", "object", "$tenants/acme", "raw",
        "sent");
    row("an object with slashes in its id", "object:files/a%2Fb%2Fc/messages", "object", "files/a/b/c",
        "messages", "");
    row("a workflow", "workflow:new-comment?status=sent", "workflow", "new-comment", "", "sent");
}

void TestPlace::reads()
{
    QFETCH(QString, address);
    const Place place = Place::fromAddress(address);
    QVERIFY(place.isValid());
    QTEST(place.kind, "kind");
    QTEST(place.id, "id");
    QTEST(place.section, "section");
    QTEST(place.filter(QStringLiteral("status")), "status");
}

void TestPlace::isNoAddress_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "   ", ":", ":alice", "user:", "User:alice", "a b", "1x", "marta@parkway.example",
          "https://api.example/v1", "{\"id\": 1}", "?status=sent", "/feed", "-user:a", "object:projects",
          "object:projects/", "object:/apollo", "object/a"})
        QTest::newRow(QByteArray(text).toPercentEncoding().constData()) << QString::fromUtf8(text);
}

void TestPlace::isNoAddress()
{
    QFETCH(QString, text);
    // A link looks like kind:id, but no page is of the kind http; only the bare form is refused here.
    if (text.startsWith(QLatin1StringView("https")))
        QVERIFY(Place::fromAddress(text).kind == QLatin1StringView("https")
                || !Place::fromAddress(text).isValid());
    else
        QVERIFY(!Place::fromAddress(text).isValid());
}

void TestPlace::survivesTheRoundTrip_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"alice",       "a b",
                             "a/b",         "a?b",
                             "a#b",         "a&b=c",
                             "100%",        "%25",
                             "%2F",         "a:b",
                             "a+b",         "jürgen",
                             "李婷",        "سارة",
                             "😀",           "'; drop table users; --",
                             "<b>bold</b>", "line\nbreak",
                             "tab\there",   "..",
                             "../../etc",   "\"quoted\"",
                             "back\\slash", " leading",
                             "trailing ",   "marta@parkway.example",
                             "null",        "0"})
        QTest::newRow(QByteArray(text).toPercentEncoding().constData()) << QString::fromUtf8(text);
}

void TestPlace::survivesTheRoundTrip()
{
    QFETCH(QString, text);
    const Place place {
        QStringLiteral("user"), text, text, {{text, text}, {QStringLiteral("k"), QString()}, {text, text}}};
    QCOMPARE(Place::fromAddress(place.address()), place);
    Place object = Place::ofObject(QStringLiteral("files"), text, text);
    QCOMPARE(Place::fromAddress(object.address()), object);
    QCOMPARE(object.collection(), QStringLiteral("files"));
    QCOMPARE(object.objectId(), text);
    // An address is one word that can be pasted anywhere.
    QVERIFY(!place.address().contains(u' '));
    QVERIFY(!place.address().contains(u'\n'));
}

void TestPlace::filters()
{
    Place place = Place::fromAddress(QStringLiteral("messages?status=bounced&tenant=acme&status=sent"));
    const QString status = QStringLiteral("status");
    QCOMPARE(place.filterList(status), QStringList({QStringLiteral("bounced"), QStringLiteral("sent")}));
    QVERIFY(place.filter(QStringLiteral("nope")).isNull());
    place.setFilter(status, {QStringLiteral("queued")});
    QCOMPARE(place.address(), QStringLiteral("messages?tenant=acme&status=queued"));
    place.setFilter(status, {});
    QCOMPARE(place.address(), QStringLiteral("messages?tenant=acme"));
}

QTEST_GUILESS_MAIN(TestPlace)
#include "tst_place.moc"
