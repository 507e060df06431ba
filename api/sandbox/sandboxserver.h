#pragma once

#include "api/sandbox/faults.h"
#include "api/sandbox/world.h"

#include <QJsonObject>
#include <QObject>
#include <QUrl>
#include <memory>

namespace api::sandbox {

struct ServerOptions
{
    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 0; // 0 picks one
    QString dataFile; // empty: in memory
    quint64 seed = 1;
    WorldSize size;
    bool rateLimits = true;
    int bulkRowsPerSecond = 100;
    Clock clock; // empty: the system's. What the server's own clock starts from.
    bool admin = false; // serve /_sandbox/ as well; on a loopback address only
    int trafficPerMinute = 0; // workflow runs that happen by themselves
    QString signingKeyFile; // PEM, or base64 of it: what user tokens are checked with; empty: none
    bool enhancedSecurity = false; // a publishable key needs a user token
    int requestTimeoutMs = 60'000; // for a request to begin, and for its head and its body to come
};

// The embedded server in a thread of its own: database, world, router and HTTP. Requests that come while the
// world is still being made wait for it.
class SandboxServer : public QObject
{
    Q_OBJECT
public:
    explicit SandboxServer(ServerOptions options, QObject *parent = nullptr);
    ~SandboxServer() override; // stops and joins

    void start(); // answers with ready() or failed()
    QUrl baseUrl() const; // valid from listening() on: http://127.0.0.1:PORT
    void resetWorld(); // back to the seed; answers with ready() or failed()

    // For tests. Each may be called from any thread, and returns when the server has done it.
    Timestamp now() const; // the server's time
    void advanceClock(qint64 us); // does all that becomes due on the way
    int addFault(const Fault &fault); // its id; 0 when there are too many
    void clearFaults();
    QJsonObject counters() const; // as /_sandbox/counters has them; of a server with `admin`

Q_SIGNALS:
    void listening(const QUrl &baseUrl); // requests are taken; the world may still be under way
    void progress(double part); // of making the world, 0 to 1
    void ready(); // the world is complete
    void failed(const QString &reason);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace api::sandbox
