#include "api/sandbox/triggerorder.h"

#include "api/rules/deepmerge.h"
#include "api/sandbox/dataschema.h"
#include "api/sandbox/jsontext.h"

namespace api::sandbox {

namespace {

constexpr qsizetype longestKey = 256;

QString readKey(Exchange &x, bool isRequired)
{
    const QString name = QStringLiteral("cancellation_key");
    const QJsonValue value = x.body.value(name);
    const bool isAbsent = value.isUndefined() || value.isNull();
    if (isAbsent && !isRequired)
        return {};
    if (isAbsent || value.toString(QStringLiteral("?")).isEmpty())
        x.problems().add(name, QStringLiteral("can't be blank"), QStringLiteral("required"));
    else if (!value.isString())
        x.problems().add(name, QStringLiteral("is not a text"));
    else if (value.toString().size() > longestKey)
        x.problems().add(name, QStringLiteral("is longer than %1 characters").arg(longestKey));
    return value.toString();
}

QJsonObject readObject(Exchange &x, const QString &name)
{
    const QJsonValue value = x.body.value(name);
    if (!value.isUndefined() && !value.isNull() && !value.isObject())
        x.problems().add(name, QStringLiteral("is not an object"));
    return value.toObject();
}

void readSettings(Exchange &x, TriggerOrder &order)
{
    const QJsonObject settings = readObject(x, QStringLiteral("settings"));
    const auto flag = [&](const QString &name) {
        const QJsonValue value = settings.value(name);
        if (!value.isUndefined() && !value.isNull() && !value.isBool())
            x.problems().add(QStringLiteral("settings.") + name, QStringLiteral("is not true or false"));
        return value.toBool();
    };
    order.sandboxMode = flag(QStringLiteral("sandbox_mode"));
    order.skipDelay = flag(QStringLiteral("skip_delay"));
}

// What reaches a recipient is `data` with what was given for it alone over it: that must fit the schema.
void checkAgainstSchema(Exchange &x, const TriggerOrder &order)
{
    const QJsonObject &schema = order.workflow->dataSchema;
    if (schema.isEmpty() || x.problems().any())
        return;
    bool isShared = false; // somebody gets `data` as it is
    for (qsizetype i = 0; i < order.recipients.size(); ++i) {
        const QJsonObject &own = order.recipients.at(i).triggerData;
        isShared = isShared || own.isEmpty();
        if (!own.isEmpty())
            checkData(schema, deepMerged(order.data, own),
                      QStringLiteral("recipients[%1].$trigger_data").arg(i), x.problems());
    }
    if (isShared)
        checkData(schema, order.data, QStringLiteral("data"), x.problems());
}

} // namespace

CheckedTrigger readTrigger(Exchange &x, const WorkflowDef &workflow)
{
    CheckedTrigger trigger;
    TriggerOrder &order = trigger.order;
    const QString recipients = QStringLiteral("recipients");
    order.workflow = &workflow;
    order.recipients = readRecipients(x.body, recipients, mostRecipients, x.workflows, x.problems());
    const QJsonValue actor = x.body.value(QLatin1StringView("actor"));
    if (!actor.isUndefined() && !actor.isNull())
        trigger.actor = readRecipient(actor, QStringLiteral("actor"), x.workflows, x.problems());
    trigger.tenant = readTenant(x.body.value(QLatin1StringView("tenant")), QStringLiteral("tenant"),
                                x.workflows, x.problems());
    order.actor = trigger.actor ? trigger.actor->ref : Ref {};
    order.tenant = trigger.tenant ? trigger.tenant->ref.id : QString();
    order.cancellationKey = readKey(x, false);
    order.data = readObject(x, QStringLiteral("data"));
    if (x.request.body.size() > mostDataBytes && jsonText(order.data).size() > mostDataBytes)
        x.problems().add(QStringLiteral("data"), QStringLiteral("is larger than 10 MB"));
    readSettings(x, order);
    checkAgainstSchema(x, order);
    return trigger;
}

Cancel readCancel(Exchange &x)
{
    Cancel cancel;
    cancel.key = readKey(x, true);
    const QJsonValue given = x.body.value(QLatin1StringView("recipients"));
    const auto specs = readRecipients(x.body, QStringLiteral("recipients"), mostRecipients, x.workflows,
                                      x.problems(), Inline::Refused, false);
    if (given.isUndefined() || given.isNull())
        return cancel;
    cancel.recipients.emplace();
    for (const RecipientSpec &spec : specs)
        cancel.recipients->append(spec.ref);
    return cancel;
}

} // namespace api::sandbox
