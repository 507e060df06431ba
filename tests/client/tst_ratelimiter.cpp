#include "api/client/ratelimiter.h"

#include <QSignalSpy>
#include <QTest>

using namespace api;

namespace {

constexpr EndpointInfo one {.name = "one", .tier = Tier::One};
constexpr EndpointInfo five {.name = "five", .tier = Tier::Two};
constexpr EndpointInfo feed {.name = "feed", .tier = Tier::Two, .scope = Scope::User};

}

class TestRateLimiter : public QObject
{
    Q_OBJECT

    qint64 m_now = 0;
    QStringList m_granted;
    bool m_answersAtOnce = true; // the service, whatever is asked by ask()
    std::unique_ptr<RateLimiter> m_limiter;

    // Asks for a token; the name is noted once it is there.
    RateLimiter::Ticket ask(const EndpointInfo &endpoint, const char *name,
                            Priority priority = Priority::Foreground, const QString &user = {})
    {
        const QString text = QString::fromLatin1(name);
        const auto leave = [this, text, &endpoint, user] {
            m_granted += text;
            if (m_answersAtOnce)
                m_limiter->answered(endpoint, user, 0);
        };
        const auto ticket = m_limiter->acquire(endpoint, user, priority, leave);
        if (ticket == 0)
            leave();
        return ticket;
    }
    void passTo(qint64 now)
    {
        m_now = now;
        m_limiter->wake();
    }
    QString granted() const { return m_granted.join(u' '); }

private Q_SLOTS:
    void init()
    {
        m_now = 100000;
        m_granted.clear();
        m_answersAtOnce = true;
        m_limiter = std::make_unique<RateLimiter>([this] { return m_now; });
    }

    void allowsTheTierAtOnceAndThenWaits()
    {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(ask(five, "a"), 0u);
        QVERIFY(ask(five, "b") != 0);
        QCOMPARE(m_limiter->budget(five).available, 0);
        QCOMPARE(m_limiter->budget(five).waiting, 1);
        QCOMPARE(m_limiter->waiting(), 1);
        passTo(100999);
        QCOMPARE(granted(), QStringLiteral("a a a a a"));
        passTo(101100);
        QCOMPARE(granted(), QStringLiteral("a a a a a b"));
        QCOMPARE(m_limiter->budget(five).available, 4);
        QCOMPARE(m_limiter->waiting(), 0);
    }

    void noSecondSeesMoreThanTheTier()
    {
        QList<qint64> times;
        const auto leave = [&] {
            times += m_now;
            m_limiter->answered(five, {}, 0);
        };
        for (int i = 0; i < 40; ++i) {
            if (m_limiter->acquire(five, {}, Priority::Foreground, leave) == 0)
                leave();
        }
        for (int step = 0; step < 2000; ++step)
            passTo(m_now + 7);
        QCOMPARE(times.size(), 40);
        for (qsizetype i = 5; i < times.size(); ++i)
            QVERIFY2(times[i] - times[i - 5] > 1000, qPrintable(QString::number(i)));
    }

    // The service counted it at the latest when it answered.
    void aQuickAnswerBringsTheTokenBackSooner()
    {
        m_answersAtOnce = false;
        QCOMPARE(ask(one, "a"), 0u);
        ask(one, "b");
        m_now = 100004;
        m_limiter->answered(one, {}, 4);
        passTo(101004); // a second later it may still count
        QCOMPARE(granted(), QStringLiteral("a"));
        passTo(101007);
        QCOMPARE(granted(), QStringLiteral("a b"));
    }

    // A service that is far away answers as late as ever; that does not cost more than the allowance.
    void farAwayIsNotSlow()
    {
        m_answersAtOnce = false;
        for (int i = 0; i < 20; ++i) { // it learns how far
            ask(five, "x");
            m_now += 400;
            m_limiter->answered(five, {}, 400);
        }
        passTo(m_now + 2000);
        m_granted.clear();
        const qint64 sent = m_now;
        for (int i = 0; i < 6; ++i)
            ask(five, "a");
        m_now = sent + 400;
        m_limiter->answered(five, {}, 400);
        passTo(sent + 1009);
        QCOMPARE(granted(), QStringLiteral("a a a a a"));
        passTo(sent + 1010);
        QCOMPARE(granted(), QStringLiteral("a a a a a a"));
    }

    // Nor can the service have counted what waited for one of the connections there are.
    void whatWaitsForAConnectionIsCountedLater()
    {
        m_answersAtOnce = false;
        const qint64 sent = m_now;
        for (int i = 0; i < 6; ++i)
            ask(five, "a");
        m_now = sent + 160;
        for (int i = 0; i < 5; ++i)
            m_limiter->answered(five, {}, 160, 155);
        passTo(sent + 155 + 1000);
        QCOMPARE(granted(), QStringLiteral("a a a a a"));
        passTo(sent + 160 + 1010);
        QCOMPARE(granted(), QStringLiteral("a a a a a a"));
    }

    // What stands before a service that is busy with something else is counted when it gets in.
    void aStallIsNotAddedTo()
    {
        m_answersAtOnce = false;
        for (int i = 0; i < 5; ++i)
            ask(five, "a");
        for (int i = 0; i < 5; ++i)
            ask(five, "b");
        passTo(102500); // no answer to any
        QCOMPARE(granted(), QStringLiteral("a a a a a"));
        for (int i = 0; i < 5; ++i)
            m_limiter->answered(five, {}, 2500); // now they are, all counted just before
        passTo(103400);
        QCOMPARE(granted(), QStringLiteral("a a a a a"));
        passTo(103500);
        QCOMPARE(granted(), QStringLiteral("a a a a a b b b b b"));
    }

    void whatIsNeverAnsweredComesBackInTheEnd()
    {
        m_answersAtOnce = false;
        ask(one, "a");
        ask(one, "b");
        passTo(104999);
        QCOMPARE(granted(), QStringLiteral("a"));
        passTo(105000);
        QCOMPARE(granted(), QStringLiteral("a b"));
        m_limiter->answered(one, {}, 5000); // late, and counted late
        ask(one, "c");
        m_limiter->givenUp(one, {}, 0);
        passTo(106040);
        QCOMPARE(granted(), QStringLiteral("a b"));
        passTo(106050);
        QCOMPARE(granted(), QStringLiteral("a b c"));
    }

    void whatDidNotLeaveCostsNothing()
    {
        m_answersAtOnce = false;
        ask(one, "a");
        ask(one, "b");
        m_limiter->unused(one, {});
        passTo(m_now);
        QCOMPARE(granted(), QStringLiteral("a b"));
    }

    void bucketsAreApart()
    {
        QCOMPARE(ask(one, "a"), 0u);
        QVERIFY(ask(one, "b") != 0);
        QCOMPARE(ask(five, "c"), 0u);
        QCOMPARE(m_limiter->budget(five).available, 4);
    }

    void feedsCountForEachUser()
    {
        for (int i = 0; i < 5; ++i)
            ask(feed, "a", Priority::Foreground, QStringLiteral("alice"));
        QVERIFY(ask(feed, "a", Priority::Foreground, QStringLiteral("alice")) != 0);
        QCOMPARE(ask(feed, "b", Priority::Foreground, QStringLiteral("bob")), 0u);
        // Elsewhere the user does not matter.
        ask(one, "x", Priority::Foreground, QStringLiteral("alice"));
        QVERIFY(ask(one, "x", Priority::Foreground, QStringLiteral("bob")) != 0);
    }

    void foregroundPassesBackground()
    {
        ask(one, "first");
        ask(one, "job1", Priority::Background);
        ask(one, "job2", Priority::Background);
        ask(one, "click");
        passTo(102000);
        passTo(104000);
        passTo(106000);
        QCOMPARE(granted(), QStringLiteral("first click job1 job2"));
    }

    void backgroundLeavesAFifth()
    {
        for (int i = 0; i < 4; ++i)
            QCOMPARE(ask(five, "job", Priority::Background), 0u);
        QVERIFY(ask(five, "job", Priority::Background) != 0);
        QCOMPARE(ask(five, "click"), 0u);
        QVERIFY(ask(one, "only") == 0); // a bucket of one is nobody's alone
    }

    void aNewcomerInTheBackgroundDoesNotPass()
    {
        ask(one, "first");
        ask(one, "job1", Priority::Background);
        m_now = 102000; // a token is back, but nobody has been served yet
        QVERIFY(ask(one, "job2", Priority::Background) != 0);
        passTo(102000);
        passTo(104000);
        QCOMPARE(granted(), QStringLiteral("first job1 job2"));
    }

    void leavingTheQueue()
    {
        ask(one, "first");
        const auto ticket = ask(one, "gone");
        ask(one, "stays");
        m_limiter->leave(ticket);
        QCOMPARE(m_limiter->budget(one).waiting, 1);
        passTo(102000);
        QCOMPARE(granted(), QStringLiteral("first stays"));
        m_limiter->leave(ticket); // not there any more: nothing happens
        m_limiter->leave(12345);
    }

    void pauseHoldsOneBucket()
    {
        m_limiter->pause(five, {}, 3000);
        QVERIFY(ask(five, "a") != 0);
        QCOMPARE(ask(one, "b"), 0u);
        QCOMPARE(m_limiter->budget(five).available, 0);
        QCOMPARE(m_limiter->budget(five).pausedMs, 3000);
        passTo(102900);
        QCOMPARE(granted(), QStringLiteral("b"));
        m_limiter->pause(five, {}, 10); // a shorter one does not end the longer
        passTo(103000);
        QCOMPARE(granted(), QStringLiteral("b a"));
        QCOMPARE(m_limiter->budget(five).pausedMs, 0);
    }

    void grantsMayAskAgain()
    {
        ask(one, "first");
        m_limiter->acquire(one, {}, Priority::Foreground, [this] {
            m_granted += QStringLiteral("second");
            m_limiter->answered(one, {}, 0);
            ask(one, "third");
        });
        passTo(102000);
        QCOMPARE(granted(), QStringLiteral("first second"));
        passTo(104000);
        QCOMPARE(granted(), QStringLiteral("first second third"));
    }

    void grantsMaySendOthersAway()
    {
        for (int i = 0; i < 5; ++i)
            ask(five, "x");
        RateLimiter::Ticket other = 0;
        m_limiter->acquire(five, {}, Priority::Foreground, [&] { m_limiter->leave(other); });
        other = ask(five, "other");
        passTo(102000);
        QVERIFY(!m_granted.contains(QStringLiteral("other")));
    }

    void tellsWhatIsInUse()
    {
        QVERIFY(m_limiter->inUse().isEmpty());
        ask(feed, "a", Priority::Foreground, QStringLiteral("ada"));
        ask(one, "b");
        ask(one, "c");
        ask(one, "d", Priority::Background);
        ask(one, "e", Priority::Background);
        m_limiter->pause(feed, QStringLiteral("ada"), 120'000);
        auto uses = m_limiter->inUse();
        QCOMPARE(uses.size(), 2);
        const auto &first = uses.at(uses.at(0).endpoint == &one ? 0 : 1);
        QCOMPARE(first.endpoint, &one);
        QCOMPARE(first.budget.available, 0);
        QCOMPARE(first.budget.waiting, 3);
        QCOMPARE(first.budget.waitingInBackground, 2);
        const auto &second = uses.at(uses.at(0).endpoint == &one ? 1 : 0);
        QCOMPARE(second.user, QStringLiteral("ada"));
        QCOMPARE(second.budget.pausedMs, 120'000);
        for (int i = 1; i <= 3; ++i)
            passTo(m_now + 1100);
        passTo(m_now + 60'000); // nobody asked for a minute, but one still pauses
        uses = m_limiter->inUse();
        QCOMPARE(uses.size(), 1);
        QCOMPARE(uses.first().endpoint, &feed);
        passTo(m_now + 60'000);
        QVERIFY(m_limiter->inUse().isEmpty());
    }

    void budgetOfTheUntouched()
    {
        const auto budget = m_limiter->budget(five);
        QCOMPARE(budget.available, 5);
        QCOMPARE(budget.perSecond, 5);
        QCOMPARE(budget.waiting, 0);
    }

    void saysOnceThatMuchChanged()
    {
        QSignalSpy changed(m_limiter.get(), &RateLimiter::changed);
        for (int i = 0; i < 20; ++i)
            ask(five, "a");
        QCOMPARE(changed.count(), 0); // later
        QTRY_COMPARE(changed.count(), 1);
    }

    void wakesByItself()
    {
        RateLimiter limiter; // the real clock
        bool done = false;
        QCOMPARE(limiter.acquire(one, {}, Priority::Foreground, [] {}), 0u);
        limiter.answered(one, {}, 0);
        QVERIFY(limiter.acquire(one, {}, Priority::Foreground, [&] { done = true; }) != 0);
        QTRY_VERIFY(done);
    }

    void manyUsersDoNotPileUp()
    {
        for (int i = 0; i < 3000; ++i) {
            m_now += 2000;
            QCOMPARE(ask(feed, "a", Priority::Foreground, QString::number(i)), 0u);
        }
        QCOMPARE(m_limiter->waiting(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "tst_ratelimiter.moc"
