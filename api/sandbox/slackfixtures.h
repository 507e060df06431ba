// A small stand-in for Slack: who the tokens of resources/sandbox/slack.json speak for, and which channels
// they see (behaviour 17).
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace api::sandbox {

struct SlackFixtureChannel
{
    QString id, name, teamId;
    QString type; // public_channel, private_channel, mpim, im
    bool isArchived = false;

    QJsonObject json() const; // as E60 sends it
};

struct SlackWorkspace
{
    QJsonObject identity; // url, team, user, team_id, user_id: as E59 sends them
    QList<SlackFixtureChannel> channels;
};

struct SlackChannelFilter
{
    QString cursor; // null: from the start
    int limit = 200;
    bool excludesArchived = true;
    QStringList types = {QStringLiteral("public_channel"), QStringLiteral("private_channel")};
    QString teamId; // null: any
};

struct SlackFixturePage
{
    QList<SlackFixtureChannel> channels;
    QString nextCursor; // empty at the end
};

class SlackFixtures
{
public:
    static const SlackFixtures &builtIn(); // from :/sandbox/slack.json
    explicit SlackFixtures(const QJsonObject &json);

    // Null when Slack would refuse the token.
    const SlackWorkspace *workspaceOf(const QString &token) const;
    // nullopt: the cursor is none of this list's.
    static std::optional<SlackFixturePage> page(const SlackWorkspace &workspace,
                                                const SlackChannelFilter &filter);

private:
    QList<std::pair<QString, SlackWorkspace>> m_workspaces; // by token
};

QStringList slackChannelTypes();

} // namespace api::sandbox
