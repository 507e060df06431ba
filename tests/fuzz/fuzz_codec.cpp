// Any JSON, read as every entity of the schema. What was read is written and read once more: the second
// writing must equal the first, and never has more problems.
#include "api/schema/bulk.h"
#include "api/schema/channeldata.h"
#include "api/schema/content.h"
#include "api/schema/errorbody.h"
#include "api/schema/feed.h"
#include "api/schema/message.h"
#include "api/schema/object.h"
#include "api/schema/preferences.h"
#include "api/schema/schedule.h"
#include "api/schema/slack.h"
#include "api/schema/subscription.h"
#include "api/schema/tenant.h"
#include "api/schema/user.h"
#include "api/schema/workflow.h"
#include "demand.h"

#include <QJsonDocument>

using namespace api;

namespace {

template <class T>
void readOnly(const QJsonValue &json)
{
    T value;
    Trace trace;
    read(json, value, trace);
    // What is wrong is said, in bounded length.
    fuzz::demand(trace.problems().size() <= 20, "at most 20 problems are kept");
    fuzz::demand((trace.problemCount() == 0) == trace.problems().isEmpty(), "a problem is named");
}

template <Described T>
void roundTrip(const QJsonValue &json)
{
    T first;
    Trace trace;
    read(json, first, trace);
    const QJsonObject written = writeObject(first);
    T second;
    Trace again;
    read(QJsonValue(written), second, again);
    const QJsonObject rewritten = writeObject(second);
    fuzz::demand(rewritten == written, "writing what was written changes nothing",
                 QJsonDocument(written).toJson() + QJsonDocument(rewritten).toJson());
}

template <Described Q>
void asQuery(const QJsonValue &json)
{
    Q query;
    Trace trace;
    read(json, query, trace);
    QUrlQuery out;
    addQuery(out, query);
    const QString sent = out.query(QUrl::FullyEncoded);
    fuzz::demand(QUrlQuery(sent).query(QUrl::FullyEncoded) == sent, "a query survives being sent",
                 sent.toUtf8());
}

template <class... T>
void readEach(const QJsonValue &json)
{
    (readOnly<T>(json), ...);
}
template <class... T>
void roundTripEach(const QJsonValue &json)
{
    (roundTrip<T>(json), ...);
}
template <class... T>
void asQueryEach(const QJsonValue &json)
{
    (asQuery<T>(json), ...);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = QByteArray::fromRawData(reinterpret_cast<const char *>(data), qsizetype(size));
    readErrorBody(input);
    const Timestamp time = Timestamp::fromWire(QString::fromUtf8(input.left(64)));
    fuzz::demand(Timestamp::fromWire(time.toWire()).us == time.us, "a time reads as it was written", input);
    const QJsonDocument document = QJsonDocument::fromJson(input);
    if (document.isNull())
        return 0;
    const QJsonValue json = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    readEach<Feed, Page<Message>, Page<User>, Page<Object>, Page<Tenant>, Page<Subscription>, Page<Schedule>,
             Page<MessageContent>, Page<MessageEvent>, Page<Activity>, Page<MessageDeliveryLog>,
             Page<WorkflowRecipientRun>, QList<PreferenceSet>, MessageContent>(json);
    roundTripEach<User, Message, MessageEvent, Activity, MessageDeliveryLog, FeedItem, FeedMeta, Object,
                  Tenant, Subscription, Schedule, ScheduleRepeat, ChannelData, PreferenceSet, BulkOperation,
                  WorkflowRecipientRun, RunEvent, SlackConnection, SlackChannels, ErrorBody, Trigger,
                  TriggerReply, Cancellation, BulkStatusFilter, SchedulesToCreate, SchedulesToUpdate,
                  BulkSubscriptions, BulkPreferences, StatusChange, EmailContent, SmsContent, PushContent,
                  ChatContent, InAppContent, ChatBlock, ContentBlock, ContentButton, FieldError,
                  BulkErrorItem, ChannelInfo, MessageSource, ProviderRequest, ProviderResponse, PageInfo,
                  RunSource, Branding, SlackChannel, TriggerSettings, ChannelDataEdit, BatchStatusChange,
                  ObjectIds, ObjectSet, ScheduleIds, BulkSchedules, SubscribersToAdd, SubscribersToRemove,
                  TenantSet, TenantIds, UserMerge, UserSet, UserIds>(json);
    asQueryEach<MessageQuery, FeedQuery, UserQuery, SubscriptionQuery, ScheduleQuery, TenantQuery, RunQuery,
                SlackChannelQuery, ActivityQuery, PageQuery, ContentQuery, ObjectQuery, PreferenceQuery,
                OwnScheduleQuery, UserSubscriptionQuery, SlackOwner, TenantOptions, TenantIds>(json);
    return 0;
}
