// Every kind of content as it is shown, and an e-mail's page as it is laid out.
#include "api/schema/content.h"
#include "ui/keyvaluetable.h"
#include "ui/message/bubble.h"
#include "ui/message/chattext.h"
#include "ui/message/contentview.h"
#include "ui/message/emailview.h"
#include "ui/message/mail/mailpaper.h"
#include "ui/message/safedocument.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QJsonDocument>
#include <QLabel>
#include <QLayout>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace ui;

namespace {

api::MessageContent contentFrom(const QByteArray &data)
{
    api::MessageContent content;
    api::Trace trace;
    api::read(
        QJsonDocument::fromJson(
            "{\"message_id\": \"m1\", \"inserted_at\": \"2026-03-04T12:00:00Z\", \"data\": " + data + "}")
            .object(),
        content, trace);
    return content;
}

// All that the view says: labels, rich text, buttons, JSON.
QString saidBy(const QWidget &view)
{
    QStringList said;
    for (const QLabel *label : view.findChildren<QLabel *>())
        said += label->text();
    for (const QTextEdit *edit : view.findChildren<QTextEdit *>())
        said += edit->toPlainText();
    for (const QPlainTextEdit *edit : view.findChildren<QPlainTextEdit *>())
        said += edit->toPlainText();
    for (const QPushButton *button : view.findChildren<QPushButton *>())
        said += button->text();
    return said.join('\n');
}

QImage painted(const HtmlPage &page)
{
    QImage image(page.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    page.paint(painter, image.rect());
    return image;
}

QRect boxOf(const HtmlPage &page, const QString &word)
{
    for (const PageWord &one : page.words()) {
        if (one.text == word)
            return one.box;
    }
    return {};
}

} // namespace

class TestContents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void saysEverything_data();
    void saysEverything();
    void longTextsSqueezeNothing_data();
    void longTextsSqueezeNothing();
    void chatMarkup_data();
    void chatMarkup();
    void buttonsLead();
    void mediaQueriesFollowTheWidth();
    void darkColoursAreLeftOut();
    void oldAttributesCount();
    void roundedButtonsAreDrawn();
    void hiddenTextStaysHidden();
    void rightToLeftReadsRight();
    void linksAndWords();
    void copiesWhatIsMarked();
    void picturesTakeTheirPlace();
    void tooMuchIsShownSimply();
    void brokenHtmlBreaksNothing();

private:
    std::unique_ptr<Theme> m_theme;
};

void TestContents::saysEverything_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char *name, const char *data, const QStringList &words) {
        QTest::newRow(name) << QByteArray(data) << words;
    };
    row("sms", R"({"to": "+361", "body": "Berth [12] is yours"})",
        {"+361", "Berth [12] is yours", "GSM-7", "1 segment, room for 139 more",
         "19 characters, counted as 21"});
    row("sms in UCS-2", R"({"to": "+361", "body": "Győr 🙂"})",
        {"UCS-2, because of ő 🙂", "6 characters, counted as 7"});
    row("sms, Arabic", R"({"to": "+97", "body": "مرحباً بك"})", {QString::fromUtf8("مرحباً بك"), "1 segment"});
    row("push", R"({"token": "tok-1", "title": "Berth ⚓", "body": "B12 is yours.", "data": {"berth": "B12"},
                    "overrides": {"sound": "horn"}})",
        {QString::fromUtf8("Berth ⚓"), "B12 is yours.", "\"berth\"", "Overrides", "\"horn\""});
    row("chat",
        R"({"connection": {"access_token": "xoxb-secret", "channel": "C1"}, "metadata": null, "template":
                    {"summary": "Berth", "blocks": [{"name": "b", "type": "markdown", "content": "*B12* is _yours_"},
                     {"name": "t", "type": "text", "content": "*as it is*"}]}})",
        {"Berth", "B12 is yours", "*as it is*", "Connection", "C1"});
    row("Slack's blocks", R"({"connection": {}, "template": {"json_content": {"blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "Berth B12"}},
            {"type": "section", "text": {"type": "mrkdwn", "text": "*Yours* from שבת"},
             "fields": [{"type": "mrkdwn", "text": "*When*"}, {"type": "plain_text", "text": "Monday"}]},
            {"type": "divider"}, {"type": "image", "image_url": "https://x.test/a.png", "alt_text": "The quay"},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "by <@U01>"}]},
            {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Accept"}}]},
            {"type": "newer", "something": 1}]}}})",
        {"Berth B12", QString::fromUtf8("Yours from שבת"), "When", "Monday", "The quay", "by @U01", "Accept",
         "\"newer\""});
    row("in-app", R"({"blocks": [
            {"name": "body", "type": "markdown", "content": "**{{ b }}**", "rendered": "<p><strong>B12</strong> 🎉 שלום</p>"},
            {"name": "action_url", "type": "text", "content": "/b", "rendered": "/b/12"},
            {"name": "actions", "type": "button_set", "buttons": [{"name": "primary", "label": "Accept & go", "action": "/y"}]}]})",
        {QString::fromUtf8("B12 🎉 שלום"), "/b/12", "Accept && go", "Template of body", "**{{ b }}**"});
    row("in-app of tomorrow", R"({"blocks": [
            {"name": "body", "type": "markdown", "content": "x", "rendered": "<p>Known</p>"},
            {"name": "poll", "type": "poll", "question": "Which berth?", "access_token": "xoxb-secret"}]})",
        {"Known", "A block of an unknown kind", "\"question\": \"Which berth?\""});
    row("unknown", R"({"__typename": "MessageFaxContent", "pages": 3})",
        {"does not know", "MessageFaxContent", "3"});
    row("e-mail",
        R"({"from": {"email": "a@x.test", "name": "A"}, "to": "b@x.test", "cc": "c@x.test", "bcc": "d@x.test",
            "reply_to": "r@x.test", "subject": "Hi 🙂", "html_body": "<p>Hello</p>", "text_body": "Hello, text"})",
        {"A <a@x.test>", "b@x.test", "c@x.test", "d@x.test", "r@x.test", QString::fromUtf8("Hi 🙂"),
         "Hello, text", "<p>Hello</p>"});
}

void TestContents::saysEverything()
{
    QFETCH(QByteArray, data);
    QFETCH(QStringList, words);
    ContentView view;
    view.resize(480, 700);
    view.setContent(contentFrom(data));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QString said = saidBy(view);
    for (const QString &word : words)
        QVERIFY2(said.contains(word), qPrintable(word + " is not in:\n" + said));
    QVERIFY(!said.contains("xoxb-secret"));
    QVERIFY(!view.grab().isNull());
}

// A text that wraps on the device, though it would not on the page, takes no room from its neighbours.
void TestContents::longTextsSqueezeNothing_data()
{
    QTest::addColumn<QByteArray>("data");
    const QByteArray text = QByteArray("New sign-in to your account from a place far away. ").repeated(4);
    QTest::newRow("sms") << R"({"to": "+361", "body": ")" + text + R"("})";
    QTest::newRow("push") << R"({"token": "t", "title": "Sign-in", "body": ")" + text + R"("})";
}

void TestContents::longTextsSqueezeNothing()
{
    QFETCH(QByteArray, data);
    ContentView view;
    view.resize(900, 700);
    view.setContent(contentFrom(data));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const auto *bubble = view.findChild<Bubble *>();
    QVERIFY(bubble->width() >= 300 && bubble->width() <= 420);
    QCOMPARE(bubble->height(), bubble->layout()->totalHeightForWidth(bubble->width()));
    const auto *table = view.findChild<KeyValueTable *>();
    const QLayout *rows = table->layout();
    QCOMPARE(table->height(),
             rows->hasHeightForWidth() ? rows->totalHeightForWidth(table->width())
                                       : rows->totalSizeHint().height());
}

void TestContents::chatMarkup_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("html");
    QTest::newRow("bold") << "*a* b"
                          << "<p><b>a</b> b</p>";
    QTest::newRow("a lone star") << "2 * 3"
                                 << "<p>2 * 3</p>";
    QTest::newRow("fence") << "x\n```\n*a* <b>\n```\ny"
                           << "<p>x</p><p>&nbsp;</p><pre>*a* &lt;b&gt;</pre><p>y</p>";
    QTest::newRow("a fence without an end") << "```*a*"
                                            << "<p>```<b>a</b></p>";
    QTest::newRow("mention") << "<@U01> in <#C1|general>, <!here>"
                             << "<p><b>@U01</b> in <b>#general</b>, <b>@here</b></p>";
    QTest::newRow("link") << "<https://x.test/a_b_c|see _this_>"
                          << "<p><a href=\"https://x.test/a_b_c\">see _this_</a></p>";
    QTest::newRow("no tag gets through") << "<script>alert(1)</script>"
                                         << "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>";
    QTest::newRow("javascript is no link") << "<javascript:alert(1)|x>"
                                           << "<p>&lt;javascript:alert(1)|x&gt;</p>";
    QTest::newRow("right to left") << QString::fromUtf8("*شكراً* 👍")
                                   << QString::fromUtf8("<p><b>شكراً</b> 👍</p>");
}

void TestContents::chatMarkup()
{
    QFETCH(QString, text);
    QTEST(chatHtml(text), "html");
}

void TestContents::buttonsLead()
{
    ContentView view;
    view.setContent(contentFrom(R"({"blocks": [{"name": "actions", "type": "button_set", "buttons": [
        {"name": "primary", "label": "Accept", "action": "https://x.test/yes"}]}]})"));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    auto *button = view.findChild<QPushButton *>();
    QVERIFY(button);
    QTest::keyClick(button, Qt::Key_Space);
    QTRY_VERIFY(button->findChild<QMenu *>());
    QMenu *menu = button->findChild<QMenu *>();
    QCOMPARE(menu->actions().first()->text(), "https://x.test/yes");
    QCOMPARE(menu->actions().last()->text(), "Open x.test in the browser");
    menu->close();
}

void TestContents::mediaQueriesFollowTheWidth()
{
    HtmlPage page(
        "<style>.a{color:#00f} @media (max-width: 480px) { .c { display: block !important; width: 100% } }"
        "</style><table width='100%'><tr><td class=c>left</td><td class=c>right</td></tr></table>");
    page.layOut(700);
    QCOMPARE(boxOf(page, "left").y(), boxOf(page, "right").y());
    page.layOut(375);
    QVERIFY(boxOf(page, "right").y() > boxOf(page, "left").bottom());
    QVERIFY(page.size().width() <= 375);
    page.layOut(700); // and back
    QCOMPARE(boxOf(page, "left").y(), boxOf(page, "right").y());
}

void TestContents::darkColoursAreLeftOut()
{
    HtmlPage page("<style>body{background:#ffffff;margin:0} @media (prefers-color-scheme: dark) { body { "
                  "background: #000 } "
                  "@media (min-width: 1px) { p { color: #fff } } } p { margin: 0 }</style><p>x</p>");
    page.layOut(300);
    QCOMPARE(painted(page).pixelColor(200, 10), QColor(Qt::white));
    QVERIFY(boxOf(page, "x").y() < 4); // what follows the block is read
}

void TestContents::oldAttributesCount()
{
    HtmlPage page(
        "<body style='margin:0'><table width=200 cellpadding=20 cellspacing=0 bgcolor='#ff0000' align=center>"
        "<tr><td align=right>x</td></tr></table>");
    page.layOut(400);
    const QRect word = boxOf(page, "x");
    QVERIFY2(word.y() >= 20, qPrintable(QString::number(word.y())));
    QVERIFY(qAbs(word.right() - (300 - 20)) <= 2); // the cell's right edge, less its padding
    const QImage image = painted(page);
    QCOMPARE(image.pixelColor(110, 10), QColor(Qt::red));
    QCOMPARE(image.pixelColor(90, 10), QColor(Qt::white));
}

void TestContents::roundedButtonsAreDrawn()
{
    HtmlPage page(
        "<body style='margin:0'><a href='https://x.test' style='display:inline-block; padding: 20px 40px; "
        "border-radius: 16px; background-color: #0000ff; color: #ffffff'>Go</a>");
    page.layOut(400);
    const QImage image = painted(page);
    QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white)); // the corner is round
    QCOMPARE(image.pixelColor(20, 10), QColor(Qt::blue));
    QVERIFY(boxOf(page, "Go").x() >= 40);
    QCOMPARE(page.linkAt({20, 10}), "https://x.test"); // all of it leads there
    QCOMPARE(page.linkAt({390, 10}), QString());
}

void TestContents::hiddenTextStaysHidden()
{
    HtmlPage page(
        "<div style='display:none; max-height:0; overflow:hidden'>preheader</div><!-- comment --><p>shown</p>"
        "<script>scripted</script><style>styled</style><title>titled</title><noscript>unscripted</noscript>");
    page.layOut(400);
    QCOMPARE(page.words().size(), 1);
    QCOMPARE(page.words().first().text, "shown");
}

void TestContents::rightToLeftReadsRight()
{
    // Hebrew with two Latin words and a number in it: the eye meets them from the right, "Night Train" from
    // the left.
    HtmlPage page(QString::fromUtf8(
        "<body style='margin:0'><p dir=rtl style='margin:0'>שלום עולם Night Train בשנת 2026 👍 טוב</p>"));
    page.layOut(600);
    const auto x = [&page](const char *word) { return boxOf(page, QString::fromUtf8(word)).x(); };
    QVERIFY(x("שלום") > x("עולם"));
    QVERIFY(x("עולם") > x("Train"));
    QVERIFY(x("Train") > x("Night"));
    QVERIFY(x("Night") > x("בשנת"));
    QVERIFY(x("בשנת") > x("2026"));
    QVERIFY(x("2026") > x("👍"));
    QVERIFY(x("👍") > x("טוב"));
    QVERIFY(qAbs(boxOf(page, QString::fromUtf8("שלום")).right() - 600) <= 2); // it starts at the right edge
    // The other way about: an English line with two Arabic words.
    HtmlPage english(QString::fromUtf8("<p>Say شكراً جزيلاً often</p>"));
    english.layOut(600);
    const auto e = [&english](const char *word) { return boxOf(english, QString::fromUtf8(word)).x(); };
    QVERIFY(e("Say") < e("جزيلاً"));
    QVERIFY(e("جزيلاً") < e("شكراً"));
    QVERIFY(e("شكراً") < e("often"));
}

void TestContents::linksAndWords()
{
    HtmlPage page("<p>See <a href='https://a.test/?x=1&amp;y=2'>the page</a></p><a "
                  "href='https://b.test'><img src='x.png' "
                  "alt='A map'></a><a name=here>no link</a>");
    page.layOut(400);
    const QList<PageLink> links = page.links();
    QCOMPARE(links.size(), 2);
    QCOMPARE(links[0].text, "the page");
    QCOMPARE(links[0].url, "https://a.test/?x=1&y=2");
    QCOMPARE(links[1].text, "A map");
    QCOMPARE(page.linkAt(boxOf(page, "page").center()), links[0].url);
    QCOMPARE(page.missingPictures(), QStringList("x.png"));
}

void TestContents::copiesWhatIsMarked()
{
    MailPaper paper;
    paper.resize(700, 300);
    paper.setHtml("<p>one two</p><p>three <b>fo</b>ur</p>");
    paper.show();
    QVERIFY(QTest::qWaitForWindowExposed(&paper));
    QCOMPARE(paper.text(), "one two\nthree four");
    const HtmlPage &page = *paper.page();
    const QPoint shift((paper.viewport()->width() - page.size().width()) / 2, 0);
    const QPoint from = boxOf(page, "two").center() + shift, to = boxOf(page, "three").center() + shift;
    QTest::mousePress(paper.viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(paper.viewport(), to);
    QMouseEvent drag(QEvent::MouseMove, to, paper.viewport()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                     {});
    QApplication::sendEvent(paper.viewport(), &drag);
    QTest::mouseRelease(paper.viewport(), Qt::LeftButton, {}, to);
    QCOMPARE(paper.selectedText(), "two\nthree");
    QTest::keyClick(&paper, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), "two\nthree");
    QTest::keyClick(&paper, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(paper.selectedText(), paper.text());
}

void TestContents::picturesTakeTheirPlace()
{
    const QString html = "<body style='margin:0'><img src='https://x.test/a.png' width=40 height=30 alt=map>"
                         "<p style='margin:0'>below</p>";
    HtmlPage without(html);
    without.layOut(300);
    QCOMPARE(without.missingPictures(), QStringList("https://x.test/a.png"));
    QVERIFY(boxOf(without, "below").y() >= 30); // the room is kept
    QImage red(8, 8, QImage::Format_RGB32);
    red.fill(Qt::red);
    HtmlPage with(html, {{"https://x.test/a.png", red}});
    with.layOut(300);
    QVERIFY(with.missingPictures().isEmpty());
    QCOMPARE(painted(with).pixelColor(20, 15), QColor(Qt::red));
    QCOMPARE(boxOf(with, "below"), boxOf(without, "below"));
}

void TestContents::tooMuchIsShownSimply()
{
    for (const QString &html :
         {QString("<table><tr><td>").repeated(40) + "deep", QString("<div>").repeated(5000) + "deep",
          QString("<b>").repeated(200000) + "deep", QString(3 * 1024 * 1024, 'x')}) {
        HtmlPage page(html);
        page.layOut(600);
        QVERIFY(page.tooMuch());
        QVERIFY(page.size().isEmpty());
        QVERIFY(page.links().isEmpty());
        QCOMPARE(page.linkAt({1, 1}), QString());
    }
    EmailView view;
    api::EmailContent email;
    email.htmlBody = QString("<table><tr><td>").repeated(40) + "deep";
    view.resize(400, 400);
    view.setEmail(email);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QVERIFY(view.browser()->isVisible());
    QVERIFY(saidBy(view).contains("only a simple form"));
    QVERIFY(view.browser()->toPlainText().contains("deep"));
    email.htmlBody = "<p>ok</p>";
    view.setEmail(email);
    QVERIFY(view.paper()->isVisible());
}

void TestContents::brokenHtmlBreaksNothing()
{
    const QStringList pieces {
        "<table>",
        "</table>",
        "<td",
        "<td colspan=99999 rowspan=-4 width=-7>",
        "<style>a{",
        "}}",
        "<div style='width:99999999px;height:-1;margin:-9999px;float:left;position:fixed'>",
        "<b",
        "\"'>",
        "<li>",
        "<img width=999999 height=999999>",
        "&#0;",
        "&#x110000;",
        "<!--",
        "]]>",
        "<ol start=-5>",
        QString::fromUtf8("🙂שלום"),
        "<tr>",
        "<style>@media (max-width: ",
        "font-size: 1e30px",
        "<p style='font-size:99999px;line-height:-3;border-radius:-1px 9e9px'>x",
        "<a href>y</a>",
        "<td style='display:inline'>",
        "<table style='display:block'><tr style='display:none'>",
        "</body>",
        "<body>",
        "<img src='data:image/png;base64,AAAA'>",
        "<col span=1000000>"};
    quint32 state = 7; // a chance of its own: the same mails every time
    for (int round = 0; round < 300; ++round) {
        QString html;
        for (int i = 0; i < 12; ++i) {
            state = state * 1664525u + 1013904223u;
            html += pieces[(state >> 16) % quint32(pieces.size())];
        }
        HtmlPage page(html);
        for (const int width : {375, 680}) {
            page.layOut(width);
            const QSize size = page.size();
            QImage image(400, 300, QImage::Format_RGB32);
            QPainter painter(&image);
            page.paint(painter, image.rect());
            QVERIFY2(size.height() >= 0, qPrintable(html));
        }
        (void)page.linkAt({20, 20});
        (void)page.links();
    }
}

QTEST_MAIN(TestContents)
#include "tst_contents.moc"
