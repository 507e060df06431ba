#include "api/sandbox/workflows.h"

#include "api/sandbox/jsontext.h"
#include "api/schema/timespan.h"

#include <QFile>
#include <QJsonDocument>
#include <algorithm>
#include <array>

namespace api::sandbox {

namespace {

QByteArray resource(const QString &name)
{
    QFile file(QStringLiteral(":/sandbox/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the sandbox's resource %s is not linked in", qPrintable(name));
    return file.readAll();
}

QStringList texts(const QJsonObject &object, const char *key)
{
    QStringList list;
    for (const QJsonValue &value : object.value(QLatin1StringView(key)).toArray())
        list += value.toString();
    return list;
}

ChannelDef channelFrom(const QJsonObject &json)
{
    return {textIn(json, "id"), textIn(json, "key"), textIn(json, "name"), textIn(json, "type"),
            textIn(json, "provider")};
}

constexpr std::array kindNames {QLatin1StringView("channel"), QLatin1StringView("delay"),
                                QLatin1StringView("batch"), QLatin1StringView("throttle")};

StepKind kindFrom(const QString &name)
{
    const auto it = std::find(kindNames.begin(), kindNames.end(), name);
    return it == kindNames.end() ? StepKind::Channel : StepKind(it - kindNames.begin());
}

// A mail's HTML lies in a file of its own, so that it can be read and edited as what it is.
StepDef stepFrom(const QJsonObject &json)
{
    StepDef step;
    step.ref = textIn(json, "ref");
    step.channelKey = textIn(json, "channel");
    step.content = json.value(QLatin1StringView("content")).toObject();
    step.chance = json.value(QLatin1StringView("chance")).toDouble(1);
    step.kind = kindFrom(textIn(json, "kind"));
    step.conditions = json.value(QLatin1StringView("conditions")).toArray();
    step.duration = durationOf(textIn(json, step.kind == StepKind::Delay ? "for" : "window"));
    step.untilPath = textIn(json, "until");
    step.keyPath = textIn(json, "key");
    step.most = json.value(QLatin1StringView("most")).toInt();
    const QString file = textIn(step.content, "html_file");
    if (!file.isEmpty()) {
        step.content.remove(QLatin1StringView("html_file"));
        step.content.insert(QStringLiteral("html"), QString::fromUtf8(resource(file)));
    }
    return step;
}

WorkflowDef workflowFrom(const QJsonObject &json)
{
    WorkflowDef workflow;
    workflow.key = textIn(json, "key");
    workflow.name = textIn(json, "name");
    workflow.versionId = textIn(json, "version_id");
    workflow.categories = texts(json, "categories");
    workflow.isActive = json.value(QLatin1StringView("active")).toBool(true);
    workflow.isCommercial = json.value(QLatin1StringView("is_commercial")).toBool();
    workflow.overridesPreferences = json.value(QLatin1StringView("override_preferences")).toBool();
    workflow.conditions = json.value(QLatin1StringView("conditions")).toArray();
    workflow.dataSchema = json.value(QLatin1StringView("data_schema")).toObject();
    for (const QJsonValue &step : json.value(QLatin1StringView("steps")).toArray())
        workflow.steps += stepFrom(step.toObject());
    workflow.weight = json.value(QLatin1StringView("weight")).toInt(1);
    workflow.hasActor = json.value(QLatin1StringView("actor")).toBool();
    workflow.sampleData = json.value(QLatin1StringView("data")).toObject();
    workflow.sampleKeysPerActivity = texts(json, "data_per_activity");
    return workflow;
}

ObjectDef objectFrom(const QJsonObject &json)
{
    return {textIn(json, "collection"),
            textIn(json, "id"),
            textIn(json, "name"),
            textIn(json, "timezone"),
            textIn(json, "locale"),
            json.value(QLatin1StringView("properties")).toObject(),
            json.value(QLatin1StringView("preferences")).toObject(),
            texts(json, "follows"),
            json.value(QLatin1StringView("slack")).toBool(true)};
}

AudienceDef audienceFrom(const QJsonObject &json)
{
    return {textIn(json, "key"), json.value(QLatin1StringView("share")).toDouble(),
            json.value(QLatin1StringView("by_tenant")).toBool()};
}

template <class T, class Member>
const T *find(const QList<T> &list, Member T::*member, const QString &value)
{
    const auto it
        = std::find_if(list.begin(), list.end(), [&](const T &item) { return item.*member == value; });
    return it == list.end() ? nullptr : &*it;
}

} // namespace

QString StepDef::kindName() const
{
    return kindNames[size_t(kind)];
}

bool WorkflowDef::hasBatch() const
{
    return std::any_of(steps.begin(), steps.end(),
                       [](const StepDef &step) { return step.kind == StepKind::Batch; });
}

bool WorkflowDef::canPause() const
{
    return std::any_of(steps.begin(), steps.end(), [](const StepDef &step) {
        return step.kind == StepKind::Batch || step.kind == StepKind::Delay;
    });
}

qint64 durationOf(const QString &text)
{
    bool isNumber = false;
    const qint64 count = text.left(text.size() - 1).toLongLong(&isNumber);
    const qint64 unit = text.endsWith(u's') ? secondUs
        : text.endsWith(u'm')               ? 60 * secondUs
        : text.endsWith(u'h')               ? 3600 * secondUs
        : text.endsWith(u'd')               ? 86400 * secondUs
                                            : 0;
    return isNumber && count > 0 ? count * unit : 0;
}

const ChannelDef *Workflows::channel(const QString &id) const
{
    return find(channels, &ChannelDef::id, id);
}

const ChannelDef *Workflows::channelByKey(const QString &key) const
{
    return find(channels, &ChannelDef::key, key);
}

const WorkflowDef *Workflows::workflow(const QString &key) const
{
    return find(workflows, &WorkflowDef::key, key);
}

Workflows Workflows::builtIn()
{
    const QJsonObject json = QJsonDocument::fromJson(resource(QStringLiteral("workflows.json"))).object();
    const auto each = [&](const char *key, auto &&take) {
        for (const QJsonValue &value : json.value(QLatin1StringView(key)).toArray())
            take(value.toObject());
    };
    Workflows all;
    all.environmentId = textIn(json, "environment_id");
    all.vars = json.value(QLatin1StringView("vars")).toObject();
    all.preferenceDefaults = json.value(QLatin1StringView("preference_set")).toObject();
    each("channels", [&](const QJsonObject &item) { all.channels += channelFrom(item); });
    each("workflows", [&](const QJsonObject &item) { all.workflows += workflowFrom(item); });
    each("tenants", [&](const QJsonObject &item) { all.tenants += item; });
    each("objects", [&](const QJsonObject &item) { all.objects += objectFrom(item); });
    each("audiences", [&](const QJsonObject &item) { all.audiences += audienceFrom(item); });
    all.preferenceCenter = json.value(QLatin1StringView("preference_center")).toObject();
    readGuides(jsonObject(resource(QStringLiteral("guides.json"))), all);
    return all;
}

} // namespace api::sandbox
