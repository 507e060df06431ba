#include "ui/message/messagefacts.h"

#include "api/schema/feed.h"
#include "models/display.h"
#include "models/vocabulary.h"
#include "ui/flowlayout.h"
#include "ui/keyvaluetable.h"
#include "ui/layoutpause.h"
#include "ui/linklabel.h"
#include "ui/theme.h"

#include <QCoreApplication>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

struct MessageFactsText
{
    Q_DECLARE_TR_FUNCTIONS(MessageFacts)
};

LinkLabel *link(const QString &text, const Place &place, const OpenPlace &open, QWidget *parent)
{
    auto *label = new LinkLabel(text, place, parent);
    QObject::connect(label, &LinkLabel::openRequested, label,
                     [open](const Place &where, bool inNewTab) { open(where, inNewTab); });
    return label;
}

Place messagesWith(const QString &key, const QString &value)
{
    Place place {u"messages"_s, {}, {}, {}};
    place.setFilter(key, {value});
    return place;
}

void addPeople(KeyValueTable *table, const QString &label, const QList<api::Recipient> &people,
               const OpenPlace &open)
{
    auto *row = new QWidget(table);
    auto *layout = new FlowLayout(row, metric::inside); // beside a list there may be little room
    layout->setContentsMargins(0, 5, 0, 5);
    for (const api::Recipient &one : people.mid(0, 5)) {
        if (const Place place = placeOf(one); place.isValid())
            layout->addWidget(link(one.label(), place, open, row));
        else
            layout->addWidget(new QLabel(one.label(), row));
    }
    if (people.size() > 5)
        layout->addWidget(new QLabel(MessageFactsText::tr("and %1 more").arg(people.size() - 5), row));
    table->addWidget(label, row);
}

} // namespace

Place placeOf(const api::Recipient &recipient)
{
    if (recipient.isNull())
        return {};
    return recipient.isObject() ? Place::ofObject(recipient.collection, recipient.id)
                                : Place {u"user"_s, recipient.id, {}, {}};
}

void fillFacts(KeyValueTable *table, const api::Message &message, const models::Vocabulary *vocabulary,
               const OpenPlace &open, bool withData)
{
    const models::Look look {vocabulary, 0};
    const LayoutPause pause(*table);
    table->clear();
    table->addId(MessageFactsText::tr("Message"), message.id);
    if (!message.recipient.isNull())
        addPeople(table, MessageFactsText::tr("Recipient"), {message.recipient}, open);
    if (!message.actors.isEmpty())
        addPeople(table,
                  message.actors.size() == 1 ? MessageFactsText::tr("Actor") : MessageFactsText::tr("Actors"),
                  message.actors, open);
    const QString workflow = message.workflow.isEmpty() ? message.source.key : message.workflow;
    if (!workflow.isEmpty())
        table->addWidget(MessageFactsText::tr("Workflow"),
                         link(workflow, Place {u"workflow"_s, workflow, {}, {}}, open, table));
    if (!message.source.categories.isEmpty())
        table->addRow(MessageFactsText::tr("Categories"), {models::display(message.source.categories, look)});
    if (!message.channelId.isNull())
        table->addWidget(MessageFactsText::tr("Channel"),
                         link(channelNameOf(message, vocabulary),
                              Place {u"channel"_s, message.channelId.id, {}, {}}, open, table));
    if (message.tenant.isEmpty())
        table->addRow(MessageFactsText::tr("Tenant"), {models::displayNull()});
    else
        table->addWidget(MessageFactsText::tr("Tenant"),
                         link(message.tenant, messagesWith(u"tenant"_s, message.tenant), open, table));
    table->addRow(MessageFactsText::tr("Created"), {models::display(message.insertedAt, look)});
    if (!message.scheduledAt.isNull())
        table->addRow(MessageFactsText::tr("Planned for"), {models::display(message.scheduledAt, look)});
    if (!message.updatedAt.isNull())
        table->addRow(MessageFactsText::tr("Updated"), {models::display(message.updatedAt, look)});
    if (!message.source.workflowRunId.isEmpty())
        table->addId(MessageFactsText::tr("Workflow run"), message.source.workflowRunId);
    if (!message.source.workflowRecipientRunId.isEmpty())
        table->addId(MessageFactsText::tr("Recipient's run"), message.source.workflowRecipientRunId);
    if (withData && !message.data.isEmpty())
        table->addRow(MessageFactsText::tr("Data"), {models::display(message.data, look)});
    if (!message.metadata.isEmpty())
        table->addRow(MessageFactsText::tr("Metadata"), {models::display(message.metadata, look)});
}

api::Message messageOf(const api::FeedItem &item, const QString &userId, const QString &channelId)
{
    api::Message m;
    m.id = item.id;
    m.status = api::Delivery::Delivered; // what is in a feed has arrived there
    m.engagement = item.engagement();
    m.recipient.id = userId;
    m.workflow = item.source.key;
    m.channelId.id = channelId;
    m.tenant = item.tenant;
    m.actors = item.actors;
    m.source = item.source;
    m.data = item.data;
    m.seenAt = item.seenAt;
    m.readAt = item.readAt;
    m.interactedAt = item.interactedAt;
    m.linkClickedAt = item.linkClickedAt;
    m.archivedAt = item.archivedAt;
    m.insertedAt = item.insertedAt;
    m.updatedAt = item.updatedAt;
    m.raw = item.raw;
    return m;
}

QString channelTypeOf(const api::Message &message, const models::Vocabulary *vocabulary)
{
    if (message.channel && !message.channel->type.isEmpty())
        return message.channel->type;
    return vocabulary ? vocabulary->channel(message.channelId.id).type : QString();
}

QString channelNameOf(const api::Message &message, const models::Vocabulary *vocabulary)
{
    if (vocabulary && vocabulary->knowsChannel(message.channelId.id))
        return vocabulary->channel(message.channelId.id).label();
    if (message.channel && !message.channel->name.isEmpty())
        return message.channel->name;
    return message.channelId.id;
}

QString destinationOf(const api::Message &message)
{
    return message.raw.value("recipient_snapshot"_L1).toObject().value("email"_L1).toString();
}

} // namespace ui
