#include "api/sandbox/workflows.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace api::sandbox {

namespace {

QByteArray resource(const QString &name)
{
    QFile file(QStringLiteral(":/sandbox/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the sandbox's resource %s is not linked in", qPrintable(name));
    return file.readAll();
}

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1StringView(key)).toString();
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
    return {text(json, "id"), text(json, "key"), text(json, "name"), text(json, "type"),
            text(json, "provider")};
}

// A mail's HTML lies in a file of its own, so that it can be read and edited as what it is.
StepDef stepFrom(const QJsonObject &json)
{
    StepDef step {text(json, "ref"), text(json, "channel"),
                  json.value(QLatin1StringView("content")).toObject(),
                  json.value(QLatin1StringView("chance")).toDouble(1)};
    const QString file = text(step.content, "html_file");
    if (!file.isEmpty()) {
        step.content.remove(QLatin1StringView("html_file"));
        step.content.insert(QStringLiteral("html"), QString::fromUtf8(resource(file)));
    }
    return step;
}

WorkflowDef workflowFrom(const QJsonObject &json)
{
    WorkflowDef workflow;
    workflow.key = text(json, "key");
    workflow.name = text(json, "name");
    workflow.versionId = text(json, "version_id");
    workflow.categories = texts(json, "categories");
    workflow.batchWindow = text(json, "batch_window");
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
    return {text(json, "collection"),
            text(json, "id"),
            text(json, "name"),
            text(json, "timezone"),
            text(json, "locale"),
            json.value(QLatin1StringView("properties")).toObject(),
            json.value(QLatin1StringView("preferences")).toObject(),
            texts(json, "follows"),
            json.value(QLatin1StringView("slack")).toBool(true)};
}

template <class T, class Member>
const T *find(const QList<T> &list, Member T::*member, const QString &value)
{
    const auto it
        = std::find_if(list.begin(), list.end(), [&](const T &item) { return item.*member == value; });
    return it == list.end() ? nullptr : &*it;
}

} // namespace

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
    all.environmentId = text(json, "environment_id");
    all.vars = json.value(QLatin1StringView("vars")).toObject();
    each("channels", [&](const QJsonObject &item) { all.channels += channelFrom(item); });
    each("workflows", [&](const QJsonObject &item) { all.workflows += workflowFrom(item); });
    each("tenants", [&](const QJsonObject &item) { all.tenants += item; });
    each("objects", [&](const QJsonObject &item) { all.objects += objectFrom(item); });
    return all;
}

} // namespace api::sandbox
