#include "api/sandbox/identify.h"

#include "api/sandbox/channeldata.h"
#include "api/sandbox/preferencesets.h"
#include "api/sandbox/workflows.h"

#include <QJsonArray>
#include <algorithm>

namespace api::sandbox {

namespace {

constexpr QLatin1StringView triggerDataKey("$trigger_data");
constexpr int mostIdLength = 256;

const QString badId = QStringLiteral("must have 1 to 256 characters, neither / nor #");

// Whether maps and lists stand in each other more than `levels` deep.
bool isDeeperThan(int levels, const QJsonValue &value)
{
    const auto isInside = [levels](const QJsonValue &inner) { return isDeeperThan(levels - 1, inner); };
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return levels == 0 || std::any_of(array.begin(), array.end(), isInside);
    }
    const QJsonObject object = value.toObject();
    return value.isObject() && (levels == 0 || std::any_of(object.begin(), object.end(), isInside));
}

void needText(const QJsonObject &object, const char *key, const QString &prefix, Problems &problems)
{
    const QJsonValue value = object.value(QLatin1StringView(key));
    if (!value.isUndefined() && !value.isNull() && !value.isString())
        problems.add(prefix + QLatin1StringView(key), QStringLiteral("is not text"));
}

// The object under `key`; null is nothing, and anything else a problem.
QJsonObject mapOf(const QJsonObject &object, const char *key, const QString &prefix, Problems &problems)
{
    const QJsonValue value = object.value(QLatin1StringView(key));
    if (!value.isUndefined() && !value.isNull() && !value.isObject())
        problems.add(prefix + QLatin1StringView(key), QStringLiteral("is not an object"),
                     QStringLiteral("embed"));
    return value.toObject();
}

void checkSets(const QJsonObject &sets, const QString &prefix, Problems &problems)
{
    for (auto it = sets.begin(); it != sets.end(); ++it) {
        const QString path = prefix + QStringLiteral("preferences.") + it.key();
        if (!isUsableId(it.key()))
            problems.add(path, badId);
        else if (!it->isObject())
            problems.add(path, QStringLiteral("is not an object"), QStringLiteral("embed"));
        else
            checkPreferences(it->toObject(), path + u'.', problems);
    }
}

void checkChannels(const QJsonObject &channels, const QString &prefix, const Workflows &workflows,
                   Problems &problems)
{
    for (auto it = channels.begin(); it != channels.end(); ++it) {
        const QString path = prefix + QStringLiteral("channel_data.") + it.key();
        if (const ChannelDef *channel = workflows.channel(it.key()))
            checkChannelData(*channel, *it, path, problems);
        else
            problems.add(path, QStringLiteral("is not a channel of this environment"));
    }
}

void checkSettings(const QJsonObject &settings, const QString &prefix, Problems &problems)
{
    const QString path = prefix + QStringLiteral("settings.");
    const QJsonObject branding = mapOf(settings, "branding", path, problems);
    for (const char *key :
         {"primary_color", "primary_color_contrast", "icon_url", "logo_url", "dark_primary_color",
          "dark_primary_color_contrast", "dark_icon_url", "dark_logo_url"})
        needText(branding, key, path + QStringLiteral("branding."), problems);
    const QJsonObject set = mapOf(settings, "preference_set", path, problems);
    needText(set, "id", path + QStringLiteral("preference_set."), problems);
    checkPreferences(set, path + QStringLiteral("preference_set."), problems);
}

std::optional<RecipientSpec> readDefinition(const QJsonObject &object, const Ref &ref, const QString &field,
                                            const Workflows &workflows, Problems &problems)
{
    RecipientSpec spec {ref, true, object, {}};
    for (const QLatin1StringView key : {QLatin1StringView("id"), QLatin1StringView("collection")})
        spec.definition.remove(key);
    spec.triggerData = mapOf(object, "$trigger_data", field + u'.', problems);
    spec.definition.remove(triggerDataKey);
    checkDefinition(spec.definition, ref, field + u'.', workflows, problems);
    return spec;
}

// Null when there is no usable id under `key`.
QString idOf(const QJsonObject &object, const QString &key, const QString &field, Problems &problems)
{
    const QJsonValue value = object.value(key);
    if (value.isString() && isUsableId(value.toString()))
        return value.toString();
    const bool isMissing = value.isUndefined() || value.isNull();
    problems.add(field + u'.' + key, isMissing ? QStringLiteral("can't be blank") : badId,
                 isMissing ? QStringLiteral("required") : QStringLiteral("cast"));
    return {};
}

std::optional<RecipientSpec> readObjectForm(const QJsonObject &object, const QString &field,
                                            const Workflows &workflows, Problems &problems, Inline inlines)
{
    const QString idKey = QStringLiteral("id");
    const QString collectionKey = QStringLiteral("collection");
    const QJsonValue collection = object.value(collectionKey);
    const bool isUser = collection.isUndefined() || collection.isNull();
    const QString id = idOf(object, idKey, field, problems);
    const QString inCollection = isUser ? QString() : idOf(object, collectionKey, field, problems);
    if (id.isNull() || (!isUser && inCollection.isNull()))
        return std::nullopt;
    const Ref ref = isUser ? Ref::user(id) : Ref::object(inCollection, id);
    const bool isBare = object.size() == (object.contains(collectionKey) ? 2 : 1);
    // {id} alone defines a user without properties; {id, collection} alone refers to an object.
    if (isBare && (!isUser || inlines == Inline::Refused))
        return RecipientSpec {ref, false, {}, {}};
    if (inlines == Inline::Refused) {
        problems.add(field, QStringLiteral("may only be an id, or {id, collection}"));
        return std::nullopt;
    }
    return readDefinition(object, ref, field, workflows, problems);
}

} // namespace

bool isUsableId(const QString &id)
{
    // Characters, not UTF-16 units.
    const auto pairs = std::count_if(id.begin(), id.end(), [](QChar c) { return c.isLowSurrogate(); });
    const bool isPlain = !id.contains(u'/') && !id.contains(u'#') && !id.contains(u'\0');
    return isPlain && !id.isEmpty() && id.size() - pairs <= mostIdLength;
}

void checkDefinition(const QJsonObject &definition, const Ref &ref, const QString &prefix,
                     const Workflows &workflows, Problems &problems)
{
    for (const char *key : {"name", "locale", "timezone"})
        needText(definition, key, prefix, problems);
    if (ref.isUser()) {
        for (const char *key : {"email", "avatar", "phone_number"})
            needText(definition, key, prefix, problems);
    }
    const QString createdAt = QStringLiteral("created_at");
    if (const QJsonValue made = definition.value(createdAt);
        !made.isUndefined() && !made.isNull() && Timestamp::fromWire(made.toString()).isNull())
        problems.add(prefix + createdAt, QStringLiteral("is not an ISO 8601 time"));
    checkSets(mapOf(definition, "preferences", prefix, problems), prefix, problems);
    checkChannels(mapOf(definition, "channel_data", prefix, problems), prefix, workflows, problems);
    QJsonObject custom = definition;
    for (const char *key : {"preferences", "channel_data", "$trigger_data"})
        custom.remove(QLatin1StringView(key));
    if (ref.isTenant()) {
        checkSettings(mapOf(definition, "settings", prefix, problems), prefix, problems);
        custom.remove(QLatin1StringView("settings"));
    }
    if (isDeeperThan(mostLevels, definition))
        problems.add(prefix + QStringLiteral("properties"),
                     QStringLiteral("are nested more than %1 levels deep").arg(mostLevels));
    else if (customBytes(custom) > mostCustomBytes)
        problems.add(prefix + QStringLiteral("properties"), tooManyProperties());
}

std::optional<RecipientSpec> readRecipient(const QJsonValue &value, const QString &field,
                                           const Workflows &workflows, Problems &problems, Inline inlines)
{
    if (value.isObject())
        return readObjectForm(value.toObject(), field, workflows, problems, inlines);
    if (value.isString() && isUsableId(value.toString()))
        return RecipientSpec {Ref::user(value.toString()), false, {}, {}};
    problems.add(field, value.isString() ? badId : QStringLiteral("is not a recipient"));
    return std::nullopt;
}

QList<RecipientSpec> readRecipients(const QJsonObject &body, const QString &name, int most,
                                    const Workflows &workflows, Problems &problems, Inline inlines,
                                    bool isRequired)
{
    const QJsonValue value = body.value(name);
    QList<RecipientSpec> specs;
    if (value.isUndefined() || value.isNull()) {
        if (isRequired)
            problems.add(name, QStringLiteral("can't be blank"), QStringLiteral("required"));
        return specs;
    }
    const QJsonArray list = value.toArray();
    if (!value.isArray() || list.size() > most) {
        problems.add(name,
                     value.isArray() ? QStringLiteral("has more than %1 recipients").arg(most)
                                     : QStringLiteral("is not a list"));
        return specs;
    }
    specs.reserve(list.size());
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QString field = QStringLiteral("%1[%2]").arg(name).arg(i);
        if (const auto spec = readRecipient(list.at(i), field, workflows, problems, inlines))
            specs.append(*spec);
    }
    return specs;
}

std::optional<RecipientSpec> readTenant(const QJsonValue &value, const QString &field,
                                        const Workflows &workflows, Problems &problems)
{
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    if (value.isString() && isUsableId(value.toString()))
        return RecipientSpec {Ref::tenant(value.toString()), false, {}, {}};
    if (!value.isObject()) {
        problems.add(field, value.isString() ? badId : QStringLiteral("is not a tenant"));
        return std::nullopt;
    }
    const QString id = idOf(value.toObject(), QStringLiteral("id"), field, problems);
    if (id.isNull())
        return std::nullopt;
    return readDefinition(value.toObject(), Ref::tenant(id), field, workflows, problems);
}

} // namespace api::sandbox
