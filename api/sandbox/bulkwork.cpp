#include "api/sandbox/bulkwork.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/preferencesets.h"
#include "api/sandbox/scheduleedit.h"
#include "api/sandbox/subscriptions.h"
#include "api/sandbox/workflows.h"

namespace api::sandbox {

namespace {

bool define(const BulkContext &c, const BulkItem &item)
{
    if (isLegacy(c.store, item.ref))
        return false;
    const RecipientSpec spec {.ref = item.ref,
                              .isInline = !item.body.isEmpty(),
                              .definition = jsonObject(item.body),
                              .triggerData = {}};
    if (!identify(c.store, spec, c.workflows, c.now))
        return false;
    ensure(c.store, item.ref, c.now);
    return true;
}

bool removeOne(const BulkContext &c, const BulkItem &item)
{
    return !isLegacy(c.store, item.ref) && remove(c.store, item.ref);
}

bool setPreferences(const BulkContext &c, const BulkItem &item)
{
    if (isLegacy(c.store, item.ref) || !exists(c.store, item.ref))
        return false;
    storePreferences(c.store, item.ref, c.job.value(QLatin1StringView("preferences")).toObject());
    return true;
}

// The body of both kinds below: {object: its id, recipient: a definition if there is one, properties}.
Ref objectOf(const BulkContext &c, const QJsonObject &body)
{
    return Ref::object(c.job.value(QLatin1StringView("collection")).toString(),
                       body.value(QLatin1StringView("object")).toString());
}

bool addSubscription(const BulkContext &c, const BulkItem &item)
{
    const QJsonObject body = jsonObject(item.body);
    const QJsonValue definition = body.value(QLatin1StringView("recipient"));
    const QJsonValue properties = body.value(QLatin1StringView("properties"));
    BulkItem recipient {.seq = 0, .ref = item.ref, .body = {}};
    if (definition.isObject())
        recipient.body = jsonText(definition.toObject());
    if (!define(c, recipient))
        return false;
    ensure(c.store, objectOf(c, body), c.now);
    subscribe(c.store, objectOf(c, body), item.ref,
              properties.isObject() ? std::optional(properties.toObject()) : std::nullopt, c.now);
    return true;
}

bool removeSubscription(const BulkContext &c, const BulkItem &item)
{
    unsubscribe(c.store, objectOf(c, jsonObject(item.body)), item.ref); // one that isn't there is passed over
    return true;
}

// The body is what the caller sent, as in E49 but with one `recipient`.
bool createSchedule(const BulkContext &c, const BulkItem &item)
{
    Problems problems; // of the shape there are none, it was checked
    const QJsonObject body = jsonObject(item.body);
    const ScheduleEdit edit = ScheduleEdit::from(body, {}, c.workflows, problems);
    const auto recipient = readRecipient(body.value(QLatin1StringView("recipient")),
                                         QStringLiteral("recipient"), c.workflows, problems);
    StoredSchedule schedule;
    schedule.workflow = body.value(QLatin1StringView("workflow")).toString();
    if (!recipient || isLegacy(c.store, item.ref) || !c.workflows.workflow(schedule.workflow)
        || !edit.knowsActor(c.store) || !identify(c.store, *recipient, c.workflows, c.now))
        return false;
    edit.identifyEnds(c.store, c.workflows, c.now, problems);
    ensure(c.store, item.ref, c.now);
    edit.applyTo(schedule);
    schedule.recipient = item.ref;
    addSchedule(c.store, schedule, c.now, c.random);
    return !problems.any();
}

} // namespace

bool isLegacy(Store &store, const Ref &ref)
{
    if (!ref.isUser())
        return false;
    return store
        .value(QStringLiteral("SELECT ifnull(json_extract(body, '$.legacy_import'), 0) FROM users"
                              " WHERE id = ?"),
               {ref.id})
        .toBool();
}

BulkWork bulkWork(const QString &kind)
{
    static constexpr std::pair<const char *, BulkWork> kinds[] = {
        {"users.identify", define},
        {"users.delete", removeOne},
        {"users.set_preferences", setPreferences},
        {"objects.set", define},
        {"objects.delete", removeOne},
        {"objects.upsert_subscriptions", addSubscription},
        {"objects.delete_subscriptions", removeSubscription},
        {"tenants.set", define},
        {"tenants.delete", removeOne},
        {"schedules.create", createSchedule},
    };
    for (const auto &[name, work] : kinds) {
        if (kind == QLatin1StringView(name))
            return work;
    }
    return nullptr;
}

} // namespace api::sandbox
