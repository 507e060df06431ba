#include "api/client/reachability.h"

#include <QNetworkInformation>
#include <QTcpSocket>
#include <algorithm>

namespace api {

Reachability::Reachability(QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_patience.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Reachability::look);
    connect(&m_patience, &QTimer::timeout, this, [this] { looked(false); });
}

Reachability::~Reachability()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void Reachability::follow(const QUrl &baseUrl, int pauseMs)
{
    stopLooking();
    m_baseUrl = baseUrl;
    m_firstPauseMs = m_nextPauseMs = pauseMs;
    setReachable(true);
}

void Reachability::heard(NetworkCause cause)
{
    if (cause == NetworkCause::None) {
        stopLooking();
        m_nextPauseMs = m_firstPauseMs;
        return setReachable(true);
    }
    if (isLackOfNetwork(cause) && m_firstPauseMs > 0 && !m_isLooking) {
        m_isLooking = true;
        watchSystem();
        pause(m_nextPauseMs);
    }
    setReachable(false);
}

void Reachability::setReachable(bool reachable)
{
    if (std::exchange(m_isReachable, reachable) != reachable)
        Q_EMIT changed(reachable);
}

void Reachability::stopLooking()
{
    m_isLooking = m_isConnecting = false;
    m_pause.stop();
    m_patience.stop();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater(); // it may be the one that is just telling
    }
}

void Reachability::pause(int ms)
{
    m_pause.start(ms);
}

void Reachability::look()
{
    if (!m_isLooking || std::exchange(m_isConnecting, true))
        return;
    m_pause.stop();
    m_nextPauseMs = std::min(m_nextPauseMs * 2, longestPauseMs);
    openConnection(m_baseUrl);
}

void Reachability::looked(bool isThere)
{
    if (!m_isConnecting)
        return;
    stopLooking();
    if (isThere)
        return setReachable(true);
    m_isLooking = true;
    pause(m_nextPauseMs);
}

void Reachability::openConnection(const QUrl &baseUrl)
{
    m_socket = std::make_unique<QTcpSocket>();
    connect(m_socket.get(), &QTcpSocket::connected, this, [this] { looked(true); });
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, [this] { looked(false); });
    m_patience.start(patienceMs);
    m_socket->connectToHost(baseUrl.host(), quint16(baseUrl.port(baseUrl.scheme() == u"https" ? 443 : 80)));
}

// Only once the network failed: asking the system costs something, and most never need to.
void Reachability::watchSystem()
{
    if (std::exchange(m_watchesSystem, true) || !QNetworkInformation::loadDefaultBackend())
        return;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability now) {
                if (now == QNetworkInformation::Reachability::Online)
                    look();
            });
}

} // namespace api
