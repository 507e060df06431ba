#include "api/sandbox/guidetargets.h"

#include "api/rules/conditions.h"
#include "api/sandbox/audiences.h"
#include "api/sandbox/filler.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/runscope.h"

namespace api::sandbox {

namespace {

RenderInput inputFor(Exchange &x, const GuideAudience &audience)
{
    EntityCache entities(x.store);
    RenderInput input;
    input.data = audience.data;
    input.recipient = entities.of(Ref::user(audience.user));
    if (input.recipient.isEmpty()) // not identified yet
        input.recipient.insert(QStringLiteral("id"), audience.user);
    if (!audience.tenant.isNull())
        input.tenant = entities.tenant(audience.tenant);
    input.vars = x.workflows.vars;
    return input;
}

QJsonValue filledIn(const QJsonValue &value, const Filler &filler)
{
    if (value.isString())
        return filler.plain(value);
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        for (QJsonValueRef item : array)
            item = filledIn(item, filler);
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        *it = filledIn(*it, filler);
    return object;
}

QByteArray stepMessageJson(const StoredMessage &m)
{
    QByteArray json;
    ObjectText out(json);
    out.text("id", m.id.isEmpty() ? QString() : m.id).time("seen_at", m.seenAt).time("read_at", m.readAt);
    out.time("interacted_at", m.interactedAt).time("link_clicked_at", m.linkClickedAt);
    out.time("archived_at", m.archivedAt).end();
    return json;
}

} // namespace

GuideTargets::GuideTargets(Exchange &x, const GuideAudience &audience)
    : m_x(x)
    , m_audience(audience)
    , m_input(inputFor(x, audience))
{
}

QHash<QString, GuideStepLog> GuideTargets::logOf(const GuideDef &guide) const
{
    return guideLog(m_x.store, {m_audience.user, guide.key, m_audience.tenant});
}

QJsonObject GuideTargets::refusal(const GuideDef &guide) const
{
    const auto isMember = [this](const QString &audience) {
        return isInAudience(m_x.store, audience, m_audience.user, m_audience.tenant);
    };
    ConditionScope scope;
    scope.now = m_x.now;
    scope.values = {{QStringLiteral("data"), m_input.data},
                    {QStringLiteral("recipient"), m_input.recipient},
                    {QStringLiteral("tenant"), m_input.tenant},
                    {QStringLiteral("vars"), m_input.vars}};
    scope.isAudienceMember = isMember;
    const auto because = [&](const char *reason, const char *message) {
        return QJsonObject {{QStringLiteral("key"), guide.key},
                            {QStringLiteral("reason"), QLatin1StringView(reason)},
                            {QStringLiteral("message"), QLatin1StringView(message)}};
    };
    if (!guide.isActive)
        return because("guide_not_active", "The guide is switched off.");
    if (!guide.audience.isEmpty() && !isMember(guide.audience))
        return because("not_in_target_audience", "The user is not in the audience it is for.");
    if (!evaluateConditions(guide.conditions, scope).holds)
        return because("target_conditions_not_met", "The user does not meet its conditions.");
    if (isPutAway(guide, logOf(guide)))
        return because("marked_as_archived", "The user has put it away.");
    return {};
}

QJsonObject GuideTargets::stepContent(const GuideStepDef &step) const
{
    return filledIn(step.content, Filler(m_input)).toObject();
}

QByteArray GuideTargets::json(const GuideDef &guide, const QString &channelId) const
{
    const QHash<QString, GuideStepLog> log = logOf(guide);
    QByteArrayList steps;
    for (const GuideStepDef &step : guide.steps) {
        ObjectText out(steps.emplaceBack());
        out.text("ref", step.ref).text("schema_key", step.schemaKey);
        out.text("schema_semver", step.schemaVersion).text("schema_variant_key", step.variant);
        out.raw("content", jsonText(stepContent(step)));
        out.raw("message", stepMessageJson(log.value(step.ref).message)).end();
    }
    const QString dashboard = m_x.workflows.vars.value(QLatin1StringView("app_url")).toString();
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("Guide")).text("id", guide.id).text("key", guide.key);
    out.text("channel_id", channelId).text("type", guide.type).text("semver", guide.version);
    out.raw("active", guide.isActive ? "true" : "false");
    out.raw("bypass_global_group_limit", guide.bypassesGroups ? "true" : "false");
    out.raw("activation_url_rules", jsonText(guide.urlRules));
    out.raw("activation_url_patterns", jsonText(guide.urlPatterns));
    out.text("dashboard_url", dashboard + QStringLiteral("/~/guides/") + guide.key);
    out.raw("steps", '[' + steps.join(',') + ']');
    out.text("inserted_at", guide.insertedAt).text("updated_at", guide.updatedAt).end();
    return json;
}

} // namespace api::sandbox
