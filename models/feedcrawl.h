#pragma once

#include "models/feedmodel.h"

namespace models {

// Reads all items of a feed that match, in pages of 200 and behind whatever somebody waits for (E14). It can
// be stopped and goes on from where it was; so it does after a failure: no page is read twice, no item is
// lost.
class FeedCrawl : public QObject
{
    Q_OBJECT
public:
    enum class State { Idle, Running, Stopped, Failed, Done };
    Q_ENUM(State)

    explicit FeedCrawl(api::Client &client, QObject *parent = nullptr);

    void start(const QString &userId, const QString &channelId, const api::FeedQuery &query);
    void stop(); // asks for no further page; what was read stays, and so does a page that is on its way
    void goOn(); // after stop(), or a failure
    void clear(); // no items; drops the request under way
    State state() const;
    const api::ApiError &error() const { return m_items->error(); } // where it has failed
    FeedModel *items() const { return m_items; } // those read so far, newest first, each once
    int count() const { return m_items->rowCount(); }

Q_SIGNALS:
    void changed(); // the state, or how much was read

private:
    void readOn();

    FeedModel *m_items;
    bool m_stopped = false;
};

} // namespace models
