#include "api/sandbox/worldobjects.h"

#include "api/sandbox/draw.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/reach.h"
#include "api/sandbox/worldwriter.h"
#include "api/schema/timespan.h"

namespace api::sandbox {

namespace {

constexpr qint64 subscribedPeople = 600; // people who are subscribed to anything, or in an audience
constexpr int oldestSubscription = 320; // days

Timestamp daysBefore(Timestamp now, qint64 days)
{
    return {now.us - days * dayUs};
}

void writeTenants(const Workflows &workflows, Timestamp now, WorldWriter &writer)
{
    qint64 age = 400;
    for (const QJsonObject &tenant : workflows.tenants) {
        const QJsonObject properties {{QStringLiteral("name"), tenant.value(QLatin1StringView("name"))}};
        writer.object({.ref = Ref::tenant(tenant.value(QLatin1StringView("id")).toString()),
                       .properties = jsonText(properties),
                       .settings = jsonText(tenant.value(QLatin1StringView("settings")).toObject()),
                       .createdAt = daysBefore(now, age),
                       .updatedAt = daysBefore(now, age - 90)});
        age -= 90;
    }
}

// The credential that the workspace's connections share.
void writeSlackToken(const Workflows &workflows, Timestamp now, WorldWriter &writer)
{
    const ChannelDef *slack = workflows.channelByKey(QStringLiteral("slack"));
    if (!slack || workflows.tenants.isEmpty())
        return;
    const QJsonObject token {{QStringLiteral("access_token"), QStringLiteral("xoxb-sandbox-parkway")}};
    writer.channelData(Ref::tenant(workflows.tenants.first().value(QLatin1StringView("id")).toString()),
                       slack->id,
                       jsonText(QJsonObject {{QStringLiteral("connections"), QJsonArray()},
                                             {QStringLiteral("token"), token}}),
                       daysBefore(now, 200));
}

// One tenant is connected to Microsoft Teams as well.
void writeEntraTenant(const Workflows &workflows, Timestamp now, WorldWriter &writer)
{
    const ChannelDef *teams = workflows.channelByKey(QStringLiteral("ms-teams"));
    if (!teams || workflows.tenants.isEmpty())
        return;
    const QJsonObject data {
        {QStringLiteral("connections"), QJsonArray()},
        {QStringLiteral("ms_teams_tenant_id"), QStringLiteral("6b881677-6b5a-4b73-a944-72d1a7d32946")}};
    writer.channelData(Ref::tenant(workflows.tenants.first().value(QLatin1StringView("id")).toString()),
                       teams->id, jsonText(data), daysBefore(now, 150));
}

QJsonObject namedSet(const QString &id, QJsonObject set)
{
    set.insert(QStringLiteral("__typename"), QStringLiteral("PreferenceSet"));
    set.insert(QStringLiteral("id"), id);
    return set;
}

void writeObject(const Workflows &workflows, const ObjectDef &object, Timestamp at, WorldWriter &writer)
{
    const Ref ref = Ref::object(object.collection, object.id);
    QJsonObject properties = object.properties;
    properties.insert(QStringLiteral("name"), object.name);
    writer.object({.ref = ref,
                   .properties = jsonText(properties),
                   .locale = object.locale,
                   .timezone = object.timezone,
                   .createdAt = object.timezone.isNull() ? Timestamp {} : at,
                   .updatedAt = {at.us + 11 * dayUs}});
    for (auto it = object.preferences.begin(); it != object.preferences.end(); ++it)
        writer.preferenceSet(ref, it.key(), jsonText(namedSet(it.key(), it->toObject())));
    for (const auto &[channel, data] : channelDataOf(workflows, object))
        writer.channelData(ref, channel, jsonText(data), {at.us + dayUs});
}

} // namespace

void writeObjects(const Workflows &workflows, Timestamp now, WorldWriter &writer)
{
    writeTenants(workflows, now, writer);
    writeSlackToken(workflows, now, writer);
    writeEntraTenant(workflows, now, writer);
    Timestamp at = daysBefore(now, 380);
    for (const ObjectDef &object : workflows.objects) {
        writeObject(workflows, object, at, writer);
        at.us += 3 * dayUs;
    }
    for (const AudienceDef &audience : workflows.audiences)
        writer.audience(audience.key, daysBefore(now, oldestSubscription + 10));
    at = daysBefore(now, oldestSubscription + 5);
    for (const ObjectDef &object : workflows.objects) {
        for (const QString &followed : object.follows) {
            at.us += dayUs / 24;
            writer.subscription(Ref::object(followed.section(u'/', 0, 0), followed.section(u'/', 1)),
                                Ref::object(object.collection, object.id), {}, at);
        }
    }
}

void writeSubscriptions(const Random &root, const Workflows &workflows, qint64 index, const QString &id,
                        Timestamp now, WorldWriter &writer)
{
    static const QStringList roles {QStringLiteral("owner"), QStringLiteral("editor"),
                                    QStringLiteral("editor"), QStringLiteral("viewer")};
    if (index >= subscribedPeople)
        return;
    Random random = root.fork(Stream::Subscriptions, quint64(index));
    // Later people subscribed later: a list in the order of creation is in the order of time, too.
    const qint64 share = (oldestSubscription - 2) * dayUs / subscribedPeople;
    Timestamp at {daysBefore(now, oldestSubscription).us + index * share};
    for (qsizetype i = 0; i < workflows.objects.size(); ++i) {
        const ObjectDef &object = workflows.objects.at(i);
        const bool isMine = random.chance(i == 0 ? 0.35 : 0.06) || (index == 0 && i % 2 == 0);
        at.us += qint64(random.below(quint64(share / (workflows.objects.size() + 1)))) + 1;
        QJsonObject properties {{QStringLiteral("role"), pick(roles, random)}};
        if (random.chance(0.3))
            properties.insert(QStringLiteral("digest"), random.chance(0.5));
        const bool isPlain = random.chance(0.2);
        if (isMine)
            writer.subscription(Ref::object(object.collection, object.id), Ref::user(id),
                                isPlain ? QByteArray() : jsonText(properties), at);
    }
}

void writeMemberships(const Random &root, const Workflows &workflows, qint64 index, const QString &id,
                      const QString &tenant, Timestamp now, WorldWriter &writer)
{
    if (index >= subscribedPeople)
        return;
    Random random = root.fork(Stream::Audiences, quint64(index));
    const Timestamp at {daysBefore(now, oldestSubscription).us + index * dayUs / 2};
    for (const AudienceDef &audience : workflows.audiences) {
        const bool isIn = random.chance(audience.share) || (index == 0 && audience.share > 0);
        if (isIn && (!audience.isByTenant || !tenant.isNull()))
            writer.audienceMember(audience.key, id, audience.isByTenant ? tenant : QString(), at);
    }
}

} // namespace api::sandbox
