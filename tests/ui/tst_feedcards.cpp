// Two hundred items with every kind of block, in every script: all have a card, and nothing leaves for the
// network.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "ui/feed/cardlayout.h"
#include "ui/feed/feedcard.h"
#include "ui/feed/feedlist.h"
#include "ui/feedfixture.h"
#include "ui/message/safedocument.h"
#include "ui/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QTextBlock>
#include <QToolTip>

using namespace ui;
using namespace feedtest;

namespace {

struct Kind
{
    const char *name;
    const char *blocks;
    const char *spoken; // a piece of what a screen reader is told
};

constexpr Kind kinds[] = {
    {"markdown",
     "[{'name': 'body', 'type': 'markdown', 'rendered': '<p><b>Li</b> commented</p><ul><li>one</li>"
     "</ul><blockquote>quoted</blockquote><pre>code</pre><table><tr><td>cell</td></tr></table>'}]",
     "Li commented"},
    {"text", "[{'name': 'body', 'type': 'text', 'rendered': '5 < 6 & <b>not bold</b>'}]",
     "5 < 6 & <b>not bold</b>"},
    {"buttons",
     "[{'name': 'actions', 'type': 'button_set', 'buttons': [{'name': 'primary', 'label': 'Accept',"
     "'action': 'https://x.example/1'}, {'name': 'secondary', 'label': '', 'action': ''}]}]",
     "button Accept"},
    {"unknown", "[{'name': 'poll', 'type': 'poll', 'question': 'Lunch?', 'options': ['<i>soup</i>']}]",
     "Lunch?"},
    {"nothing", "[]", "An item without text"},
    {"right to left",
     "[{'name': 'body', 'type': 'markdown', 'rendered': '<p><b>سارة حداد</b> ردّت: رائع! نلتقي"
     " غداً في 10:30</p>'}]",
     "سارة حداد"},
    {"hebrew", "[{'name': 'body', 'type': 'text', 'rendered': 'דנה הזמינה אותך ל-Team Iberia'}]", "דנה"},
    {"emoji",
     "[{'name': 'body', 'type': 'markdown', 'rendered': "
     "'<p>\U0001F469\U0001F3FD\u200D\U0001F680\U0001F3F3\uFE0F\u200D\U0001F308 Launch "
     "\U0001F680\U0001F680\U0001F680 "
     "\U0001F1EA\U0001F1F8 "
     "done</p>'}]",
     "\U0001F680"},
    {"one word",
     "[{'name': 'body', 'type': 'text', 'rendered': 'https://a-very-long-address.example/without/any/"
     "blank/in/it/that/could/be/broken/at/all/and/on/and/on/and/on'}]",
     "https://a-very-long"},
    {"pictures",
     "[{'name': 'body', 'type': 'markdown', 'rendered': '<p>Look <img src=\\'http://127.0.0.1:1/x.png\\'>"
     "<script>alert(1)</script><style>p { color: red }</style></p>'}]",
     "Look"},
};

QByteArray everyKind(int count)
{
    QByteArrayList all;
    for (int n = 1; n <= count; ++n) {
        const QByteArray id = QByteArray::number(n);
        const QByteArray actors = n % 3 == 0 ? "'actors': [], 'total_actors': 0"
                                             : "'actors': [{'id': 'u" + id
                + "', 'name': 'سارة حداد', 'avatar': 'http://127.0.0.1:1/a.png'}],"
                  "'total_actors': "
                + QByteArray::number(n % 5);
        all += "{'id': 'm" + id + "', 'inserted_at': '2026-01-01T00:00:00Z', 'source': {'key': 'w'}, "
            + actors + ", 'total_activities': " + QByteArray::number(1 + n % 12)
            + ", 'blocks': " + kinds[std::size_t(n - 1) % std::size(kinds)].blocks + "}";
    }
    return all.join(',');
}

} // namespace

class TestFeedCards : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void twoHundredOfEveryKind();
    void standOnTheirSide_data();
    void standOnTheirSide();
    void tellWhoTookPart();

private:
    std::unique_ptr<Theme> m_theme;
};

void TestFeedCards::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestFeedCards::twoHundredOfEveryKind()
{
    FeedFixture f;
    f.net.expect("GET", feedUrl + "?page_size=200&archived=exclude")
        .reply(200, feed(everyKind(200), 200, 200, 200));
    f.net.expect("GET", eventsUrl("m1")).reply(200, events("delivered"));
    f.panel->setFilters({{"channel", "inapp"}, {"page_size", "200"}});
    f.panel->activate();
    QVERIFY(f.settled());
    FeedList *list = f.panel->view();
    QCOMPARE(list->model()->rowCount(), 200);
    for (int row = 0; row < 200; ++row) {
        const Kind &kind = kinds[std::size_t(row) % std::size(kinds)];
        const QString spoken = list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(kind.spoken), qPrintable(kind.name + (": " + spoken)));
        QVERIFY(!spoken.contains("alert") && !spoken.contains("color: red"));
    }
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        m_theme->setScheme(scheme);
        for (const int width : {700, 1100, 1600}) {
            f.panel->resize(width, 600);
            QVERIFY(!f.panel->grab().isNull());
            // All are laid out, one below the other.
            QTRY_VERIFY(list->visualRect(list->model()->index(199, 0)).height() > 0);
            for (int row = 1; row < 200; ++row)
                QCOMPARE(list->visualRect(list->model()->index(row, 0)).top(),
                         list->visualRect(list->model()->index(row - 1, 0)).bottom() + 1);
        }
    }
    m_theme->setScheme(Scheme::Light);
    list->scrollToBottom();
    QVERIFY(!f.panel->grab().isNull());
    QVERIFY(list->visibleIds().contains("m200"));
    f.net.expectNothing(); // no picture, no avatar
}

void TestFeedCards::standOnTheirSide_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<bool>("isRightToLeft");
    QTest::newRow("arabic") << "<p>سارة حداد ردّت</p>" << true;
    QTest::newRow("hebrew with a name") << "<p>דנה הזמינה אותך היום בערב ל-Team</p>" << true;
    QTest::newRow("english with a foreign name") << "<p>سارة replied to your comment</p>" << false;
    QTest::newRow("emoji only") << "<p>\U0001F680\U0001F3F3\uFE0F\u200D\U0001F308</p>" << false;
    QTest::newRow("english") << "<p>Jonas mentioned you</p>" << false;
}

void TestFeedCards::standOnTheirSide()
{
    QFETCH(QString, html);
    CardTexts texts;
    const SafeDocument *document = texts.document(html, 400);
    QTEST(document->defaultTextOption().textDirection() == Qt::RightToLeft, "isRightToLeft");
    QVERIFY(texts.height(html, 400) > 10);
    QVERIFY(texts.height(html, 60) > texts.height(html, 4000) || document->toPlainText().size() < 10);
}

void TestFeedCards::tellWhoTookPart()
{
    api::Row<api::FeedItem> row;
    row.value.totalActors = 5;
    api::Recipient actor;
    actor.id = "li";
    actor.name = "Li Ting";
    actor.avatar = "https://pictures.example/li.png";
    row.value.actors = {actor};
    const FeedCard card = cardOf(row, 0);
    QCOMPARE(card.avatarName, "Li Ting");
    QCOMPARE(card.avatarTip,
             "Li Ting\n4 others\n\nThe customer sees the picture https://pictures.example/li.png");
    QCOMPARE(card.marks.first().text, "+4 others");
    // Nobody in particular: no tip, no initials.
    row.value.actors.clear();
    QVERIFY(cardOf(row, 0).avatarName.isEmpty() && cardOf(row, 0).avatarTip.isEmpty());
}

QTEST_MAIN(TestFeedCards)
#include "tst_feedcards.moc"
