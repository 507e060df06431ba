#include "api/rules/deliveryrules.h"

#include <QTest>

using namespace api;

namespace {
const QList<Delivery> all {
    Delivery::Queued,      Delivery::Sent,    Delivery::Delivered, Delivery::DeliveryAttempted,
    Delivery::Undelivered, Delivery::Bounced, Delivery::NotSent};
}

class TstDeliveryRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void moves();
    void ends();
    void occurs_data();
    void occurs();
    void ranks();
};

// Every pair: the allowed ones are listed, all others must be refused.
void TstDeliveryRules::moves()
{
    const QList<std::pair<Delivery, Delivery>> allowed {{Delivery::Queued, Delivery::Sent},
                                                        {Delivery::Queued, Delivery::Delivered},
                                                        {Delivery::Queued, Delivery::DeliveryAttempted},
                                                        {Delivery::Queued, Delivery::Bounced},
                                                        {Delivery::Queued, Delivery::NotSent},
                                                        {Delivery::DeliveryAttempted, Delivery::Queued},
                                                        {Delivery::DeliveryAttempted, Delivery::Undelivered},
                                                        {Delivery::Sent, Delivery::Delivered},
                                                        {Delivery::Sent, Delivery::Bounced}};
    for (const Delivery from : all) {
        for (const Delivery to : all)
            QVERIFY2(mayBecome(from, to) == allowed.contains(std::pair {from, to}),
                     qPrintable(QStringLiteral("%1 to %2").arg(int(from)).arg(int(to))));
    }
}

void TstDeliveryRules::ends()
{
    for (const Delivery from : all) {
        const bool goesOn
            = from == Delivery::Queued || from == Delivery::Sent || from == Delivery::DeliveryAttempted;
        QCOMPARE(isFinal(from), !goesOn);
        for (const Delivery to : all)
            QVERIFY(!isFinal(from) || !mayBecome(from, to));
    }
}

void TstDeliveryRules::occurs_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QList<bool>>("expected"); // in the order of `all`
    QTest::newRow("email") << QStringLiteral("email")
                           << QList<bool> {true, true, true, true, true, true, true};
    QTest::newRow("sms") << QStringLiteral("sms") << QList<bool> {true, true, true, true, true, true, true};
    QTest::newRow("push") << QStringLiteral("push")
                          << QList<bool> {true, true, false, true, true, true, true};
    QTest::newRow("chat") << QStringLiteral("chat")
                          << QList<bool> {true, true, false, true, true, true, true};
    QTest::newRow("feed") << QStringLiteral("in_app_feed")
                          << QList<bool> {false, false, true, false, false, false, false};
    QTest::newRow("newer feed") << QStringLiteral("in_app")
                                << QList<bool> {false, false, true, false, false, false, false};
}

void TstDeliveryRules::occurs()
{
    QFETCH(QString, type);
    QFETCH(QList<bool>, expected);
    for (qsizetype i = 0; i < all.size(); ++i)
        QCOMPARE(occursOn(all.at(i), type), expected.at(i));
}

void TstDeliveryRules::ranks()
{
    // Ascending; words that share a line share a rank.
    const QList<QStringList> order {{"undelivered"},
                                    {"bounced"},
                                    {"delivery_attempted"},
                                    {"queued"},
                                    {"not_sent"},
                                    {"sent"},
                                    {"delivered"},
                                    {"seen"},
                                    {"read"},
                                    {"interacted", "link_clicked"},
                                    {"archived"}};
    for (qsizetype i = 0; i < order.size(); ++i) {
        for (const QString &word : order.at(i)) {
            QCOMPARE(statusRank(word), int(i) + 1);
            QCOMPARE(deliveryRank(fromWire<Delivery>(word)), i < 7 ? int(i) + 1 : 0);
            QCOMPARE(engagementRank(fromWire<Engagement>(word)), i < 7 ? 0 : int(i) + 1);
        }
    }
    QCOMPARE(statusRank(u"teleported"), 0);
    QCOMPARE(statusRank(u""), 0);
}

QTEST_APPLESS_MAIN(TstDeliveryRules)
#include "tst_deliveryrules.moc"
