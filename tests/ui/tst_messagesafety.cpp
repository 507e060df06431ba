// An e-mail that wants to be noticed: pictures, styles, frames and files must not be fetched.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "ui/message/contentview.h"
#include "ui/message/emailview.h"
#include "ui/message/mail/mailpaper.h"
#include "ui/message/mail/remotepictures.h"
#include "ui/message/safedocument.h"
#include "ui/theme.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>

#include <sys/inotify.h>
#include <unistd.h>

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

// Whatever asked would be in the queue of the listening socket by the time a connection of ours is.
bool wasLeftAlone(QTcpServer &server)
{
    QTcpSocket ours;
    ours.connectToHost(QHostAddress::LocalHost, server.serverPort());
    if (!QTest::qWaitFor([&server] { return server.hasPendingConnections(); }))
        return false;
    const std::unique_ptr<QTcpSocket> first(server.nextPendingConnection());
    return first->peerPort() == ours.localPort() && !server.hasPendingConnections();
}

// Tells whether a file is opened, by whomever.
class OpenWatch
{
public:
    explicit OpenWatch(const QString &path)
        : m_handle(inotify_init1(IN_NONBLOCK))
    {
        if (inotify_add_watch(m_handle, QFile::encodeName(path).constData(), IN_OPEN) < 0)
            qFatal("cannot watch %s", qPrintable(path));
    }
    ~OpenWatch() { close(m_handle); }
    bool wasOpened() const
    {
        char buffer[4096];
        return read(m_handle, buffer, sizeof buffer) > 0;
    }

private:
    int m_handle;
};

// Answers as a host of pictures that is up to no good.
class PictureServer
{
public:
    PictureServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { answer(socket); });
        });
    }
    QString base() const { return QString("http://127.0.0.1:%1").arg(m_server.serverPort()); }
    QStringList asked() const { return m_asked; }
    QByteArray headers() const { return m_headers; }

private:
    void answer(QTcpSocket *socket)
    {
        const QByteArray request = socket->readAll();
        m_headers += request;
        const QString path = QString::fromLatin1(request.split(' ').value(1));
        m_asked += path;
        QByteArray status = "200 OK", extra, type = "image/png", body = pixel();
        if (path == "/page.html")
            type = "text/html", body = "<p>";
        else if (path == "/evil.svg")
            type = "image/svg+xml", body = "<svg xmlns='http://www.w3.org/2000/svg'/>";
        else if (path == "/moved.png")
            status = "302 Found", extra = "Location: /good.png\r\nSet-Cookie: seen=1\r\n", body = "";
        else if (path == "/tofile.png")
            status = "302 Found", extra = "Location: file:///etc/hostname\r\n", body = "";
        socket->write("HTTP/1.1 " + status + "\r\n" + extra + "Set-Cookie: a=b\r\nContent-Type: " + type
                      + "\r\nContent-Length: " + QByteArray::number(body.size())
                      + "\r\nConnection: close\r\n\r\n" + body);
        socket->disconnectFromHost();
    }

    QTcpServer m_server;
    QStringList m_asked;
    QByteArray m_headers;
};

} // namespace

class TestMessageSafety : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void fetchesNothing();
    void reachesNothing_data();
    void reachesNothing();
    void loadsPicturesAlone();
    void asksNoNeighbour_data();
    void asksNoNeighbour();
    void clickAsksNoNeighbour();
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
    QTRY_VERIFY(mail->paper()->text().contains("Hello"));
    QVERIFY(!mail->paper()->text().contains("x.js"));
    QVERIFY(mail->paper()->page()->missingPictures().contains(base + "/open.gif"));
    QVERIFY(mail->paper()->page()->missingPictures().contains(base + "/logo.png"));
    bool said = false;
    for (const QLabel *label : mail->findChildren<QLabel *>())
        said = said || (label->isVisible() && label->text().contains("remote pictures are left out"));
    QVERIFY(said);
    QVERIFY(wasLeftAlone(server));
}

void TestMessageSafety::reachesNothing_data()
{
    QTest::addColumn<QString>("html"); // %1: a loopback address, %2: a file's path
    const auto row = [](const char *name, const char *html) { QTest::newRow(name) << QString(html); };
    row("img", "<img src='%1/a.png'>");
    row("img without quotes", "<img src=%1/a.png width=40 height=40>");
    row("img srcset", "<picture><source srcset='%1/a.png'><img srcset='%1/b.png 2x'></picture>");
    row("background of a cell",
        "<table><tr><td background='%1/a.png' width=90 height=90>x</td></tr></table>");
    row("background in a style", "<div style=\"background: url('%1/a.png')\">x</div>");
    row("background in a sheet", "<style>div { background-image: url(%1/a.png) }</style><div>x</div>");
    row("background in a media query",
        "<style>@media (min-width:1px){div{background:url(%1/a.png)}}</style><div>x</div>");
    row("imported sheet", "<style>@import url('%1/a.css'); @import '%1/b.css';</style><p>x");
    row("imported within an import",
        "<style>@import url('data:text/css,@import url(%1/b.css);');</style><p>x");
    row("linked sheet",
        "<link rel=stylesheet href='%1/a.css'><link rel='preload' as='image' href='%1/b.png'><p>x");
    row("linked icon", "<link rel='icon' href='%1/favicon.ico'><link rel=dns-prefetch href='%1/'><p>x");
    row("font", "<style>@font-face{font-family:F;src:url(%1/f.woff)} p{font-family:F}</style><p>x");
    row("list marker", "<ul style='list-style: url(%1/a.png)'><li>x</ul>");
    row("generated content", "<style>p:before{content:url(%1/a.png)}</style><p>x");
    row("cursor", "<p style='cursor: url(%1/a.cur), auto'>x");
    row("iframe",
        "<iframe src='%1/'></iframe><iframe srcdoc='<img src=%1/a.png>'></iframe><frameset><frame "
        "src='%1/'>");
    row("object", "<object data='%1/a'><embed src='%1/b'></object>");
    row("applet", "<applet code='%1/a.class' archive='%1/a.jar'></applet>");
    row("video",
        "<video src='%1/a.mp4' poster='%1/a.png' autoplay></video><audio src='%1/a.mp3' autoplay></audio>");
    row("meta refresh", "<meta http-equiv='refresh' content='0; url=%1/'><p>x");
    row("base", "<base href='%1/'><img src='a.png'><link rel=stylesheet href='a.css'>");
    row("form",
        "<form action='%1/'><input type=image src='%1/a.png'><input autofocus onfocus='submit()'></form>");
    row("script", "<script src='%1/a.js'></script><script>new Image().src='%1/b.png'</script><p>x");
    row("handlers",
        "<body onload=\"fetch('%1/')\"><img src=x onerror=\"fetch('%1/')\"><svg onload=\"fetch('%1/')\"/>");
    row("svg", "<svg><image href='%1/a.png' xlink:href='%1/b.png'/><use href='%1/c.svg#x'/></svg>");
    row("svg in the address",
        "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image "
        "href='%1/a.png'/></svg>\">");
    row("without a scheme",
        "<img src='//127.0.0.1:%3/a.png'><div style='background:url(//127.0.0.1:%3/b.png)'>x</div>");
    row("comment",
        "<!--[if true]><img src='%1/a.png'><![endif]--><![if !mso]><img src='%1/b.png'><![endif]>");
    row("ping and prefetch", "<a href='%1/a' ping='%1/ping'>x</a>");
    row("file", "<img src='file://%2'><img src='%2'><div style='background:url(file://%2)'>x</div>");
    row("file as sheet", "<link rel=stylesheet href='file://%2'><style>@import url(file://%2);</style><p>x");
    row("file in a frame", "<iframe src='file://%2'></iframe><object data='file://%2'></object>");
    row("file from a base", "<base href='file:///'><img src='%2'><img src='.%2'>");
    row("resource", "<img src='qrc:/icons/mail.svg'><img src=':/icons/mail.svg'>");
    row("too many tables",
        "<img src='%1/a.png'><link rel=stylesheet href='%1/a.css'><img src='file://%2'>%4");
}

// As mail, on both widths, as the simple form where that is shown, and scrolled through: nothing is asked
// for.
void TestMessageSafety::reachesNothing()
{
    QFETCH(QString, html);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTemporaryFile picture(QDir::tempPath() + "/XXXXXX.png");
    QVERIFY(picture.open());
    picture.write(pixel());
    picture.close();
    OpenWatch watch(picture.fileName());
    html.replace("%1", QString("http://127.0.0.1:%1").arg(server.serverPort()));
    html.replace("%2", picture.fileName()).replace("%3", QString::number(server.serverPort()));
    html.replace("%4", QString("<table><tr><td>").repeated(30) + "deep");
    api::EmailContent email;
    email.htmlBody = "<html><body>" + html + "<p>Hello</p></body></html>";
    EmailView view;
    view.resize(500, 400);
    view.setEmail(email);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    for (const bool phone : {false, true}) {
        view.setPhone(phone);
        QVERIFY(!view.grab().isNull());
    }
    for (int y = 0; y < 300; y += 20) // links and hover rules under the pointer, too
        QTest::mouseMove(view.paper()->viewport(), QPoint(100, y));
    QVERIFY(!view.grab().isNull());
    QVERIFY2(wasLeftAlone(server), "something was fetched");
    QVERIFY2(!watch.wasOpened(), "the file was opened");
    QFile itself(picture.fileName());
    QVERIFY(itself.open(QIODevice::ReadOnly)); // the watch does see what is opened
    QVERIFY(watch.wasOpened());
}

void TestMessageSafety::loadsPicturesAlone()
{
    PictureServer server;
    const QString base = server.base();
    api::EmailContent email;
    email.htmlBody = QString("<link rel=stylesheet href='%1/a.css'><style>@import url(%1/b.css);</style>"
                             "<img src='%1/good.png'><img src='%1/good.png?again=1&amp;x=2'>"
                             "<img src='%1/page.html'><img src='%1/evil.svg'><img src='%1/moved.png'>"
                             "<img src='%1/tofile.png'><img src='file:///etc/hostname'><img src='rel.png'>"
                             "<div style='background: url(%1/ground.png)'>Hello</div>"
                             "<script src='%1/x.js'></script><iframe src='%1/frame'></iframe>")
                         .arg(base);
    EmailView view;
    view.remotePictures()->setReach(RemotePictures::Reach::Anywhere);
    view.resize(600, 500);
    view.setEmail(email);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QVERIFY(view.loadButton()->isVisible());
    QVERIFY(server.asked().isEmpty());
    QSignalSpy finished(view.remotePictures(), &RemotePictures::finished);
    QTest::mouseClick(view.loadButton(), Qt::LeftButton);
    QTRY_COMPARE(finished.size(), 1);
    QStringList asked = server.asked();
    asked.sort();
    QCOMPARE(asked,
             QStringList({"/evil.svg", "/good.png", "/good.png", "/good.png?again=1&x=2", "/ground.png",
                          "/moved.png", "/page.html", "/tofile.png"})); // good.png once more for moved.png
    QVERIFY2(!server.headers().toLower().contains("cookie"), server.headers().constData());
    QVERIFY(!server.headers().toLower().contains("referer"));
    QVERIFY(!server.headers().toLower().contains("authorization"));
    const QStringList came = view.remotePictures()->pictures().keys();
    QCOMPARE(QSet<QString>(came.begin(), came.end()),
             QSet<QString>({base + "/good.png", base + "/good.png?again=1&x=2", base + "/moved.png",
                            base + "/ground.png"}));
    QCOMPARE(view.remotePictures()->hosts(), QStringList("127.0.0.1"));
    // The next e-mail starts without them.
    view.setEmail(email);
    QVERIFY(view.remotePictures()->pictures().isEmpty());
    QVERIFY(view.paper()->page()->missingPictures().contains(base + "/good.png"));
    QCOMPARE(server.asked().size(), 8);
}

void TestMessageSafety::asksNoNeighbour_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *address, bool allowed) { QTest::newRow(address) << address << allowed; };
    row("https://img.example.com/a.png", true);
    row("http://93.184.216.34/a.png", true);
    row("http://[2606:2800:220:1::1]/a.png", true);
    row("http://127.0.0.1/", false);
    row("http://127.1/", false);
    row("http://2130706433/", false);
    row("http://0x7f.0.0.1/", false);
    row("http://0.0.0.0/", false);
    row("http://localhost:8080/", false);
    row("http://LOCALHOST/", false);
    row("http://a.localhost/", false);
    row("http://router/", false);
    row("http://printer.local/", false);
    row("http://10.1.2.3/", false);
    row("http://172.20.0.1/", false);
    row("http://192.168.1.1/", false);
    row("http://169.254.169.254/latest/meta-data", false);
    row("http://100.64.0.1/", false);
    row("http://[::1]/", false);
    row("http://[::ffff:127.0.0.1]/", false);
    row("http://[fe80::1]/", false);
    row("http://[fd00::1]/", false);
    row("file:///etc/passwd", false);
    row("ftp://img.example.com/a.png", false);
    row("javascript:alert(1)", false);
    row("data:image/png;base64,AAAA", false);
    row("a.png", false);
    row("https:///a.png", false);
}

void TestMessageSafety::asksNoNeighbour()
{
    QFETCH(QString, address);
    QFETCH(bool, allowed);
    QCOMPARE(RemotePictures::isAllowed(QUrl(address), RemotePictures::Reach::Internet), allowed);
}

// By default the listener on this computer is not asked even when the person clicks.
void TestMessageSafety::clickAsksNoNeighbour()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    RemotePictures pictures;
    QSignalSpy finished(&pictures, &RemotePictures::finished);
    pictures.load({QString("http://127.0.0.1:%1/a.png").arg(server.serverPort()),
                   QString("http://localhost:%1/a.png").arg(server.serverPort())});
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(pictures.problems().size(), 2);
    QVERIFY(pictures.hosts().isEmpty());
    QVERIFY(wasLeftAlone(server));
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
    QCOMPARE(menu->actions().last()->text(), "Open evil.example in the browser");
    menu->actions().at(2)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), "https://evil.example/x?y=1");
    menu->close();
}

QTEST_MAIN(TestMessageSafety)
#include "tst_messagesafety.moc"
