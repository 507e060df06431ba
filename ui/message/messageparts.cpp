#include "ui/message/messageparts.h"

#include "models/contentreader.h"
#include "models/vocabulary.h"
#include "ui/message/contentview.h"
#include "ui/message/messagefacts.h"

namespace ui {
namespace {

// More rows than anyone reads; a message that is marked all day long has no end of events.
constexpr int mostRows = 500;

template <class Model>
auto valuesOf(const Model *model)
{
    QList<typename Model::Value> out;
    for (int i = 0; i < model->rowCount(); ++i) {
        if (!model->row(i).isBroken())
            out += model->row(i).value;
    }
    return out;
}

} // namespace

MessageParts::MessageParts(api::Client &client, models::Vocabulary *vocabulary, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_vocabulary(vocabulary)
    , m_events(new models::EventsModel(client, this))
    , m_logs(new models::DeliveryLogsModel(client, this))
    , m_activities(new models::ActivitiesModel(client, this))
    , m_run(new MessageRun(client, vocabulary, this))
{
    connect(m_run, &MessageRun::changed, this, [this] { Q_EMIT changed(Part::Run); });
    for (models::CursorListBase *list :
         {static_cast<models::CursorListBase *>(m_events), static_cast<models::CursorListBase *>(m_logs),
          static_cast<models::CursorListBase *>(m_activities)})
        list->setVocabulary(vocabulary);
    connect(m_events, &models::CursorListBase::stateChanged, this,
            [this] { listChanged(m_events, Part::Events); });
    connect(m_events, &models::CursorListBase::stateChanged, this, &MessageParts::askAboutLoss);
    connect(m_logs, &models::CursorListBase::stateChanged, this, [this] { listChanged(m_logs, Part::Logs); });
    connect(m_activities, &models::CursorListBase::stateChanged, this,
            [this] { Q_EMIT changed(Part::Activities); });
    connect(&client, &api::Client::reachableChanged, this, &MessageParts::askAgainWhenBack);
}

// The lists see to themselves.
void MessageParts::askAgainWhenBack(bool isReachable)
{
    if (!isReachable)
        return;
    if (m_messageState == State::Failed && api::isLackOfNetwork(m_messageError))
        askMessage();
    if (m_contentState == State::Failed && api::isLackOfNetwork(m_contentError))
        askContent();
}

void MessageParts::open(const QString &id)
{
    clear();
    m_id = id;
    askMessage();
    askContent();
    m_events->setSource(models::sources::eventsOf(id));
    m_logs->setSource(models::sources::deliveryLogsOf(id));
    m_activities->setSource(models::sources::activitiesOf(id));
}

void MessageParts::open(const api::Message &known)
{
    clear();
    m_id = known.id;
    m_message = known;
    m_messageState = State::Ready;
    Q_EMIT changed(Part::Message);
    if (!followContents())
        askContent();
    m_events->setSource(models::sources::eventsOf(m_id));
    m_logs->setSource(models::sources::deliveryLogsOf(m_id));
    m_activities->setSource(models::sources::activitiesOf(m_id));
    askRun();
}

void MessageParts::askRun()
{
    if (m_runWanted)
        m_run->open(m_message);
}

void MessageParts::clear()
{
    m_messageCall = {};
    m_contentCall = {};
    m_id.clear();
    m_message = {};
    m_content = {};
    m_messageError = m_contentError = {};
    m_messageState = m_contentState = State::Waiting;
    m_events->clear();
    m_logs->clear();
    m_activities->clear();
    m_run->clear();
}

void MessageParts::refresh()
{
    if (m_id.isEmpty())
        return;
    askMessage();
    askContent();
    m_events->refresh();
    m_logs->refresh();
    m_activities->refresh();
    if (m_runWanted && hasMessage())
        m_run->refresh(m_message);
}

void MessageParts::retry(Part part)
{
    switch (part) {
    case Part::Message:
        askMessage();
        break;
    case Part::Content:
        askContent();
        break;
    case Part::Events:
        m_events->retry();
        break;
    case Part::Logs:
        m_logs->retry();
        break;
    case Part::Activities:
        m_activities->retry();
        break;
    case Part::Run:
        m_run->refresh(m_message);
        break;
    }
}

void MessageParts::update(const api::Message &message)
{
    if (message.id != m_id)
        return;
    m_message = message;
    m_messageState = State::Ready;
    Q_EMIT changed(Part::Message);
    m_events->refresh();
}

void MessageParts::askMessage()
{
    // What is shown stays while it is asked for again.
    if (m_messageState != State::Ready)
        m_messageState = State::Loading;
    m_messageCall
        = m_client.send<api::Message>(api::messages::get(m_id), [this](api::Result<api::Message> result) {
              m_messageError = result.error();
              if (result.ok()) {
                  m_message = std::move(result.value());
                  m_messageState = State::Ready;
                  if (m_vocabulary)
                      m_vocabulary->learn(m_message);
                  askRun();
              } else if (m_messageState != State::Ready) {
                  m_messageState = State::Failed;
              } else if (result.error().httpStatus == 404 && !m_runWanted) {
                  m_run->openRecipient(m_message); // a deleted one takes its messages along
              }
              Q_EMIT changed(Part::Message);
          });
    Q_EMIT changed(Part::Message);
}

// Of a message that a list holds the service may know nothing any more.
void MessageParts::askAboutLoss()
{
    const bool isUnknown
        = m_events->state() == models::CursorListBase::State::Failed && m_events->error().httpStatus == 404;
    if (isUnknown && hasMessage() && m_messageError.httpStatus != 404 && !m_messageCall.active())
        askMessage();
}

void MessageParts::askContent()
{
    if (m_contentState != State::Ready)
        m_contentState = State::Loading;
    m_contentCall = m_client.send<api::MessageContent>(api::messages::content(m_id),
                                                       [this](api::Result<api::MessageContent> result) {
                                                           if (m_contents && result.ok())
                                                               m_contents->add(m_id, result.value());
                                                           takeContent(std::move(result));
                                                       });
    Q_EMIT changed(Part::Content);
}

void MessageParts::takeContent(api::Result<api::MessageContent> result)
{
    m_contentError = result.error();
    m_contentState = result.ok() ? State::Ready : State::Failed;
    if (result.ok()) {
        m_content = std::move(result.value());
        if (m_vocabulary && !m_message.channelId.isNull())
            m_vocabulary->learn(m_message.channelId.id, m_content.data);
    }
    Q_EMIT changed(Part::Content);
}

void MessageParts::setContents(models::ContentReader *contents)
{
    m_contents = contents;
    connect(contents, &models::ContentReader::changed, this, [this](const QString &id) {
        if (id == m_id && m_contentState == State::Loading && !m_contentCall.active())
            followContents();
    });
}

bool MessageParts::followContents()
{
    using Known = models::ContentReader::State;
    switch (m_contents ? m_contents->state(m_id) : Known::Unknown) {
    case Known::Ready:
        takeContent(*m_contents->content(m_id));
        return true;
    case Known::Loading:
        m_contentState = State::Loading;
        Q_EMIT changed(Part::Content);
        return true;
    case Known::Failed:
        if (m_contentState != State::Loading)
            return false;
        takeContent(m_contents->error(m_id));
        return true;
    default:
        return false;
    }
}

void MessageParts::listChanged(models::CursorListBase *list, Part part)
{
    if (list->canFetchMore({}) && list->rowCount() < mostRows)
        return list->fetchMore({}); // tells its state again
    Q_EMIT changed(part);
}

const models::CursorListBase *MessageParts::listOf(Part part) const
{
    if (part == Part::Activities)
        return m_activities;
    return part == Part::Events ? static_cast<const models::CursorListBase *>(m_events) : m_logs;
}

MessageParts::State MessageParts::state(Part part) const
{
    if (part == Part::Message)
        return m_messageState;
    if (part == Part::Content)
        return m_contentState;
    if (part == Part::Run)
        return m_run->isSettled() ? State::Ready : State::Loading;
    if (m_id.isEmpty())
        return State::Waiting;
    const models::CursorListBase *list = listOf(part);
    if (list->state() == models::CursorListBase::State::Failed)
        return State::Failed;
    return list->hasLoadedOnce() ? State::Ready : State::Loading;
}

api::ApiError MessageParts::error(Part part) const
{
    switch (part) {
    case Part::Message:
        return m_messageError;
    case Part::Content:
        return m_contentError;
    case Part::Run:
        return {};
    default:
        return listOf(part)->error();
    }
}

bool MessageParts::isSettled() const
{
    using models::CursorListBase;
    for (const CursorListBase *list :
         {static_cast<const CursorListBase *>(m_events), static_cast<const CursorListBase *>(m_logs),
          static_cast<const CursorListBase *>(m_activities)}) {
        if (list->state() == CursorListBase::State::Loading)
            return false;
    }
    return !m_messageCall.active() && !m_contentCall.active() && m_contentState != State::Loading
        && m_run->isSettled();
}

QList<api::MessageDeliveryLog> MessageParts::logs() const
{
    return valuesOf(m_logs);
}

api::Message MessageParts::named() const
{
    api::Message message = m_message;
    const auto learnName = [](api::Recipient &one, const api::Recipient &told) {
        if (one.name.isEmpty() && one == told)
            one.name = told.name;
    };
    if (message.recipient.name.isEmpty())
        message.recipient.name = m_run->recipientName();
    for (int row = 0; row < m_activities->rowCount(); ++row) {
        const api::Activity &activity = m_activities->row(row).value;
        learnName(message.recipient, activity.recipient);
        for (api::Recipient &actor : message.actors)
            learnName(actor, activity.actor);
    }
    return message;
}

MessageStory MessageParts::story() const
{
    MessageStory story;
    story.message = named();
    story.joined = valuesOf(m_activities);
    story.run = m_run->run();
    story.eventsRead = m_events->hasLoadedOnce() && state(Part::Events) == State::Ready;
    story.contentGone = m_contentState == State::Failed && m_contentError.httpStatus == 404;
    story.recipientGone = m_run->recipientGone();
    story.events = valuesOf(m_events);
    story.logs = valuesOf(m_logs);
    story.channelType = channelTypeOf(m_message, m_vocabulary);
    if (story.channelType.isEmpty())
        story.channelType = channelTypeOf(m_content.data);
    if (!m_message.channelId.isNull())
        story.channelName = channelNameOf(m_message, m_vocabulary);
    story.destination = destinationOf(m_content.data);
    if (story.destination.isEmpty())
        story.destination = destinationOf(m_message);
    if (m_activities->rowCount() > 0) {
        story.activities = m_activities->rowCount();
        story.actor = m_activities->row(0).value.actor.label();
    }
    if (story.actor.isEmpty() && !m_message.actors.isEmpty())
        story.actor = m_message.actors.first().label();
    return story;
}

} // namespace ui
