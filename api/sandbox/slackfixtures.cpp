#include "api/sandbox/slackfixtures.h"

#include "api/sandbox/jsontext.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace api::sandbox {

namespace {

const QByteArray cursorPrefix = "channel:";

SlackWorkspace workspaceFrom(const QJsonObject &json)
{
    SlackWorkspace workspace;
    for (const char *key : {"url", "team", "user", "team_id", "user_id"})
        workspace.identity.insert(QLatin1StringView(key), textIn(json, key));
    const QJsonArray channels = json.value(QLatin1StringView("channels")).toArray();
    for (const QJsonValue &value : channels) {
        const QJsonObject channel = value.toObject();
        workspace.channels
            += {textIn(channel, "id"), textIn(channel, "name"), textIn(json, "team_id"),
                textIn(channel, "type"), channel.value(QLatin1StringView("is_archived")).toBool()};
    }
    return workspace;
}

// A cursor names the first channel of its page.
QString cursorOf(const SlackFixtureChannel &channel)
{
    return QString::fromLatin1((cursorPrefix + channel.id.toLatin1()).toBase64());
}

} // namespace

QStringList slackChannelTypes()
{
    return {QStringLiteral("public_channel"), QStringLiteral("private_channel"), QStringLiteral("mpim"),
            QStringLiteral("im")};
}

QJsonObject SlackFixtureChannel::json() const
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("name"), name},
            {QStringLiteral("is_private"), type != QLatin1StringView("public_channel")},
            {QStringLiteral("is_im"), type == QLatin1StringView("im")},
            {QStringLiteral("context_team_id"), teamId}};
}

const SlackFixtures &SlackFixtures::builtIn()
{
    static const SlackFixtures fixtures = [] {
        QFile file(QStringLiteral(":/sandbox/slack.json"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the sandbox's resource slack.json is not linked in");
        return SlackFixtures(QJsonDocument::fromJson(file.readAll()).object());
    }();
    return fixtures;
}

SlackFixtures::SlackFixtures(const QJsonObject &json)
{
    const QJsonObject workspaces = json.value(QLatin1StringView("workspaces")).toObject();
    for (auto it = workspaces.begin(); it != workspaces.end(); ++it)
        m_workspaces.append({it.key(), workspaceFrom(it->toObject())});
}

const SlackWorkspace *SlackFixtures::workspaceOf(const QString &token) const
{
    const auto it = std::find_if(m_workspaces.begin(), m_workspaces.end(),
                                 [&](const auto &entry) { return entry.first == token; });
    return it == m_workspaces.end() ? nullptr : &it->second;
}

std::optional<SlackFixturePage> SlackFixtures::page(const SlackWorkspace &workspace,
                                                    const SlackChannelFilter &filter)
{
    const auto isSeen = [&](const SlackFixtureChannel &channel) {
        return filter.types.contains(channel.type) && !(filter.excludesArchived && channel.isArchived)
            && (filter.teamId.isNull() || filter.teamId == channel.teamId);
    };
    SlackFixturePage page;
    bool started = filter.cursor.isNull();
    for (const SlackFixtureChannel &channel : workspace.channels) {
        started = started || cursorOf(channel) == filter.cursor;
        if (!started || !isSeen(channel))
            continue;
        if (page.channels.size() == filter.limit) {
            page.nextCursor = cursorOf(channel);
            return page;
        }
        page.channels += channel;
    }
    return started ? std::optional(page) : std::nullopt;
}

} // namespace api::sandbox
