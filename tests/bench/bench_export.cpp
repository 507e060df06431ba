// bench_export [DELAY_MS] [MESSAGES]: all messages of a sandbox that counts requests and is slow by so much,
// into a file: by one crawl from page to page, and by slices of time that are read side by side. Prints the
// rows a second of both, their ratio, how often the service said 429, and how long the UI thread was busy at
// a stretch.
#include "api/client/client.h"
#include "bench/figures.h"
#include "bench/heartbeat.h"
#include "bench/world.h"
#include "models/export.h"
#include "models/lists.h"
#include "models/messagescope.h"
#include "support/limited.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <cstdio>

namespace {

using namespace api;

struct Run
{
    double seconds = 0;
    qint64 rows = 0;
    int slices = 0;
    double worstWorkMs = 0;
    QString problem;
    double rate() const { return double(rows) / seconds; }
};

Run run(const Connection &connection, const QString &path, bool isSliced)
{
    Client client(connection); // each begins with a full bucket
    models::ExportShape shape;
    shape.format = models::FileFormat::JsonLines;
    models::Export one(client, QStringLiteral("Messages"), path,
                       std::make_unique<models::ListExport<Message, Page<Message>>>(
                           client, models::MessageScope().source(), shape));
    one.setSliced(isSliced);
    QEventLoop loop;
    QObject::connect(&one, &models::Export::stateChanged, &loop, [&] {
        if (!one.isRunning())
            loop.quit();
    });
    bench::Heartbeat heart;
    heart.start();
    QElapsedTimer clock;
    clock.start();
    one.start();
    if (one.isRunning())
        loop.exec();
    Run result;
    result.seconds = double(clock.nsecsElapsed()) / 1e9;
    heart.stop();
    result.rows = one.rows();
    result.slices = one.crawl().sliceCount();
    result.worstWorkMs = bench::percentile(heart.workedMs(), 1);
    result.problem = one.problem();
    return result;
}

QStringList idsIn(const QString &path)
{
    QStringList ids;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return ids;
    while (!file.atEnd())
        ids += QJsonDocument::fromJson(file.readLine()).object().value(QLatin1StringView("id")).toString();
    return ids;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int delayMs = argc > 1 ? QByteArray(argv[1]).toInt() : 50;
    const int messages = std::max(100, argc > 2 ? QByteArray(argv[2]).toInt() : 20'000);
    sandbox::ServerOptions options;
    options.size = {500, messages, 30};
    options.admin = true;
    sandbox::SandboxServer server(options);
    if (!bench::start(server))
        return 1;
    bench::slowDown(server, delayMs, "/v1/messages");
    const Connection connection = bench::connectionTo(server);
    const QTemporaryDir folder;
    const QString one = folder.filePath(QStringLiteral("one.jsonl"));
    const QString many = folder.filePath(QStringLiteral("many.jsonl"));
    const Run sequential = run(connection, one, false);
    const Run sliced = run(connection, many, true);
    const bool isSame = sequential.problem.isEmpty() && sliced.problem.isEmpty() && idsIn(one) == idsIn(many);
    const qint64 refused = limited(server);
    std::printf("export rows=%lld delay_ms=%d sequential_rows/s=%.0f sliced_rows/s=%.0f ratio=%.1f slices=%d "
                "limited=%lld same=%s busiest_ms=%.1f sequential_s=%.1f sliced_s=%.1f\n",
                static_cast<long long>(sliced.rows), delayMs, sequential.rate(), sliced.rate(),
                sliced.rate() / sequential.rate(), sliced.slices, static_cast<long long>(refused),
                isSame ? "yes" : "no", sliced.worstWorkMs, sequential.seconds, sliced.seconds);
    return isSame && refused == 0 ? 0 : 1;
}
