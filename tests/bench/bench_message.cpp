// bench_message [DELAY_MS] [MESSAGES]: from asking for a message's page to seeing all five parts of it, at an
// injected delay, against the slowest one of these parts asked for by a bare QNetworkAccessManager.
#include "api/client/client.h"
#include "bench/figures.h"
#include "bench/world.h"
#include "models/vocabulary.h"
#include "ui/fontwarmup.h"
#include "ui/message/messagepage.h"
#include "ui/message/messageview.h"
#include "ui/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>
#include <cstdio>

namespace {

constexpr auto key = "sk_test_sandbox";

QByteArray fetch(QNetworkAccessManager &network, const QUrl &base, const QString &path)
{
    QUrl url(base.toString() + path);
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", QByteArray("Bearer ") + key);
    QEventLoop loop;
    QNetworkReply *reply = network.get(request);
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    return reply->readAll();
}

QStringList someIds(QNetworkAccessManager &network, const QUrl &base, int count)
{
    const QByteArray body
        = fetch(network, base, QStringLiteral("/v1/messages?page_size=%1").arg(qMin(count, 50)));
    QStringList ids;
    for (const auto row : QJsonDocument::fromJson(body).object().value(QLatin1StringView("items")).toArray())
        ids += row.toObject().value(QLatin1StringView("id")).toString();
    return ids;
}

double slowestPart(QNetworkAccessManager &network, const QUrl &base, const QString &id)
{
    double slowest = 0;
    for (const char *part : {"", "/content", "/events?page_size=50", "/activities?page_size=50",
                             "/delivery_logs?page_size=50"}) {
        QElapsedTimer time;
        time.start();
        fetch(network, base, QStringLiteral("/v1/messages/") + id + QLatin1StringView(part));
        slowest = std::max(slowest, double(time.nsecsElapsed()) / 1e6);
    }
    return slowest;
}

bool isSeen(const ui::MessageParts &parts)
{
    using Part = ui::MessageParts::Part;
    using State = ui::MessageParts::State;
    for (const Part part : {Part::Message, Part::Content, Part::Events, Part::Activities, Part::Logs}) {
        if (parts.state(part) == State::Loading || parts.state(part) == State::Waiting)
            return false;
    }
    return true;
}

struct Opening // milliseconds
{
    double seen = 0; // until all parts are there
    double work = 0; // of this thread until then, whatever else the machine does
    double whole = 0; // until nothing is under way
};

Opening openPage(ui::MessagePage &page, const QString &id)
{
    const ui::MessageParts &parts = page.findChild<ui::MessageView *>()->parts();
    QEventLoop loop;
    QElapsedTimer time;
    Opening opening;
    const double workBefore = bench::threadMs();
    QObject guard;
    bool isTold = false;
    QObject::connect(&parts, &ui::MessageParts::changed, &guard, [&] {
        // The page tells its story in the next turn of the event loop, so the clock stops in the one after.
        if (!isTold && isSeen(parts)) {
            isTold = true;
            QTimer::singleShot(1, &guard, [&] {
                opening.seen = double(time.nsecsElapsed()) / 1e6;
                opening.work = bench::threadMs() - workBefore;
            });
        }
    });
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] {
        if (opening.seen > 0 && page.isSettled())
            loop.quit();
    });
    watch.start(5);
    QTimer::singleShot(30'000, &loop, &QEventLoop::quit);
    time.start();
    page.go({QStringLiteral("message"), id, {}, {}});
    loop.exec();
    opening.whole = double(time.nsecsElapsed()) / 1e6;
    return opening;
}

// The same without a widget: what of it is waiting.
double readParts(ui::MessageParts &parts, const QString &id)
{
    QEventLoop loop;
    QElapsedTimer time;
    QObject guard;
    QObject::connect(&parts, &ui::MessageParts::changed, &guard, [&] {
        if (isSeen(parts))
            loop.quit();
    });
    QTimer::singleShot(30'000, &loop, &QEventLoop::quit);
    time.start();
    parts.open(id);
    loop.exec();
    return double(time.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int delayMs = arguments.value(1, QStringLiteral("100")).toInt();
    const int count = std::max(3, arguments.value(2, QStringLiteral("20")).toInt());

    api::sandbox::ServerOptions options;
    options.rateLimits = false;
    api::sandbox::SandboxServer server(options);
    if (!bench::start(server))
        return 1;
    QNetworkAccessManager network;
    const QUrl url = server.baseUrl();
    const QStringList ids = someIds(network, url, count);
    bench::slowDown(server, delayMs);

    std::vector<double> slowest, read, seen, work, whole;
    for (const QString &id : ids)
        slowest.push_back(slowestPart(network, url, id));
    const ui::Theme theme(application);
    const ui::FontWarmUp warmUp(
        {theme.baseFont(), theme.fixedFont(), theme.boldFont()}); // as the console does
    api::Connection connection;
    connection.baseUrl = url;
    connection.key = key;
    api::Client client(connection);
    models::Vocabulary vocabulary;
    ui::MessageParts parts(client, &vocabulary);
    for (const QString &id : ids)
        read.push_back(readParts(parts, id));
    parts.clear();
    ui::MessagePage page({&client, nullptr, &vocabulary});
    page.resize(1200, 800);
    page.show();
    for (const QString &id : ids) {
        const Opening opening = openPage(page, id);
        seen.push_back(opening.seen);
        work.push_back(opening.work);
        whole.push_back(opening.whole);
    }
    std::printf("message delay_ms=%d messages=%d slowest_p50_ms=%.1f read_p50_ms=%.1f seen_p50_ms=%.1f "
                "seen_max_ms=%.1f work_p50_ms=%.1f "
                "whole_p50_ms=%.1f ratio=%.2f\n",
                delayMs, int(ids.size()), bench::median(slowest), bench::median(read), bench::median(seen),
                bench::percentile(seen, 1), bench::median(work), bench::median(whole),
                bench::median(seen) / bench::median(slowest));
    return 0;
}
