// bench_trigger: messages a second that a trigger with 1,000 recipients makes on three channels, from the
// request to the last run's end, in memory and in a file; without HTTP.
#include "api/sandbox/engine.h"
#include "api/sandbox/router.h"
#include "api/sandbox/workflows.h"
#include "bench/figures.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <chrono>
#include <cstdio>

namespace {

using namespace api;
using namespace api::sandbox;
using SteadyClock = std::chrono::steady_clock;

constexpr int rounds = 5;
constexpr int recipients = 1000;

double secondsSince(SteadyClock::time_point start)
{
    return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

QByteArray bodyOf(int round) // people nobody has seen before, with an address on each of the channels
{
    QJsonArray list;
    for (int i = 0; i < recipients; ++i) {
        const QString id = QStringLiteral("person-%1-%2").arg(round).arg(i);
        list.append(QJsonObject {{QStringLiteral("id"), id},
                                 {QStringLiteral("name"), id},
                                 {QStringLiteral("email"), id + QStringLiteral("@example.com")},
                                 {QStringLiteral("phone_number"), QStringLiteral("+15550100")}});
    }
    const QJsonObject data {{QStringLiteral("headline"), QStringLiteral("Come in")},
                            {QStringLiteral("project"),
                             QJsonObject {{QStringLiteral("id"), QStringLiteral("apollo")},
                                          {QStringLiteral("name"), QStringLiteral("Apollo")}}}};
    return QJsonDocument(QJsonObject {{QStringLiteral("recipients"), list},
                                      {QStringLiteral("actor"), list.first()},
                                      {QStringLiteral("data"), data}})
        .toJson(QJsonDocument::Compact);
}

bool measure(const char *name, const QString &file, const Workflows &workflows)
{
    QString error;
    const auto store = Store::open(file, &error);
    if (!store)
        return false;
    Router router(*store, workflows, {.clock = systemClock(), .random = Random(1), .rateLimits = false});
    Engine engine(*store, workflows, Random(2));
    HttpRequest request;
    request.verb = "POST";
    request.path = "/v1/workflows/invite/trigger"; // feed, mail and SMS
    request.headers.emplaceBack("Authorization", "Bearer sk_test_sandbox");
    std::vector<double> answered, rates;
    for (int round = 0; round < rounds; ++round) {
        request.body = bodyOf(round);
        const auto start = SteadyClock::now();
        if (!router.handle(request).isSuccess())
            return false;
        answered.push_back(secondsSince(start) * 1e3);
        while (engine.advance(systemClock()(), 40) == 40) { } // as the server does between requests
        const double seconds = secondsSince(start);
        const qint64 made = store->value(QStringLiteral("SELECT count(*) FROM messages")).toLongLong();
        if (made != qint64(round + 1) * recipients * 3)
            return false;
        rates.push_back(recipients * 3 / seconds);
    }
    std::printf("%s recipients=%d messages=%d answer_ms=%.1f messages_per_s=%.0f\n", name, recipients,
                recipients * 3, bench::median(answered), bench::median(rates));
    std::fflush(stdout);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const Workflows workflows = Workflows::builtIn();
    const QTemporaryDir folder;
    if (measure("memory", {}, workflows)
        && measure("file", folder.filePath(QStringLiteral("t.db")), workflows))
        return 0;
    std::fprintf(stderr, "bench_trigger: a trigger failed\n");
    return 1;
}
