#include "api/sandbox/channeldata.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/workflows.h"

#include <QUuid>

namespace api::sandbox {

namespace {

enum class Shape { Push, Sns, OneSignal, Slack, Teams, Discord, Free };

Shape shapeOf(const QString &provider)
{
    static const QHash<QString, Shape> shapes {
        {QStringLiteral("push_fcm"), Shape::Push},
        {QStringLiteral("push_apns"), Shape::Push},
        {QStringLiteral("push_expo"), Shape::Push},
        {QStringLiteral("push_aws_sns"), Shape::Sns},
        {QStringLiteral("push_one_signal"), Shape::OneSignal},
        {QStringLiteral("chat_slack"), Shape::Slack},
        {QStringLiteral("chat_ms_teams"), Shape::Teams},
        {QStringLiteral("chat_discord"), Shape::Discord},
    };
    return shapes.value(provider, Shape::Free);
}

// The list of plain addresses, and the key of an address inside a device.
struct DeviceKeys
{
    QString list;
    QString address;
};

DeviceKeys deviceKeys(Shape shape)
{
    if (shape == Shape::Sns)
        return {QStringLiteral("target_arns"), QStringLiteral("target_arn")};
    return {QStringLiteral("tokens"), QStringLiteral("token")};
}

const QString devicesKey = QStringLiteral("devices");

bool isUuid(const QJsonValue &value)
{
    const QString text = value.toString();
    return text.size() == 36 && !QUuid::fromString(text).isNull();
}

class DataChecker
{
public:
    DataChecker(const QString &path, Problems &problems)
        : m_path(path)
        , m_problems(problems)
    {
    }
    void check(Shape shape, const QJsonObject &data)
    {
        switch (shape) {
        case Shape::Push:
        case Shape::Sns:
            return devices(data, deviceKeys(shape));
        case Shape::OneSignal:
            return list(data, QStringLiteral("player_ids"), true,
                        [this](const QJsonValue &id, const QString &at) {
                            if (!isUuid(id))
                                add(at, "is not a UUID");
                        });
        case Shape::Slack:
            token(data.value(QLatin1StringView("token")));
            return connections(data, QStringLiteral("token"),
                               {"access_token", "channel_id", "user_id", "channel_name"});
        case Shape::Teams:
            text(data, {}, "ms_teams_tenant_id");
            return connections(
                data, QStringLiteral("ms_teams_tenant_id"),
                {"ms_teams_tenant_id", "ms_teams_team_id", "ms_teams_channel_id", "ms_teams_user_id"});
        case Shape::Discord:
            return connections(data, {}, {"channel_id"}, true);
        case Shape::Free:
            return;
        }
    }

private:
    using Each = std::function<void(const QJsonValue &, const QString &)>;

    void add(const QString &at, const char *message, const char *type = "cast")
    {
        m_problems.add(m_path + at, QString::fromLatin1(message), QString::fromLatin1(type));
    }
    void list(const QJsonObject &data, const QString &key, bool isRequired, const Each &each)
    {
        const QJsonValue value = data.value(key);
        const bool isAbsent = value.isUndefined() || (value.isNull() && !isRequired);
        if (isAbsent && isRequired)
            return add(u'.' + key, "can't be blank", "required");
        if (isAbsent)
            return;
        if (!value.isArray())
            return add(u'.' + key, "is not a list");
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            each(array.at(i), QStringLiteral(".%1[%2]").arg(key).arg(i));
    }
    void text(const QJsonObject &object, const QString &at, const char *key, bool isRequired = false)
    {
        const QJsonValue value = object.value(QLatin1StringView(key));
        const bool isAbsent = value.isUndefined() || value.isNull();
        if (isAbsent ? isRequired : !value.isString())
            add(at + u'.' + QLatin1StringView(key), isAbsent ? "can't be blank" : "is not text",
                isAbsent ? "required" : "cast");
    }
    void devices(const QJsonObject &data, const DeviceKeys &keys)
    {
        list(data, keys.list, !data.contains(devicesKey), [this](const QJsonValue &v, const QString &at) {
            if (!v.isString())
                add(at, "is not text");
        });
        list(data, devicesKey, false, [&](const QJsonValue &v, const QString &at) {
            if (!v.isObject())
                return add(at, "is not an object", "embed");
            const QJsonObject device = v.toObject();
            text(device, at, qPrintable(keys.address), true);
            text(device, at, "locale");
            text(device, at, "timezone");
        });
    }
    void token(const QJsonValue &value)
    {
        if (value.isUndefined() || value.isNull())
            return;
        if (!value.isObject())
            return add(QStringLiteral(".token"), "is not an object", "embed");
        text(value.toObject(), QStringLiteral(".token"), "access_token");
    }
    // `instead`: where it stands, no connection needs to.
    void connections(const QJsonObject &data, const QString &instead, const QList<const char *> &keys,
                     bool isFirstRequired = false)
    {
        const QJsonValue other = data.value(instead);
        const bool isRequired = other.isUndefined() || other.isNull();
        list(data, connectionsKey, isRequired, [&](const QJsonValue &v, const QString &at) {
            if (!v.isObject())
                return add(at, "is not an object", "embed");
            const QJsonObject connection = v.toObject();
            if (connection.contains(QLatin1StringView("incoming_webhook")))
                return webhook(connection.value(QLatin1StringView("incoming_webhook")), at);
            for (const char *key : keys)
                text(connection, at, key, isFirstRequired && key == keys.first());
        });
    }
    void webhook(const QJsonValue &value, const QString &connection)
    {
        const QString at = connection + QStringLiteral(".incoming_webhook");
        if (!value.isObject())
            return add(at, "is not an object", "embed");
        text(value.toObject(), at, "url", true);
    }

    QString m_path;
    Problems &m_problems;
};

QJsonObject bothForms(QJsonObject data, const DeviceKeys &keys)
{
    QJsonArray devices = data.value(devicesKey).toArray();
    QStringList addresses;
    for (auto it = devices.begin(); it != devices.end(); ++it) {
        QJsonObject device = it->toObject();
        addresses += device.value(keys.address).toString();
        for (const char *key : {"locale", "timezone"}) {
            if (!device.contains(QLatin1StringView(key)))
                device.insert(QLatin1StringView(key), QJsonValue::Null);
        }
        *it = device;
    }
    const QJsonArray plain = data.value(keys.list).toArray();
    for (const QJsonValue &address : plain) {
        if (addresses.contains(address.toString()))
            continue;
        addresses += address.toString();
        devices.append(QJsonObject {{keys.address, address},
                                    {QStringLiteral("locale"), QJsonValue::Null},
                                    {QStringLiteral("timezone"), QJsonValue::Null}});
    }
    data.insert(keys.list, QJsonArray::fromStringList(addresses));
    data.insert(devicesKey, devices);
    return data;
}

// The providers today's contract knows; others are left out.
bool isSentProvider(const QString &provider)
{
    return shapeOf(provider) != Shape::Free || provider == QLatin1StringView("http_knock_webhook");
}

} // namespace

void checkChannelData(const ChannelDef &channel, const QJsonValue &data, const QString &path,
                      Problems &problems)
{
    if (data.isUndefined() || data.isNull())
        problems.add(path, QStringLiteral("can't be blank"), QStringLiteral("required"));
    else if (!data.isObject())
        problems.add(path, QStringLiteral("is not an object"), QStringLiteral("embed"));
    else
        DataChecker(path, problems).check(shapeOf(channel.provider), data.toObject());
}

std::optional<QJsonObject> storedChannelData(Store &store, const Ref &owner, const QString &channelId)
{
    const QVariant data = store.value(QStringLiteral("SELECT CAST(data AS BLOB) FROM channel_data WHERE"
                                                     " collection = ? AND owner = ? AND channel_id = ?"),
                                      {owner.collection, owner.id, channelId});
    return data.isValid() ? std::optional(jsonObject(data.toByteArray())) : std::nullopt;
}

void storeChannelData(Store &store, const Ref &owner, const QString &channelId, const QJsonObject &data,
                      Timestamp now)
{
    store.run(QStringLiteral("INSERT OR REPLACE INTO channel_data (collection, owner, channel_id, data,"
                             " updated_at) VALUES (?, ?, ?, ?, ?)"),
              {owner.collection, owner.id, channelId, QString::fromUtf8(jsonText(data)), now.us});
}

void removeChannelData(Store &store, const Ref &owner, const QString &channelId)
{
    store.run(
        QStringLiteral("DELETE FROM channel_data WHERE collection = ? AND owner = ? AND channel_id = ?"),
        {owner.collection, owner.id, channelId});
}

QJsonObject sentChannelData(const ChannelDef &channel, const QJsonObject &data)
{
    const Shape shape = shapeOf(channel.provider);
    QJsonObject sent = data;
    switch (shape) {
    case Shape::Push:
    case Shape::Sns:
        return bothForms(data, deviceKeys(shape));
    case Shape::Slack:
    case Shape::Teams:
        if (!sent.value(connectionsKey).isArray())
            sent.insert(connectionsKey, QJsonArray());
        return sent;
    case Shape::OneSignal:
    case Shape::Discord:
    case Shape::Free:
        break;
    }
    return sent;
}

QByteArray channelDataJson(const ChannelDef &channel, const QJsonObject &data)
{
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("ChannelData")).text("channel_id", channel.id);
    if (isSentProvider(channel.provider))
        out.text("provider", channel.provider);
    out.raw("data", jsonText(sentChannelData(channel, data))).end();
    return json;
}

} // namespace api::sandbox
