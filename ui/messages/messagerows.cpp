#include "ui/messages/messagerows.h"

#include "ui/listpanel.h"
#include "ui/message/messagefacts.h"
#include "ui/messages/messagefilters.h"

#include <QCoreApplication>
#include <QDateTime>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

using ScopeKind = models::MessageScope::Kind;

struct MessageRowsText
{
    Q_DECLARE_TR_FUNCTIONS(MessageRows)
};

QString retention()
{
    return MessageRowsText::tr(
        "Accounts keep messages for 30 or 90 days: older ones are not listed any more.");
}

} // namespace

QString settingsKeyOf(const models::MessageScope &scope)
{
    switch (scope.kind) {
    case ScopeKind::User:
        return u"personmessages"_s;
    case ScopeKind::Object:
        return u"objectmessages"_s;
    case ScopeKind::Workflow:
        return u"workflowmessages"_s;
    case ScopeKind::Channel:
        return u"channelmessages"_s;
    default:
        return u"messages"_s;
    }
}

QString filteredHint(const api::MessageQuery &query, const QDateTime &now)
{
    constexpr int shortestDays = 30;
    const bool isLongAgo = !query.insertedBefore.isNull()
        && query.insertedBefore < api::Timestamp::fromDateTime(now.addDays(-shortestDays));
    if (isLongAgo || !query.messageIds.isEmpty())
        return retention();
    if (!query.triggerData.isEmpty())
        return MessageRowsText::tr(
            "Trigger data has to be exactly equal: 3 is not “3”, and only the top level is compared.");
    return {};
}

void setEmptyText(ListPanel *list, const models::MessageScope &scope)
{
    switch (scope.kind) {
    case ScopeKind::Everybody:
        return list->setEmptyText(MessageRowsText::tr("No messages yet"),
                                  MessageRowsText::tr("They appear when a workflow runs."));
    case ScopeKind::User:
        return list->setEmptyText(MessageRowsText::tr("No message to this person is kept"),
                                  MessageRowsText::tr("%1 The feed may still show them.").arg(retention()));
    case ScopeKind::Object:
        return list->setEmptyText(MessageRowsText::tr("No message to this object is kept"), retention());
    case ScopeKind::Workflow:
        return list->setEmptyText(
            MessageRowsText::tr("No message of the workflow “%1” is kept").arg(scope.id), retention());
    case ScopeKind::Channel:
        return list->setEmptyText(MessageRowsText::tr("No message through this channel is kept"),
                                  retention());
    }
}

QList<int> hiddenColumns(const models::MessagesModel &model, const models::MessageScope &scope)
{
    QList<int> hidden;
    for (const auto key :
         {"actors"_L1, "tenant"_L1, "id"_L1, "seen_at"_L1, "read_at"_L1, "interacted_at"_L1,
          "link_clicked_at|clicked_at"_L1, "archived_at"_L1, "scheduled_at"_L1, "updated_at"_L1})
        hidden += model.columnOf(key);
    if (scope.isOfOneRecipient())
        hidden += model.columnOf("recipient"_L1);
    else if (scope.kind == ScopeKind::Workflow)
        hidden += model.columnOf("workflow|source.key"_L1);
    else if (scope.kind == ScopeKind::Channel)
        hidden += model.columnOf("channel_id|channel.id"_L1);
    return hidden;
}

QList<CellLink> linksOf(const models::MessagesModel &model, int row, const models::MessageScope &scope,
                        const models::Vocabulary *vocabulary)
{
    const api::Message &message = model.row(row).value;
    QList<CellLink> links;
    const auto add = [&](QLatin1StringView column, int value, const Place &place, const QString &text) {
        if (place.isValid() && !place.id.isEmpty())
            links += {model.columnOf(column), value, place, text};
    };
    if (!scope.isOfOneRecipient())
        add("recipient"_L1, 0, placeOf(message.recipient),
            MessageRowsText::tr("Open recipient “%1”").arg(message.recipient.label()));
    for (int i = 0; i < message.actors.size(); ++i)
        add("actors"_L1, i, placeOf(message.actors.at(i)),
            MessageRowsText::tr("Open actor “%1”").arg(message.actors.at(i).label()));
    if (scope.kind != ScopeKind::Workflow)
        add("workflow|source.key"_L1, 0, {u"workflow"_s, message.workflow, {}, {}},
            MessageRowsText::tr("Messages of the workflow “%1”").arg(message.workflow));
    if (scope.kind != ScopeKind::Channel)
        add("channel_id|channel.id"_L1, 0, {u"channel"_s, message.channelId.id, {}, {}},
            MessageRowsText::tr("Messages through “%1”").arg(channelLabel(message.channelId.id, vocabulary)));
    if (!message.tenant.isEmpty())
        add("tenant"_L1, 0, Place::ofObject(u"$tenants"_s, message.tenant),
            MessageRowsText::tr("Open tenant “%1”").arg(message.tenant));
    return links;
}

} // namespace ui
