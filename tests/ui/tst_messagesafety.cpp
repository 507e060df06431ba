// An e-mail that wants to be noticed: pictures, styles, frames and files must not be fetched.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "ui/message/contentview.h"
#include "ui/message/emailview.h"
#include "ui/message/safedocument.h"
#include "ui/theme.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>

using namespace ui;

namespace {

QByteArray pixel()
{
    QImage image(4, 4, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

class TestMessageSafety : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void fetchesNothing();
    void readsNoFile();
    void showsPicturesInTheText();
    void linksOfferToBeCopied();

private:
    std::unique_ptr<Theme> m_theme;
};

void TestMessageSafety::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestMessageSafety::fetchesNothing()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString base = QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort());
    api::MessageContent content;
    api::EmailContent email;
    email.subject = "Invoice";
    email.to = "ada@example.com";
    email.htmlBody
        = QStringLiteral("<html><head><link rel='stylesheet' href='%1/a.css'><style>@import url(%1/b.css);"
                         "body{background:url(%1/c.png)}</style></head><body background='%1/d.png'>"
                         "<img src='%1/open.gif' width=1 height=1><p>Hello</p><img src=\"%1/logo.png\">"
                         "<iframe src='%1/frame'></iframe><script src='%1/x.js'></script>"
                         "<object data='%1/o'></object></body></html>")
              .arg(base);
    content.data = email;
    ContentView view;
    view.resize(600, 500);
    view.setContent(content);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QVERIFY(!view.grab().isNull());
    auto *mail = view.findChild<EmailView *>();
    QVERIFY(mail);
    QTRY_VERIFY(mail->browser()->toPlainText().contains("Hello"));
    QVERIFY(!mail->browser()->toPlainText().contains("x.js"));
    QVERIFY(mail->browser()->safeDocument()->blockedUrls().contains(base + "/open.gif"));
    QVERIFY(mail->browser()->safeDocument()->blockedUrls().contains(base + "/logo.png"));
    bool said = false;
    for (const QLabel *label : mail->findChildren<QLabel *>())
        said = said || (label->isVisible() && label->text().contains("remote pictures are left out"));
    QVERIFY(said);
    // Whatever asked would be in the queue of the listening socket by the time a connection of ours is.
    QTcpSocket ours;
    ours.connectToHost(QHostAddress::LocalHost, server.serverPort());
    QTRY_VERIFY(server.hasPendingConnections());
    std::unique_ptr<QTcpSocket> first(server.nextPendingConnection());
    QCOMPARE(first->peerPort(), ours.localPort());
    QVERIFY(!server.hasPendingConnections());
}

void TestMessageSafety::readsNoFile()
{
    QTemporaryFile picture(QDir::tempPath() + "/XXXXXX.png");
    QVERIFY(picture.open());
    picture.write(pixel());
    picture.close();
    const QUrl url = QUrl::fromLocalFile(picture.fileName());
    for (const QString &source :
         {url.toString(), picture.fileName(), QString(":/icons/mail.svg"), QString("qrc:/icons/mail.svg")}) {
        SafeDocument document;
        document.setSafeHtml("<p>x</p><img src='" + source + "'>");
        (void)document.size();
        QVERIFY2(document.blockedImages() == 1, qPrintable(document.blockedUrls().join(u' ')));
        const QImage shown = document.resource(QTextDocument::ImageResource, QUrl(source)).value<QImage>();
        QCOMPARE(shown.size(), QSize(1, 1)); // the gap, not the 4x4 picture
    }
}

void TestMessageSafety::showsPicturesInTheText()
{
    const QString data = "data:image/png;base64," + QString::fromLatin1(pixel().toBase64());
    SafeDocument document;
    document.setSafeHtml("<img src='" + data + "'>");
    (void)document.size();
    QCOMPARE(document.resource(QTextDocument::ImageResource, QUrl(data)).value<QImage>().size(), QSize(4, 4));
    QCOMPARE(document.blockedImages(), 0);
    const QString svg = "data:image/svg+xml;base64,PHN2Zy8+";
    document.setSafeHtml("<img src='" + svg + "'>");
    (void)document.size();
    QCOMPARE(document.blockedImages(), 1);
}

void TestMessageSafety::linksOfferToBeCopied()
{
    SafeBrowser browser;
    browser.resize(300, 100);
    browser.setSafeHtml("<a href='https://evil.example/x?y=1'>Click me to win a car</a>");
    browser.show();
    QVERIFY(QTest::qWaitForWindowExposed(&browser));
    const QPoint at = browser.cursorRect().center() + QPoint(12, 2);
    QTest::mouseClick(browser.viewport(), Qt::LeftButton, {}, at);
    QTRY_VERIFY(browser.findChild<QMenu *>());
    QMenu *menu = browser.findChild<QMenu *>();
    QCOMPARE(menu->actions().first()->text(), "https://evil.example/x?y=1");
    QCOMPARE(browser.source(), QUrl());
    menu->actions().last()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), "https://evil.example/x?y=1");
    menu->close();
}

QTEST_MAIN(TestMessageSafety)
#include "tst_messagesafety.moc"
