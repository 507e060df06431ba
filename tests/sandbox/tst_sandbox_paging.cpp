// Whatever comes and goes between two pages: a walk through a list sees everything that was there all the
// time exactly once, in order, and what comes in ahead of it as well (behaviour 4).
#include "sandbox/pagedlists.h"

#include <QSet>

using namespace sandboxtest;

namespace {

QStringList membersOf(const Reply &reply, const PagedList &list)
{
    QStringList keys;
    const QJsonArray rows = reply.rows();
    for (const QJsonValue &row : rows) {
        QJsonValue value = row;
        for (const char *name : list.path)
            value = value.toObject().value(QLatin1StringView(name));
        keys += value.toString();
    }
    return keys;
}

} // namespace

class TestSandboxPaging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walks_data();
    void walks();
    void chosenOnes_data();
    void chosenOnes();
    void anEmptyPageLeadsBack();
    void theNewestPlaceIsNotGivenAgain_data();
    void theNewestPlaceIsNotGivenAgain();

private:
    class Walk
    {
    public:
        Walk(PagingWorld &world, const PagedList &list, bool forward)
            : m_world(world)
            , m_list(list)
            , m_forward(forward)
        {
        }
        void begin();
        void step(); // one page, checked by itself
        void finish();
        bool isOver() const { return m_over; }

    private:
        bool isBefore(const PagedRow &a, const PagedRow &b) const
        {
            return m_list.newestFirst ? a.born > b.born : a.born < b.born;
        }
        QList<PagedRow> matching() const;
        Reply page(int size) const;
        void checkEnds(const Reply &reply, const QStringList &members) const;

        PagingWorld &m_world;
        const PagedList &m_list;
        const bool m_forward;
        QStringList m_seen; // in the order of the list
        QByteArray m_cursor;
        QSet<QString> m_atStart;
        bool m_over = false;
    };
    static void walkAll(const PagedList &list);
};

QList<PagedRow> TestSandboxPaging::Walk::matching() const
{
    QList<PagedRow> found;
    for (const PagedRow &row : m_world.rows(m_list.table)) {
        if (m_list.matches(row))
            found.append(row);
    }
    return found;
}

Reply TestSandboxPaging::Walk::page(int size) const
{
    QByteArray target
        = m_list.target + (m_list.target.contains('?') ? '&' : '?') + "page_size=" + QByteArray::number(size);
    if (!m_cursor.isEmpty())
        target += (m_forward ? "&after=" : "&before=") + m_cursor;
    return m_world.f.get(target);
}

// Backwards, the walk begins at the end: nothing changes on the way there.
void TestSandboxPaging::Walk::begin()
{
    for (const PagedRow &row : matching())
        m_atStart.insert(row.key);
    if (m_forward)
        return;
    Walk there(m_world, m_list, true);
    Reply last = there.page(50);
    while (!last.cursor("after").isNull()) {
        there.m_cursor = last.cursor("after").toString().toLatin1();
        last = there.page(50);
    }
    m_seen = membersOf(last, m_list);
    m_cursor = last.cursor("before").toString().toLatin1();
    m_over = m_cursor.isEmpty();
}

// A cursor is null exactly when nothing lies beyond.
void TestSandboxPaging::Walk::checkEnds(const Reply &reply, const QStringList &members) const
{
    bool precedes = false, follows = false;
    for (const PagedRow &row : matching()) {
        if (members.isEmpty()) {
            (m_forward ? precedes : follows) = true;
            continue;
        }
        precedes |= isBefore(row, m_world.row(m_list.table, members.first()));
        follows |= isBefore(m_world.row(m_list.table, members.last()), row);
    }
    QCOMPARE(reply.cursor("before").isString(), precedes);
    QCOMPARE(reply.cursor("after").isString(), follows);
}

void TestSandboxPaging::Walk::step()
{
    const int size = 1 + m_world.below(9);
    const Reply reply = page(size);
    QCOMPARE(reply.status, 200);
    const QStringList members = membersOf(reply, m_list);
    QVERIFY(members.size() <= size);
    for (const QString &key : members) {
        const auto same = [&](const PagedRow &row) { return row.key == key; };
        const QList<PagedRow> there = matching();
        QVERIFY2(std::any_of(there.begin(), there.end(), same), qPrintable(key));
    }
    checkEnds(reply, members);
    m_seen = m_forward ? m_seen + members : members + m_seen;
    m_cursor = reply.cursor(m_forward ? "after" : "before").toString().toLatin1();
    m_over = m_cursor.isEmpty();
}

void TestSandboxPaging::Walk::finish()
{
    QCOMPARE(QSet<QString>(m_seen.begin(), m_seen.end()).size(), m_seen.size());
    for (qsizetype i = 1; i < m_seen.size(); ++i)
        QVERIFY(
            isBefore(m_world.row(m_list.table, m_seen.at(i - 1)), m_world.row(m_list.table, m_seen.at(i))));
    // What is new comes in at the newest end: ahead of a walk that goes there.
    const bool meetsNew = m_forward != m_list.newestFirst;
    for (const PagedRow &row : matching()) {
        if (meetsNew || m_atStart.contains(row.key))
            QVERIFY2(m_seen.contains(row.key), qPrintable(row.key));
    }
}

void TestSandboxPaging::walkAll(const PagedList &list)
{
    PagingWorld world(qHash(list.target, size_t(5)));
    for (int i = 0; i < 150; ++i)
        world.change(list.table, 80);
    for (int round = 0; round < 6; ++round) {
        for (const bool forward : {true, false}) {
            Walk walk(world, list, forward);
            walk.begin();
            for (int pages = 0; !walk.isOver() && pages < 1000; ++pages) {
                walk.step();
                for (int i = world.below(5); i > 0 && !walk.isOver(); --i)
                    world.change(list.table, 80);
                if (QTest::currentTestFailed())
                    return;
            }
            QVERIFY(walk.isOver());
            walk.finish();
            if (QTest::currentTestFailed())
                return;
        }
    }
    QVERIFY(world.f.store->takeError().isNull());
}

void TestSandboxPaging::walks_data()
{
    QTest::addColumn<int>("index");
    const QList<PagedList> lists = messageLists() + otherLists();
    for (int i = 0; i < lists.size(); ++i)
        QTest::newRow(lists.at(i).target) << i;
}

void TestSandboxPaging::walks()
{
    QFETCH(int, index);
    walkAll((messageLists() + otherLists()).at(index));
}

void TestSandboxPaging::chosenOnes_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("filter"); // # is the number, * a key
    QTest::newRow("messages") << QByteArray("messages") << QByteArray("/v1/messages?x=1")
                              << QByteArray("&message_ids[]=*");
    QTest::newRow("subscribers") << QByteArray("subscriptions")
                                 << QByteArray("/v1/objects/d/focus/subscriptions?x=1")
                                 << QByteArray("&recipients[#][id]=*&recipients[#][collection]=boats");
    QTest::newRow("people who subscribe")
        << QByteArray("subscriptions") << QByteArray("/v1/objects/d/focus/subscriptions?x=1")
        << QByteArray("&recipients[]=*");
    QTest::newRow("a tenant") << QByteArray("tenants") << QByteArray("/v1/tenants?x=1")
                              << QByteArray("&tenant_id=*");
    for (const char *owner : {"users/focus", "objects/d/focus"})
        QTest::addRow("messages of %s", owner)
            << QByteArray("messages") << QByteArray("/v1/") + owner + "/messages?x=1"
            << QByteArray("&message_ids[]=*");
    QTest::newRow("subscriptions") << QByteArray("subscriptions")
                                   << QByteArray("/v1/users/focus/subscriptions?x=1")
                                   << QByteArray("&objects[#][id]=*&objects[#][collection]=d");
    QTest::newRow("subscriptions of an object")
        << QByteArray("subscriptions") << QByteArray("/v1/objects/teams/focus/subscriptions?mode=recipient")
        << QByteArray("&objects[#][id]=*&objects[#][collection]=d");
}

// Filters that name what they want: half of what is there.
void TestSandboxPaging::chosenOnes()
{
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, filter);
    const bool isRecipient = filter.contains("recipients"), isTeam = target.contains("mode=");
    const qsizetype most = table == "tenants" ? 1 : 50;
    const QString collection = filter.contains("collection") ? "boats" : "";
    const bool isObject = target.contains("objects");
    PagingWorld world(11);
    for (int i = 0; i < 150; ++i)
        world.change(table, 80);
    for (int round = 0; round < 8; ++round) {
        QSet<QString> wanted;
        PagedList list {.table = table, .target = target, .newestFirst = table != "tenants"};
        for (const PagedRow &row : world.rows(table)) {
            if (world.below(2) == 0 || wanted.size() >= most)
                continue;
            list.target += QByteArray(filter)
                               .replace('#', QByteArray::number(wanted.size()))
                               .replace('*', row.key.toUtf8());
            wanted.insert(row.key);
        }
        list.path = table != "subscriptions" ? QList<const char *> {"id"}
            : isRecipient                    ? QList<const char *> {"recipient", "id"}
                                             : QList<const char *> {"object", "id"};
        list.matches = [&](const PagedRow &row) {
            if (!wanted.contains(row.key))
                return false;
            if (table == "messages")
                return !target.contains("focus") || row.is.value("who") == (isObject ? "d/focus" : "focus");
            return table != "subscriptions"
                || (isRecipient ? row.is.value("end") == "object" && row.is.value("collection") == collection
                                : row.is.value("end") == (isTeam ? "team" : "user"));
        };
        for (const bool forward : {true, false}) {
            Walk walk(world, list, forward);
            walk.begin();
            while (!walk.isOver() && !QTest::currentTestFailed()) {
                walk.step();
                world.change(table, 80);
            }
            walk.finish();
            if (QTest::currentTestFailed())
                return;
        }
    }
}

// All that followed is gone: the page is empty, but still knows the way back.
void TestSandboxPaging::anEmptyPageLeadsBack()
{
    Fixture f;
    for (const char *id : {"a", "b", "c", "d"})
        f.addUser(id);
    const QByteArray after = f.get("/v1/users?page_size=2").cursor("after").toString().toLatin1();
    f.send("DELETE", "/v1/users/c");
    f.send("DELETE", "/v1/users/d");
    const Reply empty = f.get("/v1/users?after=" + after);
    QCOMPARE(empty.ids(), QStringList());
    QVERIFY(empty.cursor("after").isNull());
    const QByteArray before = empty.cursor("before").toString().toLatin1();
    QVERIFY(!before.isEmpty());
    QCOMPARE(f.get("/v1/users?before=" + before).ids(), (QStringList {"a", "b"}));
}

void TestSandboxPaging::theNewestPlaceIsNotGivenAgain_data()
{
    QTest::addColumn<QByteArray>("table");
    for (const char *table :
         {"users", "objects", "tenants", "messages", "schedules", "runs", "subscriptions"})
        QTest::newRow(table) << QByteArray(table);
}

// Who has read up to the newest row and asks what came since must be told, even if that row is gone.
void TestSandboxPaging::theNewestPlaceIsNotGivenAgain()
{
    QFETCH(QByteArray, table);
    PagingWorld world(3);
    const QString seq
        = QStringLiteral("SELECT max(seq) FROM %1").arg(table == "tenants" ? "objects" : QString(table));
    for (int i = 0; i < 20; ++i) {
        world.insert(table);
        const qint64 newest = world.f.store->value(seq).toLongLong();
        while (world.f.store->value(seq).toLongLong() == newest)
            world.removeOne(table);
        world.insert(table);
        QVERIFY(world.f.store->value(seq).toLongLong() > newest);
    }
}

QTEST_GUILESS_MAIN(TestSandboxPaging)
#include "tst_sandbox_paging.moc"
