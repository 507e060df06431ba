// Tries an address with a key by asking one harmless question.
#pragma once

#include "api/client/call.h"
#include "api/client/connection.h"
#include "models/shown.h"

#include <QElapsedTimer>
#include <QObject>
#include <memory>

class QNetworkAccessManager;
namespace api {
class Client;
struct ApiError;
}

namespace models {

struct ConnectionVerdict
{
    enum class Field { None, Address, Key, UserToken }; // what to look at
    Tone tone = Tone::None; // Ok: it works; Warn: it may; Bad: it doesn't
    QString sentence;
    QString hint; // may be empty
    Field field = Field::None;
};

class ConnectionTest : public QObject
{
    Q_OBJECT
public:
    static constexpr int timeoutMs = 15'000;
    // `network` is the test seam; without one each test makes its own.
    explicit ConnectionTest(QNetworkAccessManager *network = nullptr, QObject *parent = nullptr);
    ~ConnectionTest() override;
    // One GET: a page of one person with a secret key, the token's person with a publishable one. A test
    // under way is given up.
    void start(api::Connection connection);
    void cancel();
    bool isRunning() const { return m_call.active(); }

Q_SIGNALS:
    void finished(const models::ConnectionVerdict &verdict);

private:
    void answered(const api::ApiError &error);
    QNetworkAccessManager *m_network;
    std::unique_ptr<api::Client> m_client;
    api::Call m_call;
    QElapsedTimer m_time;
};

// What the answer to that question says.
ConnectionVerdict connectionVerdict(const api::Connection &connection, const api::ApiError &error,
                                    qint64 durationMs);

} // namespace models
