// bench_answers [REQUESTS]: small answers through the client and through nothing but QNetworkAccessManager
// and QJsonDocument, in turns, six at a time; then answers of 1, 20 and 50 MB, and how long the UI thread
// keeps an event waiting meanwhile: as a page of people, in the explorer's answer pane, and in the details of
// the page of requests. The server is a socket in a thread of its own that has every answer ready.
#include "api/client/client.h"
#include "api/client/requestjournal.h"
#include "api/schema/user.h"
#include "bench/figures.h"
#include "bench/heartbeat.h"
#include "ui/explorer/answerpane.h"
#include "ui/jsonview.h"
#include "ui/requests/requestdetail.h"
#include "ui/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPlainTextEdit>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <atomic>
#include <cstdio>
#include <limits>

namespace {

constexpr int atATime = 6;
constexpr int rounds = 5;
constexpr qint64 megabyte = 1'000'000;
constexpr int sizes[] = {1, 20, 50}; // MB

QByteArray user(int i)
{
    return R"({"__typename":"User","id":"user-)" + QByteArray::number(i)
        + R"(","name":"Ada Lovelace","email":"ada@example.test","avatar":null,"phone_number":"+4930000000",)"
          R"("timezone":"Europe/London","locale":"en-GB","plan":"team","seats":12,"joined":"2026-01-02",)"
          R"("updated_at":"2026-01-02T03:04:05.678901Z","created_at":null})";
}

QByteArray page(qint64 bytes)
{
    QByteArray body = R"({"page_info":{"after":null,"before":null,"page_size":50},"entries":[)";
    for (int i = 0; body.size() < bytes; ++i)
        body += (i ? "," : "") + user(i);
    return body + "]}";
}

QByteArray answer(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

// Answers /v1/users?page_size=N with N MB, everything else with one user.
class Server : public QThread
{
public:
    Server()
        : m_small(answer(user(1)))
    {
        for (const int size : sizes)
            m_pages.insert(size, answer(page(size * megabyte)));
        QTcpServer probe; // a free port, known before the thread runs
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
    }
    ~Server() override
    {
        quit();
        wait();
    }
    quint16 port() const { return m_port; }
    bool waitUntilListening()
    {
        start();
        while (!m_listens && isRunning())
            msleep(1);
        return m_listens;
    }

protected:
    void run() override
    {
        QTcpServer server;
        if (!server.listen(QHostAddress::LocalHost, m_port))
            return;
        m_listens = true;
        QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
            while (QTcpSocket *socket = server.nextPendingConnection()) {
                socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { serve(*socket); });
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
        exec();
    }

private:
    void serve(QTcpSocket &socket) const
    {
        const QByteArray request = socket.readAll(); // requests are short: one piece each
        const qsizetype at = request.indexOf("page_size=");
        const QByteArray size = at < 0 ? QByteArray() : request.mid(at + 10, 3).split(' ').first();
        socket.write(size.isEmpty() ? m_small : m_pages.value(size.toInt()));
    }

    QByteArray m_small;
    QHash<int, QByteArray> m_pages;
    quint16 m_port = 0;
    std::atomic_bool m_listens = false;
};

// Keeps a few requests under way until so many are answered; requests a second.
double rate(int count, const std::function<void(const std::function<void()> &done)> &ask)
{
    QEventLoop loop;
    int asked = 0, answered = 0;
    std::function<void()> next = [&] {
        if (asked < count) {
            ++asked;
            ask([&] {
                if (++answered == count)
                    loop.quit();
                else
                    next();
            });
        }
    };
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < atATime; ++i)
        next();
    loop.exec();
    return count / (double(clock.nsecsElapsed()) / 1e9);
}

struct Small
{
    double ours = 0, bare = 0;
    int failures = 0;
};

Small measureSmall(const api::Connection &connection, int count)
{
    Small out;
    api::Client client(connection);
    QNetworkAccessManager network;
    std::vector<double> ours, bare;
    std::vector<api::Call> calls;
    for (int round = 0; round <= rounds; ++round) {
        calls.clear();
        calls.reserve(std::size_t(count));
        const double plain = rate(count, [&](const std::function<void()> &done) {
            QNetworkRequest request(QUrl(connection.baseUrl.toString() + QStringLiteral("/v1/users/user-1")));
            request.setRawHeader("Authorization", "Bearer " + connection.key);
            QNetworkReply *reply = network.get(request);
            QObject::connect(reply, &QNetworkReply::finished, reply, [&out, reply, done] {
                reply->deleteLater();
                const QJsonObject user = QJsonDocument::fromJson(reply->readAll()).object();
                out.failures += user.value(QLatin1StringView("id")).toString().isEmpty();
                done();
            });
        });
        const double full = rate(count, [&](const std::function<void()> &done) {
            calls.push_back(client.send(api::users::get(QStringLiteral("user-1")),
                                        [&out, done](const api::Result<api::User> &result) {
                                            out.failures += result.value().id.isEmpty();
                                            done();
                                        }));
        });
        if (round > 0) { // the first one warms up
            bare.push_back(plain);
            ours.push_back(full);
        }
    }
    out.ours = bench::median(ours);
    out.bare = bench::median(bare);
    return out;
}

struct Big
{
    double ms = 0, lateMs = 0, workMs = 0;
    qsizetype rows = 0;
};

Big measureBig(const api::Connection &connection, int megabytes)
{
    Big out;
    api::Client client(connection);
    bench::Heartbeat heartbeat;
    QEventLoop loop;
    QElapsedTimer clock;
    api::UserQuery query;
    query.pageSize = megabytes;
    std::optional<api::Result<api::Page<api::User>>> kept; // to be let go of after the clock stopped
    heartbeat.start();
    clock.start();
    const api::Call call = client.send<api::Page<api::User>>(api::users::list(query),
                                                             [&](api::Result<api::Page<api::User>> result) {
                                                                 kept = std::move(result);
                                                                 loop.quit();
                                                             });
    loop.exec();
    heartbeat.stop();
    out.lateMs = bench::percentile(heartbeat.lateMs(), 1);
    out.workMs = bench::percentile(heartbeat.workedMs(), 1);
    out.ms = double(clock.nsecsElapsed()) / 1e6;
    out.rows = kept ? kept->value().rows.size() : 0;
    return out;
}

// A view of JSON is full when its text does not grow any more.
class Filling
{
public:
    explicit Filling(const QWidget &pane)
    {
        const auto edits = pane.findChildren<QPlainTextEdit *>();
        QObject::connect(&m_look, &QTimer::timeout, &m_loop, [this, edits] {
            int now = 0;
            for (const QPlainTextEdit *edit : edits)
                now += edit->document()->characterCount();
            if (now > 1000 && std::exchange(m_before, now) == now)
                m_loop.quit();
        });
    }
    void begin() { m_look.start(200); }
    void wait() { m_loop.exec(); }

private:
    QEventLoop m_loop;
    QTimer m_look;
    int m_before = 0;
};

Big stalled(const bench::Heartbeat &heartbeat)
{
    Big out;
    out.lateMs = bench::percentile(heartbeat.lateMs(), 1);
    out.workMs = bench::percentile(heartbeat.workedMs(), 1);
    return out;
}

// Where the explorer shows it, in place of the answer before, until all that is shown of it is there.
Big measureShown(api::Client &client, ui::AnswerPane &pane, int megabytes)
{
    api::UserQuery query;
    query.pageSize = megabytes;
    const api::RequestData request = api::users::list(query);
    ui::ExplorerRun run(client);
    Filling filling(pane);
    QObject::connect(&run, &ui::ExplorerRun::answered, &pane, [&](const ui::ExplorerRun::Answer &answer) {
        pane.showAnswer(answer);
        filling.begin();
    });
    bench::Heartbeat heartbeat;
    QElapsedTimer clock;
    heartbeat.start();
    clock.start();
    pane.showWaiting(request);
    run.send(request, {});
    filling.wait();
    heartbeat.stop();
    Big out = stalled(heartbeat);
    out.ms = double(clock.nsecsElapsed()) / 1e6;
    out.rows = pane.findChild<ui::JsonView *>()->text().count(QStringLiteral("\"__typename\""));
    return out;
}

// What is kept of it, on the page of requests.
Big measureDetail(const api::Client &client, ui::RequestDetail &detail)
{
    detail.setEntry(nullptr); // else it would stay as it is
    Filling filling(detail);
    bench::Heartbeat heartbeat;
    QElapsedTimer clock;
    heartbeat.start();
    clock.start();
    detail.setEntry(&client.journal().entries().back());
    filling.begin();
    filling.wait();
    heartbeat.stop();
    Big out = stalled(heartbeat);
    out.ms = double(clock.nsecsElapsed()) / 1e6;
    out.rows = std::numeric_limits<int>::max(); // not the point
    return out;
}

bool printBig(const char *name, int megabytes, const std::function<Big()> &measure)
{
    std::vector<double> ms, late, work;
    bool isSound = true;
    for (int round = 0; round < rounds; ++round) {
        const Big big = measure();
        isSound &= big.rows > megabytes * 2000;
        ms.push_back(big.ms);
        late.push_back(big.lateMs);
        work.push_back(big.workMs);
    }
    std::printf("%s mb=%d median_ms=%.0f stall_median_ms=%.1f stall_max_ms=%.1f work_median_ms=%.1f "
                "work_max_ms=%.1f\n",
                name, megabytes, bench::median(ms), bench::median(late), bench::percentile(late, 1),
                bench::median(work), bench::percentile(work, 1));
    return isSound;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const ui::Theme theme(application);
    const int count = std::max(100, argc > 1 ? QByteArray(argv[1]).toInt() : 10'000);
    Server server;
    if (!server.waitUntilListening()) {
        std::fprintf(stderr, "bench_answers: no port\n");
        return 1;
    }
    api::Connection connection;
    connection.baseUrl = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.port()));
    connection.key = "sk_test_0123456789";
    connection.pace = false;
    const Small small = measureSmall(connection, count);
    std::printf("answers requests=%d per_s=%.0f bare_per_s=%.0f ratio=%.3f failures=%d\n", count, small.ours,
                small.bare, small.ours / small.bare, small.failures);
    bool isSound = small.failures == 0;
    api::Client client(connection);
    ui::AnswerPane pane;
    ui::RequestDetail detail;
    for (QWidget *widget : {static_cast<QWidget *>(&pane), static_cast<QWidget *>(&detail)}) {
        widget->resize(900, 600);
        widget->show();
    }
    for (const int megabytes : sizes) {
        isSound &= printBig("answers", megabytes, [&] { return measureBig(connection, megabytes); });
        isSound &= printBig("shown", megabytes, [&] { return measureShown(client, pane, megabytes); });
        isSound &= printBig("details", megabytes, [&] { return measureDetail(client, detail); });
    }
    return isSound ? 0 : 1;
}
