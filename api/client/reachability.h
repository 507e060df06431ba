// Whether the service can be reached, and looking for it again by itself after the network failed.
#pragma once

#include "api/client/apierror.h"

#include <QObject>
#include <QTimer>
#include <QUrl>
#include <functional>
#include <memory>

class QTcpSocket;

namespace api {

// Every try of a request tells it how it went. After one that found no network it tries to open a connection
// to the host now and then: after one second, two, four, up to every half minute, and at once when the system
// says that it is online again. A connection that opens means that it is worth asking again, not that the
// service answers; only an answer makes the pauses short again.
class Reachability : public QObject
{
    Q_OBJECT
public:
    static constexpr int longestPauseMs = 30'000;
    static constexpr int patienceMs = 10'000; // with one look

    explicit Reachability(QObject *parent = nullptr);
    ~Reachability() override;
    // Starts anew, with a host that is taken for reachable. `pauseMs`: the first one; 0: never looks.
    void follow(const QUrl &baseUrl, int pauseMs);
    void heard(NetworkCause cause); // of a try; None: an answer came
    bool isReachable() const { return m_isReachable; }
    bool isLooking() const { return m_isLooking; }

Q_SIGNALS:
    void changed(bool isReachable);

protected:
    // What tests put something else for: a pause of so long, and one look. They end in look() and looked().
    virtual void pause(int ms);
    virtual void openConnection(const QUrl &baseUrl);
    void look(); // now, unless one is under way or there is no need
    void looked(bool isThere);

private:
    void setReachable(bool reachable);
    void stopLooking();
    void watchSystem();

    QUrl m_baseUrl;
    int m_firstPauseMs = 0;
    int m_nextPauseMs = 0;
    bool m_isReachable = true;
    bool m_isLooking = false;
    bool m_isConnecting = false;
    bool m_watchesSystem = false;
    QTimer m_pause;
    std::unique_ptr<QTcpSocket> m_socket;
    QTimer m_patience;
};

} // namespace api
