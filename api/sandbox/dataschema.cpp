#include "api/sandbox/dataschema.h"

#include <QJsonArray>
#include <cmath>

namespace api::sandbox {

namespace {

bool isOfType(const QJsonValue &value, const QString &type)
{
    if (type == QLatin1StringView("string"))
        return value.isString();
    if (type == QLatin1StringView("number"))
        return value.isDouble();
    if (type == QLatin1StringView("integer"))
        return value.isDouble() && std::trunc(value.toDouble()) == value.toDouble();
    if (type == QLatin1StringView("boolean"))
        return value.isBool();
    if (type == QLatin1StringView("object"))
        return value.isObject();
    if (type == QLatin1StringView("array"))
        return value.isArray();
    return type != QLatin1StringView("null") || value.isNull();
}

QStringList typesOf(const QJsonObject &schema)
{
    const QJsonValue type = schema.value(QLatin1StringView("type"));
    if (type.isString())
        return {type.toString()};
    QStringList types;
    for (const QJsonValue &each : type.toArray())
        types += each.toString();
    return types;
}

void checkMembers(const QJsonObject &schema, const QJsonObject &object, const QString &field,
                  Problems &problems)
{
    for (const QJsonValue &name : schema.value(QLatin1StringView("required")).toArray()) {
        if (!object.contains(name.toString()))
            problems.add(field + u'.' + name.toString(), QStringLiteral("is required"),
                         QStringLiteral("required"));
    }
    const QJsonObject properties = schema.value(QLatin1StringView("properties")).toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        if (object.contains(it.key()))
            checkData(it->toObject(), object.value(it.key()), field + u'.' + it.key(), problems);
    }
}

} // namespace

void checkData(const QJsonObject &schema, const QJsonValue &value, const QString &field, Problems &problems)
{
    const QStringList types = typesOf(schema);
    if (!types.isEmpty()
        && std::none_of(types.begin(), types.end(), [&](const QString &t) { return isOfType(value, t); }))
        return problems.add(field,
                            QStringLiteral("is not of type %1").arg(types.join(QStringLiteral(" or "))));
    const QJsonArray choices = schema.value(QLatin1StringView("enum")).toArray();
    if (!choices.isEmpty() && !choices.contains(value))
        problems.add(field, QStringLiteral("is none of the values it may have"));
    if (value.isObject())
        checkMembers(schema, value.toObject(), field, problems);
    const QJsonValue items = schema.value(QLatin1StringView("items"));
    if (!value.isArray() || !items.isObject())
        return;
    const QJsonArray list = value.toArray();
    for (qsizetype i = 0; i < list.size(); ++i)
        checkData(items.toObject(), list.at(i), QStringLiteral("%1[%2]").arg(field).arg(i), problems);
}

} // namespace api::sandbox
