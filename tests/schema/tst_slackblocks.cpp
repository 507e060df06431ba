#include "api/schema/slackblocks.h"

#include <QJsonDocument>
#include <QTest>

using namespace api;

class TestSlackBlocks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEveryKind();
    void toleratesWhatIsOdd();
};

void TestSlackBlocks::readsEveryKind()
{
    const QList<SlackBlock> blocks = slackBlocks(QJsonDocument::fromJson(R"({"blocks": [
        {"type": "header", "text": {"type": "plain_text", "text": "Berth B12 ⚓"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*B12* is yours"},
         "fields": [{"type": "mrkdwn", "text": "*From*"}, {"type": "plain_text", "text": "Monday"}],
         "accessory": {"type": "image", "image_url": "https://x.test/a.png", "alt_text": "A map"}},
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "image", "image_url": "https://x.test/b.png", "alt_text": "Bo"},
                                         {"type": "mrkdwn", "text": "by _Bo_"}]},
        {"type": "actions", "elements": [
            {"type": "button", "text": {"type": "plain_text", "text": "Accept"}, "style": "primary", "url": "https://x.test/y"},
            {"type": "button", "text": {"type": "plain_text", "text": "Refuse"}, "style": "danger"},
            {"type": "datepicker", "action_id": "d"}]},
        {"type": "image", "image_url": "https://x.test/c.png", "alt_text": "The quay", "title": {"type": "plain_text", "text": "Quay"}},
        {"type": "video", "title_url": "https://x.test"}]})")
                                                     .object());
    QCOMPARE(blocks.size(), 7);
    QCOMPARE(blocks[0].kind, SlackBlock::Kind::Header);
    QVERIFY(blocks[0].text.isPlain);
    QCOMPARE(blocks[0].text.text, QString::fromUtf8("Berth B12 ⚓"));
    QCOMPARE(blocks[1].kind, SlackBlock::Kind::Section);
    QVERIFY(!blocks[1].text.isPlain);
    QCOMPARE(blocks[1].fields.size(), 2);
    QVERIFY(blocks[1].fields[1].isPlain);
    QCOMPARE(blocks[1].elements.size(), 1);
    QCOMPARE(blocks[1].elements[0].kind, SlackElement::Kind::Image);
    QCOMPARE(blocks[1].elements[0].text.text, "A map");
    QCOMPARE(blocks[2].kind, SlackBlock::Kind::Divider);
    QCOMPARE(blocks[3].kind, SlackBlock::Kind::Context);
    QCOMPARE(blocks[3].elements[1].kind, SlackElement::Kind::Text);
    QCOMPARE(blocks[3].elements[1].text.text, "by _Bo_");
    QCOMPARE(blocks[4].elements[0].url, "https://x.test/y");
    QVERIFY(blocks[4].elements[0].isPrimary && !blocks[4].elements[0].isDanger);
    QVERIFY(blocks[4].elements[1].isDanger && blocks[4].elements[1].url.isEmpty());
    QCOMPARE(blocks[4].elements[2].kind, SlackElement::Kind::Other);
    QCOMPARE(blocks[4].elements[2].text.text, "datepicker");
    QCOMPARE(blocks[5].text.text, "Quay");
    QCOMPARE(blocks[5].elements[0].url, "https://x.test/c.png");
    QCOMPARE(blocks[6].kind, SlackBlock::Kind::Other);
    QCOMPARE(blocks[6].raw.value("type").toString(), "video");
}

void TestSlackBlocks::toleratesWhatIsOdd()
{
    QVERIFY(slackBlocks({}).isEmpty());
    QVERIFY(slackBlocks(QJsonDocument::fromJson(R"({"blocks": {"type": "section"}})").object()).isEmpty());
    const QList<SlackBlock> blocks = slackBlocks(
        QJsonDocument::fromJson(R"({"blocks": [7, null, {"type": "section", "text": "bare"}]})").object());
    QCOMPARE(blocks.size(), 3);
    QCOMPARE(blocks[0].kind, SlackBlock::Kind::Other);
    QCOMPARE(blocks[2].text.text, "bare");
}

QTEST_APPLESS_MAIN(TestSlackBlocks)
#include "tst_slackblocks.moc"
