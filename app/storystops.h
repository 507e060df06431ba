#pragma once

#include "api/client/client.h"
#include "api/schema/message.h"
#include "ui/place.h"

#include <QHash>
#include <functional>

namespace app {

struct TourStop
{
    QString name;
    ui::Place place;
};

// Finds the messages whose pages say most: each kind of ending, a batch, a push, two of one run that went
// different ways, and one whose recipient it deletes. What the world does not have is left out.
class StoryStops
{
public:
    explicit StoryStops(api::Client &client);
    void look(std::function<void(const QList<TourStop> &)> done);

private:
    void ask(const api::MessageQuery &query, std::function<void(const QList<api::Message> &)> then);
    void lookForEndings();
    void lookForBatch();
    void lookForPair();
    void removeRecipient();
    void add(const QString &name, const ui::Place &place);
    api::Client &m_client;
    api::Call m_call;
    std::function<void(const QList<TourStop> &)> m_done;
    QList<TourStop> m_stops;
    api::Message m_bounced;
    api::Message m_last;
};

} // namespace app
