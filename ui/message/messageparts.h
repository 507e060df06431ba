// Everything about one message, each part asked for by itself and at the same time.
#pragma once

#include "api/client/client.h"
#include "api/schema/content.h"
#include "models/lists.h"
#include "ui/message/messagerun.h"
#include "ui/message/messagestory.h"

#include <QObject>

namespace models {
class ContentReader;
}

namespace ui {

class MessageParts : public QObject
{
    Q_OBJECT
public:
    enum class Part { Message, Events, Content, Logs, Activities, Run };
    enum class State { Waiting, Loading, Ready, Failed };

    MessageParts(api::Client &client, models::Vocabulary *vocabulary, QObject *parent = nullptr);

    // Asks for everything about that message. One that a list holds already is shown meanwhile, and is not
    // asked for.
    void open(const QString &id);
    void open(const api::Message &known);
    // Also asks for the run, the messages beside it and the recipient: before the first open(). Off unless
    // asked for, because a list with one message beside it runs over many.
    void setRunWanted(bool wanted) { m_runWanted = wanted; }
    // Where a content may be known, or be on its way with others; outlives this. Without it, or where it
    // knows nothing, the content is asked for by itself.
    void setContents(models::ContentReader *contents);
    void refresh();
    void retry(Part part);
    void clear();
    // An answer to a mark: the message as it is now; its events are asked for again.
    void update(const api::Message &message);

    QString id() const { return m_id; }
    State state(Part part) const;
    api::ApiError error(Part part) const;
    bool isSettled() const; // nothing is under way

    const api::Message &message() const { return m_message; }
    bool hasMessage() const { return m_messageState == State::Ready; }
    // With the names of recipient and actors where an activity tells them.
    api::Message named() const;
    const api::MessageContent &content() const { return m_content; }
    QList<api::MessageDeliveryLog> logs() const;
    models::ActivitiesModel *activities() const { return m_activities; }
    const MessageRun &run() const { return *m_run; }
    models::Vocabulary *vocabulary() const { return m_vocabulary; }
    MessageStory story() const; // from what has arrived so far

Q_SIGNALS:
    void changed(ui::MessageParts::Part part);

private:
    void askMessage();
    void askAboutLoss();
    void askContent();
    void takeContent(api::Result<api::MessageContent> result);
    bool followContents(); // true: it is there, or on its way
    void askRun();
    void askAgainWhenBack(bool isReachable);
    void listChanged(models::CursorListBase *list, Part part);
    const models::CursorListBase *listOf(Part part) const;

    api::Client &m_client;
    models::Vocabulary *m_vocabulary;
    models::ContentReader *m_contents = nullptr;
    QString m_id;
    api::Message m_message;
    api::MessageContent m_content;
    State m_messageState = State::Waiting;
    State m_contentState = State::Waiting;
    api::ApiError m_messageError;
    api::ApiError m_contentError;
    models::EventsModel *m_events;
    models::DeliveryLogsModel *m_logs;
    models::ActivitiesModel *m_activities;
    MessageRun *m_run;
    bool m_runWanted = false;
    api::Call m_messageCall;
    api::Call m_contentCall;
};

} // namespace ui
