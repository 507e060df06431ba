#include "models/display.h"

#include "models/vocabulary.h"

#include <QCoreApplication>
#include <QDateTime>

namespace models {

namespace {

struct Display
{
    Q_DECLARE_TR_FUNCTIONS(Display)
};

struct Chip
{
    Tone tone;
    const char *icon;
    const char *word;
};

Shown chip(const Chip &c)
{
    return {.text = Display::tr(c.word), .tone = c.tone, .icon = QString::fromLatin1(c.icon)};
}

// A word of tomorrow: shown as it came.
Shown unknownChip(const QString &word)
{
    return {.text = word, .tone = Tone::Neutral, .icon = QStringLiteral("info")};
}

Shown plain(const QString &text)
{
    return {.text = text};
}

Shown number(const QString &text)
{
    return {.text = text, .number = true};
}

Chip chipOf(api::Delivery v)
{
    switch (v) {
    case api::Delivery::Queued:
        return {Tone::Neutral, "clock", QT_TRANSLATE_NOOP("Display", "queued")};
    case api::Delivery::Sent:
        return {Tone::Info, "play", QT_TRANSLATE_NOOP("Display", "sent")};
    case api::Delivery::Delivered:
        return {Tone::Ok, "check", QT_TRANSLATE_NOOP("Display", "delivered")};
    case api::Delivery::DeliveryAttempted:
        return {Tone::Warn, "refresh", QT_TRANSLATE_NOOP("Display", "delivery attempted")};
    case api::Delivery::Undelivered:
        return {Tone::Warn, "warn", QT_TRANSLATE_NOOP("Display", "undelivered")};
    case api::Delivery::Bounced:
        return {Tone::Bad, "cross", QT_TRANSLATE_NOOP("Display", "bounced")};
    case api::Delivery::NotSent:
        return {Tone::Neutral, "pause", QT_TRANSLATE_NOOP("Display", "not sent")};
    case api::Delivery::Unknown:
        break;
    }
    return {Tone::Neutral, "info", ""};
}

Chip chipOf(api::Engagement v)
{
    switch (v) {
    case api::Engagement::Seen:
        return {Tone::Neutral, "eye", QT_TRANSLATE_NOOP("Display", "seen")};
    case api::Engagement::Read:
        return {Tone::Ok, "read", QT_TRANSLATE_NOOP("Display", "read")};
    case api::Engagement::Interacted:
        return {Tone::Ok, "interacted", QT_TRANSLATE_NOOP("Display", "interacted")};
    case api::Engagement::LinkClicked:
        return {Tone::Ok, "link", QT_TRANSLATE_NOOP("Display", "link clicked")};
    case api::Engagement::Archived:
        return {Tone::Neutral, "archive", QT_TRANSLATE_NOOP("Display", "archived")};
    case api::Engagement::Unknown:
        break;
    }
    return {Tone::Neutral, "info", ""};
}

Chip chipOf(api::BulkState v)
{
    switch (v) {
    case api::BulkState::Queued:
        return {Tone::Neutral, "clock", QT_TRANSLATE_NOOP("Display", "queued")};
    case api::BulkState::Processing:
        return {Tone::Info, "play", QT_TRANSLATE_NOOP("Display", "running")};
    case api::BulkState::Completed:
        return {Tone::Ok, "check", QT_TRANSLATE_NOOP("Display", "completed")};
    case api::BulkState::Failed:
        return {Tone::Bad, "cross", QT_TRANSLATE_NOOP("Display", "failed")};
    case api::BulkState::Unknown:
        break;
    }
    return {Tone::Neutral, "info", ""};
}

template <class E>
Shown openChip(const api::Open<E> &v)
{
    if (v.isNull())
        return displayNull();
    return v.value == E::Unknown ? unknownChip(v.other) : chip(chipOf(v.value));
}

} // namespace

qint64 Look::now() const
{
    return nowMs ? nowMs : QDateTime::currentMSecsSinceEpoch();
}

Shown displayNull()
{
    return {.text = QStringLiteral("–"), .dim = true};
}

Shown display(const QString &v, const Look &)
{
    return v.isEmpty() ? displayNull() : plain(v);
}

Shown display(bool v, const Look &)
{
    return plain(v ? Display::tr("yes") : Display::tr("no"));
}

Shown display(int v, const Look &)
{
    return number(numberText(v));
}

Shown display(qint64 v, const Look &)
{
    return number(numberText(v));
}

Shown display(double v, const Look &)
{
    return number(numberText(v));
}

Shown display(const api::Timestamp &v, const Look &look)
{
    if (v.isNull())
        return displayNull();
    return {.text = relativeTime(v.ms(), look.now()), .tip = timeTip(v), .dim = true};
}

Shown display(const api::DeliveryStatus &v, const Look &)
{
    return openChip(v);
}

Shown display(const api::BulkStatus &v, const Look &)
{
    return openChip(v);
}

Shown display(api::Engagement v, const Look &)
{
    return chip(chipOf(v));
}

Shown display(const api::Recipient &v, const Look &)
{
    if (v.isNull())
        return displayNull();
    Shown shown = plain(v.label());
    shown.icon = v.isObject() ? QStringLiteral("object") : QStringLiteral("user");
    shown.tip = v.isObject() ? v.collection + u'/' + v.id : v.id;
    return shown;
}

Shown display(const api::ChannelId &v, const Look &look)
{
    if (v.isNull())
        return displayNull();
    const bool known = look.vocabulary && look.vocabulary->knowsChannel(v.id);
    KnownChannel channel;
    channel.id = v.id;
    if (known)
        channel = look.vocabulary->channel(v.id);
    const bool named = !channel.name.isEmpty() || !channel.key.isEmpty() || !channel.provider.isEmpty();
    return {.text = channel.label(),
            .icon = channelTypeIcon(channel.type),
            .tip = v.id,
            .fixed = !named && channel.type.isEmpty()};
}

Shown display(const api::ChannelInfo &v, const Look &)
{
    const QString label = !v.name.isEmpty() ? v.name : !v.key.isEmpty() ? v.key : channelTypeName(v.type);
    if (label.isEmpty() && v.id.isEmpty())
        return displayNull();
    return {.text = label.isEmpty() ? v.id : label, .icon = channelTypeIcon(v.type), .tip = v.id};
}

Shown display(const QStringList &v, const Look &)
{
    return v.isEmpty() ? displayNull() : plain(v.join(QStringLiteral(", ")));
}

Shown display(const QJsonObject &v, const Look &)
{
    return v.isEmpty() ? displayNull() : Shown {.text = compactJson(v), .fixed = true};
}

Shown display(const QJsonValue &v, const Look &)
{
    if (v.isNull() || v.isUndefined())
        return displayNull();
    if (v.isString())
        return display(v.toString());
    if (v.isDouble())
        return display(v.toDouble());
    if (v.isBool())
        return display(v.toBool());
    return {.text = compactJson(v), .fixed = true};
}

QList<Shown> shownList(const api::EngagementStatuses &v, const Look &)
{
    QList<Shown> chips;
    const QStringList words = v.words();
    for (const QString &word : words) {
        const auto known = api::fromWire<api::Engagement>(word);
        chips += known == api::Engagement::Unknown ? unknownChip(word) : chip(chipOf(known));
    }
    if (chips.isEmpty())
        chips += displayNull();
    return chips;
}

QList<Shown> shownList(const QList<api::Recipient> &v, const Look &look)
{
    QList<Shown> people;
    for (const api::Recipient &one : v)
        people += display(one, look);
    if (people.isEmpty())
        people += displayNull();
    return people;
}

QString channelTypeName(const QString &wireType)
{
    static constexpr std::pair<QLatin1StringView, const char *> names[] = {
        {QLatin1StringView("email"), QT_TRANSLATE_NOOP("Display", "Email")},
        {QLatin1StringView("in_app_feed"), QT_TRANSLATE_NOOP("Display", "In-app feed")},
        {QLatin1StringView("in_app"), QT_TRANSLATE_NOOP("Display", "In-app")},
        {QLatin1StringView("sms"), QT_TRANSLATE_NOOP("Display", "SMS")},
        {QLatin1StringView("push"), QT_TRANSLATE_NOOP("Display", "Push")},
        {QLatin1StringView("chat"), QT_TRANSLATE_NOOP("Display", "Chat")},
        {QLatin1StringView("http"), QT_TRANSLATE_NOOP("Display", "Webhook")},
    };
    for (const auto &[word, name] : names) {
        if (wireType == word)
            return Display::tr(name);
    }
    return wireType;
}

QString channelTypeIcon(const QString &wireType)
{
    if (wireType == QLatin1StringView("email"))
        return QStringLiteral("mail");
    if (wireType.startsWith(QLatin1StringView("in_app")))
        return QStringLiteral("bell");
    if (wireType == QLatin1StringView("http"))
        return QStringLiteral("globe");
    for (const auto word : {QLatin1StringView("sms"), QLatin1StringView("push"), QLatin1StringView("chat")}) {
        if (wireType == word)
            return word;
    }
    return {};
}

QString engagementIcon(api::Engagement v)
{
    return QString::fromLatin1(chipOf(v).icon);
}

} // namespace models
