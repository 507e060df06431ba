// What is told of a number of a feed: each cause only where it applies, with its evidence.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "ui/feed/countwords.h"

#include <QTest>

using namespace ui;
using models::FeedNumber;
using models::FeedTally;

namespace {

api::FeedMeta meta(qint64 unseen, qint64 unread, qint64 total)
{
    return {unread, unseen, total};
}

// Nothing special about it: the number and its items agree.
FeedTally plain(FeedNumber number = FeedNumber::Unseen, int items = 5)
{
    FeedTally t;
    t.number = number;
    t.said = t.items = items;
    t.ofTenant = {{"", items}};
    t.now = meta(items, items, items);
    t.inArchive = meta(0, 0, 0);
    return t;
}

FeedTally changed(void (*change)(FeedTally &), FeedNumber number = FeedNumber::Unseen, int items = 5)
{
    FeedTally t = plain(number, items);
    change(t);
    return t;
}

} // namespace

class TestCountWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void verdicts_data();
    void verdicts();
    void arithmetic_data();
    void arithmetic();
    void causes_data();
    void causes();
    void keys();
};

void TestCountWords::verdicts_data()
{
    QTest::addColumn<FeedTally>("tally");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("agree");
    QTest::newRow("as it is") << plain() << "The badge says 5; the feed holds 5 unseen items." << true;
    QTest::newRow("one") << plain(FeedNumber::Unread, 1) << "The count says 1; the feed holds 1 unread item."
                         << true;
    QTest::newRow("all") << plain(FeedNumber::Total, 1200)
                         << "The count says 1,200; the feed holds 1,200 items." << true;
    QTest::newRow("differs") << changed([](FeedTally &t) { t.items = 3; })
                             << "The badge says 5; the feed holds 3 unseen items." << false;
    QTest::newRow("changed") << changed([](FeedTally &t) {
        t.items = 7;
        t.now = meta(7, 7, 7);
    }) << "The badge said 5 and says 7 now; the feed holds 7 unseen items."
                             << true;
    QTest::newRow("not told") << changed(
        [](FeedTally &t) {
            t.said = -1;
            t.now->totalCount.reset();
        },
        FeedNumber::Total) << "The service does not tell the number; the feed holds 5 items."
                              << false;
}

void TestCountWords::verdicts()
{
    QFETCH(FeedTally, tally);
    QTEST(countVerdict(tally), "text");
    QTEST(countsAgree(tally), "agree");
}

void TestCountWords::arithmetic_data()
{
    QTest::addColumn<FeedTally>("tally");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QMap<QString, int> &ofTenant, const char *text) {
        FeedTally t = plain();
        t.ofTenant = ofTenant;
        t.items = 0;
        for (const int count : ofTenant)
            t.items += count;
        QTest::newRow(name) << t << QString(text);
    };
    row("tenant and none", {{"", 2}, {"acme", 5}}, "7 = 5 for acme + 2 without tenant");
    row("largest first", {{"a", 1}, {"b", 3}, {"", 9}}, "13 = 3 for b + 1 for a + 9 without tenant");
    row("many", {{"a", 6}, {"b", 5}, {"c", 4}, {"d", 3}, {"e", 2}, {"f", 1}},
        "21 = 6 for a + 5 for b + 4 for c + 3 for d + 3 for 2 other tenants");
    row("five are named", {{"a", 5}, {"b", 4}, {"c", 3}, {"d", 2}, {"e", 1}},
        "15 = 5 for a + 4 for b + 3 for c + 2 for d + 1 for e");
    row("one tenant", {{"acme", 5}}, "All 5 are for acme.");
    row("one item", {{"acme", 1}}, "It is for acme.");
    row("no tenant", {{"", 5}}, "None of them has a tenant.");
    row("one without", {{"", 1}}, "It has no tenant.");
    row("nothing", {}, "");
}

void TestCountWords::arithmetic()
{
    QFETCH(FeedTally, tally);
    QTEST(countArithmetic(tally), "text");
}

void TestCountWords::causes_data()
{
    QTest::addColumn<FeedTally>("tally");
    QTest::addColumn<QStringList>("texts"); // a piece of each cause with its evidence, in their order
    const auto row = [](const char *name, const FeedTally &tally, const QStringList &texts) {
        QTest::newRow(name) << tally << texts;
    };
    row("none", plain(), {});
    row("changed", changed([](FeedTally &t) {
            t.items = 7;
            t.now = meta(7, 7, 7);
        }),
        {"changed meanwhile: it said 5 when its items were asked for and says 7 now."});
    row("changed again", changed([](FeedTally &t) { t.now = meta(7, 7, 7); }), {"says 7 now. Count again."});
    row("tenant", changed([](FeedTally &t) {
            t.query.tenant = "acme";
            t.ofTenant = {{"acme", 3}, {"", 2}};
        }),
        {"2 of these have no tenant: a tenant's feed holds and counts them, too. With “Has tenant: yes” the "
         "number would be 3."});
    row("tenant, strictly", changed([](FeedTally &t) {
            t.query.tenant = "acme";
            t.query.hasTenant = true;
            t.ofTenant = {{"acme", 5}};
        }),
        {});
    row("archive", changed([](FeedTally &t) { t.inArchive = meta(3, 4, 9); }),
        {"3 more are archived and not counted."});
    row("archive, unread", changed([](FeedTally &t) { t.inArchive = meta(3, 1, 9); }, FeedNumber::Unread),
        {"1 more is archived and not counted."});
    row("archive, of other numbers", changed([](FeedTally &t) { t.inArchive = meta(0, 4, 9); }), {});
    row("only the archive", changed([](FeedTally &t) {
            t.query.archived = "only";
            t.inArchive.reset();
            t.archived = 5;
        }),
        {"Only what is archived is counted here: the customer's own screen leaves it out unless it is told "
         "otherwise."});
    row("archive included", changed([](FeedTally &t) {
            t.query.archived = "include";
            t.inArchive.reset();
            t.archived = 2;
        }),
        {"2 of these are archived"});
    row("further down", changed([](FeedTally &t) { t.pastFirstPage = 4; }),
        {"4 of these are below the first page"});
    row("all on the first page", changed([](FeedTally &t) { t.pastFirstPage = 0; }), {});
    row("badge", changed([](FeedTally &t) { t.now = meta(5, 11, 64); }), {"not what is unread: that is 11."});
    row("badge, read unseen", changed([](FeedTally &t) {
            t.now = meta(5, 4, 64);
            t.read = 1;
        }),
        {"1 of these is read, but was never marked seen."});
    row("unread that the badge leaves out",
        changed(
            [](FeedTally &t) {
                t.now = meta(2, 5, 64);
                t.seen = 3;
            },
            FeedNumber::Unread),
        {"3 of these have been seen: the badge counts what is unseen. It says 2."});
    row("status is ignored",
        changed(
            [](FeedTally &t) {
                t.query.status = "read";
                t.anyStatus = meta(5, 5, 5);
            },
            FeedNumber::Total),
        {"The list shows what is read; the number is 5 whatever status is chosen."});
    row("status is followed",
        changed(
            [](FeedTally &t) {
                t.query.status = "read";
                t.anyStatus = meta(5, 5, 64);
            },
            FeedNumber::Total),
        {"with read it says 5, without it 64."});
    row("status all is none", changed([](FeedTally &t) { t.query.status = "all"; }), {});
    row("blank", changed([](FeedTally &t) { t.blank = 1; }),
        {"1 of these has no text and no button to show, but counts."});
    row("broken", changed([](FeedTally &t) { t.broken = 2; }), {"2 of these did not come as they should"});
    row("nothing explains it", changed([](FeedTally &t) {
            t.items = 3;
            t.ofTenant = {{"", 3}};
        }),
        {"differ, and nothing found here explains it."});
}

void TestCountWords::causes()
{
    QFETCH(FeedTally, tally);
    QFETCH(QStringList, texts);
    const QStringList all = countCauses(tally);
    QVERIFY2(all.size() == texts.size(), qPrintable(all.join('\n')));
    for (qsizetype i = 0; i < all.size(); ++i)
        QVERIFY2(all.at(i).contains(texts.at(i)), qPrintable(all.at(i)));
}

void TestCountWords::keys()
{
    for (const FeedNumber number : {FeedNumber::Unseen, FeedNumber::Unread, FeedNumber::Total})
        QCOMPARE(countOfKey(countKey(number)), std::optional(number));
    QVERIFY(!countOfKey("everything"));
    QCOMPARE(countTitle(FeedNumber::Total, -1), "? in all");
}

QTEST_APPLESS_MAIN(TestCountWords)
#include "tst_countwords.moc"
