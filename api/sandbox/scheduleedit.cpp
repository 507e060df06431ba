#include "api/sandbox/scheduleedit.h"

#include "api/rules/recurrence.h"

namespace api::sandbox {

namespace {

std::optional<Timestamp> readTime(const QJsonObject &body, const QString &name, const QString &prefix,
                                  Problems &problems)
{
    const QJsonValue value = body.value(name);
    if (value.isUndefined())
        return std::nullopt;
    const Timestamp at = Timestamp::fromWire(value.toString());
    if (!value.isNull() && at.isNull())
        problems.add(prefix + name, QStringLiteral("is not an ISO 8601 time"));
    return at;
}

std::optional<QJsonArray> readRepeats(const QJsonObject &body, const QString &prefix, Problems &problems)
{
    const QString name = QStringLiteral("repeats");
    const QJsonValue value = body.value(name);
    if (value.isUndefined())
        return std::nullopt;
    const QJsonArray given = value.toArray();
    if (given.size() > mostRepeats) { // each costs time whenever the next occurrence is looked for
        problems.add(prefix + name, QStringLiteral("has more than %1 rules").arg(mostRepeats));
        return std::nullopt;
    }
    const QList<RepeatProblem> wrong = problemsOfRepeats(value);
    for (const RepeatProblem &problem : wrong)
        problems.add(prefix + problem.field, problem.message);
    QJsonArray rules;
    for (const QJsonValue &rule : given)
        rules.append(RepeatRule::fromJson(rule.toObject()).toJson());
    return rules;
}

bool isBlank(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

void addNoTiming(const QString &prefix, Problems &problems)
{
    for (const char *field : {"repeats", "scheduled_at"})
        problems.add(prefix + QLatin1StringView(field),
                     QStringLiteral("can't be blank: a schedule repeats, or has one moment to run at"),
                     QStringLiteral("required"));
}

} // namespace

ScheduleEdit ScheduleEdit::from(const QJsonObject &body, const QString &prefix, const Workflows &workflows,
                                Problems &problems)
{
    const auto valueOf = [&body](const char *name) { return body.value(QLatin1StringView(name)); };
    ScheduleEdit edit;
    if (const QJsonValue actor = valueOf("actor"); actor.isNull())
        edit.actor.emplace();
    else if (!actor.isUndefined())
        edit.actor = readRecipient(actor, prefix + QStringLiteral("actor"), workflows, problems);
    if (const QJsonValue tenant = valueOf("tenant"); tenant.isNull())
        edit.tenant.emplace();
    else if (!tenant.isUndefined())
        edit.tenant = readTenant(tenant, prefix + QStringLiteral("tenant"), workflows, problems);
    if (const QJsonValue data = valueOf("data"); !data.isUndefined()) {
        edit.data = data.toObject();
        if (!data.isNull() && !data.isObject())
            problems.add(prefix + QStringLiteral("data"), QStringLiteral("is not an object"));
    }
    edit.repeats = readRepeats(body, prefix, problems);
    edit.scheduledAt = readTime(body, QStringLiteral("scheduled_at"), prefix, problems);
    edit.endingAt = readTime(body, QStringLiteral("ending_at"), prefix, problems);
    return edit;
}

bool ScheduleEdit::knowsActor(Store &store) const
{
    return !actor || !*actor || (*actor)->isInline || exists(store, (*actor)->ref);
}

void ScheduleEdit::identifyEnds(Store &store, const Workflows &workflows, Timestamp now,
                                Problems &problems) const
{
    const auto make = [&](const auto &end, const char *field) {
        if (!end || !*end)
            return;
        if (!identify(store, **end, workflows, now))
            problems.add(QLatin1StringView(field),
                         QStringLiteral("has more than 256 kB of custom properties"));
        ensure(store, (*end)->ref, now);
    };
    make(actor, "actor");
    make(tenant, "tenant");
}

void ScheduleEdit::applyTo(StoredSchedule &schedule) const
{
    if (actor)
        schedule.actor = *actor ? (*actor)->ref : Ref {};
    if (tenant)
        schedule.tenant = *tenant ? (*tenant)->ref.id : QString();
    schedule.data = data.value_or(schedule.data);
    schedule.repeats = repeats.value_or(schedule.repeats);
    schedule.scheduledAt = scheduledAt.value_or(schedule.scheduledAt);
    schedule.endingAt = endingAt.value_or(schedule.endingAt);
}

QString readWorkflow(const QJsonObject &body, const QString &prefix, Problems &problems)
{
    const QString name = QStringLiteral("workflow");
    const QJsonValue value = body.value(name);
    if (isBlank(value) || (value.isString() && value.toString().isEmpty()))
        problems.add(prefix + name, QStringLiteral("can't be blank"), QStringLiteral("required"));
    else if (!value.isString())
        problems.add(prefix + name, QStringLiteral("is not text"));
    return value.toString();
}

void checkTiming(const QJsonObject &body, const QString &prefix, Problems &problems)
{
    const QJsonValue repeats = body.value(QLatin1StringView("repeats"));
    const QJsonValue moment = body.value(QLatin1StringView("scheduled_at"));
    const bool repeatsBlank = repeats.isArray() ? repeats.toArray().isEmpty() : isBlank(repeats);
    if (repeatsBlank && isBlank(moment))
        addNoTiming(prefix, problems);
}

void checkTiming(const StoredSchedule &schedule, Problems &problems)
{
    if (schedule.repeats.isEmpty() && schedule.scheduledAt.isNull())
        addNoTiming({}, problems);
}

} // namespace api::sandbox
