// bench_pacing [SECONDS]: a mix of requests that keeps several tiers busy for that long (20: ten thousand
// requests), every tenth in the background, through the client to a sandbox that counts in a thread of its
// own. Prints how often it said 429, and how near each endpoint came to the rate it is allowed: the first
// second's worth leaves at once, the foreground then at the whole rate, the background at four fifths of it.
#include "api/client/client.h"
#include "api/schema/user.h"
#include "api/schema/workflow.h"
#include "bench/world.h"
#include "support/limited.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

namespace {

using namespace api;

struct Lane
{
    const EndpointInfo *endpoint = nullptr;
    int count = 0;
    int background = 0;
    bool isFull = true; // asked for more than it may
    double lastAnswer = 0; // seconds after the start
    double lastForeground = 0;

    double allowedSeconds() const
    {
        const double rate = requestsPerSecond(endpoint->tier);
        const double slow = std::max(1.0, std::floor(rate * 4 / 5));
        return (count - background - rate) / rate + background / slow;
    }
};

class Load
{
public:
    Load(Client &client, int seconds)
        : m_client(client)
        , m_seconds(seconds)
    {
    }
    // Waits until all is answered.
    void run()
    {
        m_clock.start();
        UserQuery some;
        some.pageSize = 5;
        fill(users::list, [&](int) { return users::list(some); });
        fill(users::get, [](int) { return users::get(QStringLiteral("nobody")); });
        fill(users::identify, [](int i) {
            return users::identify(QStringLiteral("paced-%1").arg(i % 50), {{{QStringLiteral("turn"), i}}});
        });
        fill(workflows::runs, [](int) { return workflows::runs({}); });
        fill(users::bulkDelete,
             [](int i) { return users::bulkDelete({{QStringLiteral("gone-%1").arg(i)}}); });
        // The fifth tier is beyond what one machine does to itself; it takes part all the same.
        fill(
            workflows::cancel,
            [](int) {
                return workflows::cancel(QStringLiteral("new-comment"), {QStringLiteral("none"), {}});
            },
            m_seconds * 34);
        m_loop.exec();
    }
    const std::vector<std::unique_ptr<Lane>> &lanes() const { return m_lanes; }
    int count() const { return m_count; }
    int networkFailures() const { return m_failures; }

private:
    template <class E, class Make>
    void fill(const E &endpoint, Make make, int count = 0)
    {
        m_lanes.push_back(std::make_unique<Lane>());
        Lane *lane = m_lanes.back().get();
        lane->endpoint = &endpoint;
        lane->isFull = count == 0;
        lane->count = count ? count : requestsPerSecond(endpoint.tier) * m_seconds;
        for (int i = 0; i < lane->count; ++i) {
            const bool isBackground = i % 10 == 9;
            lane->background += isBackground;
            auto request = make(i);
            if (isBackground)
                request.priority = Priority::Background;
            ++m_count;
            m_calls.push_back(
                m_client.send<typename E::Reply>(request, [this, lane, isBackground](const auto &r) {
                    lane->lastAnswer = double(m_clock.nsecsElapsed()) / 1e9;
                    if (!isBackground)
                        lane->lastForeground = lane->lastAnswer;
                    m_failures += r.error().kind == ApiError::Kind::Network || r.error().httpStatus == 429;
                    if (++m_answers == m_count)
                        m_loop.quit();
                }));
        }
    }

    Client &m_client;
    int m_seconds;
    QElapsedTimer m_clock;
    QEventLoop m_loop;
    std::vector<std::unique_ptr<Lane>> m_lanes;
    std::vector<Call> m_calls;
    int m_count = 0;
    int m_answers = 0;
    int m_failures = 0;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int seconds = std::max(2, argc > 1 ? QByteArray(argv[1]).toInt() : 20);
    sandbox::ServerOptions options;
    options.size = {200, 500, 20};
    options.admin = true;
    sandbox::SandboxServer server(options);
    if (!bench::start(server))
        return 1;
    Client client(bench::connectionTo(server));
    Load load(client, seconds);
    load.run();

    double least = 1;
    for (const auto &lane : load.lanes()) {
        const double part = lane->allowedSeconds() / lane->lastAnswer;
        std::printf("  %-32s %5d requests, %4d/s, last answer %6.2f s, foreground %6.2f s",
                    lane->endpoint->name, lane->count, requestsPerSecond(lane->endpoint->tier),
                    lane->lastAnswer, lane->lastForeground);
        if (lane->isFull) {
            least = std::min(least, part);
            std::printf(", %.1f %% of the allowed rate", 100 * part);
        }
        std::printf("\n");
    }
    const qint64 refused = limited(server);
    std::printf("pacing requests=%d limited=%lld failures=%d least_part=%.3f\n", load.count(),
                static_cast<long long>(refused), load.networkFailures(), least);
    return refused == 0 && load.networkFailures() == 0 ? 0 : 1;
}
