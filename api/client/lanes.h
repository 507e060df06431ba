#pragma once

#include "api/schema/endpoint.h"

#include <QObject>
#include <memory>
#include <vector>

class QNetworkAccessManager;
class QNetworkReply;

namespace api {

// The connections requests travel on. Qt opens six to a host for each QNetworkAccessManager (HTTP/1.1) and
// lets the rest queue: what runs in the background has managers of its own, so that a person never waits
// behind it and many requests can be under way where each answer takes its time.
class Lanes : public QObject
{
    Q_OBJECT
public:
    static constexpr int perLane = 6;
    static constexpr int mostInBackground = 5; // lanes

    class Lane
    {
    public:
        explicit Lane(QNetworkAccessManager *network)
            : m_network(network)
        {
        }
        QNetworkAccessManager &network() const { return *m_network; }
        int busy() const { return *m_busy; } // replies taken that are not finished
        void take(const QNetworkReply &reply);

    private:
        QNetworkAccessManager *m_network;
        std::shared_ptr<int> m_busy = std::make_shared<int>(0);
    };

    // With a network given, which outlives this, everything travels on that one.
    explicit Lanes(QNetworkAccessManager *given, QObject *parent = nullptr);
    // The one to send the next request on: of the background the first that is not full, else the emptiest.
    Lane &pick(Priority priority);
    std::size_t count() const { return 1 + m_background.size(); }

private:
    bool m_isGiven;
    Lane m_foreground;
    std::vector<std::unique_ptr<Lane>> m_background;
};

} // namespace api
