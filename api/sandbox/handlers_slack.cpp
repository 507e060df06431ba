#include "api/sandbox/channeldata.h"
#include "api/sandbox/handlers.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/providercall.h"
#include "api/sandbox/slackfixtures.h"

#include <QJsonArray>

namespace api::sandbox {

namespace {

constexpr int mostChannels = 1000; // a page of Slack's

const QString tokenKey = QStringLiteral("token");
const QString accessTokenKey = QStringLiteral("access_token");

// The shared token, else the first one of a connection; null when there is none.
QString slackToken(const QJsonObject &data)
{
    const auto of = [](const QJsonValue &holder) {
        const QString token = holder.toObject().value(accessTokenKey).toString();
        return token.isEmpty() ? QString() : token;
    };
    QString token = of(data.value(tokenKey));
    const QJsonArray connections = data.value(connectionsKey).toArray();
    for (qsizetype i = 0; token.isNull() && i < connections.size(); ++i)
        token = of(connections.at(i));
    return token;
}

QJsonObject withoutToken(QJsonObject data, const QString &token)
{
    data.insert(tokenKey, QJsonValue::Null);
    QJsonArray connections = data.value(connectionsKey).toArray();
    for (auto it = connections.begin(); it != connections.end(); ++it) {
        QJsonObject connection = it->toObject();
        if (connection.value(accessTokenKey).toString() == token)
            connection.insert(accessTokenKey, QJsonValue::Null);
        *it = connection;
    }
    data.insert(connectionsKey, connections);
    return data;
}

struct SlackCall : ProviderCall
{
    QString token;
};

SlackCall slackCall(Exchange &x)
{
    SlackCall call {providerCall(x, QLatin1StringView("chat_slack"), QStringLiteral("access_token_object")),
                    {}};
    call.token = slackToken(call.data);
    if (!call.failure && call.token.isNull())
        call.failure = refusedByProvider(QStringLiteral("Access token not set.")); // clients know these words
    return call;
}

// The lists of Slack come as its own parameters: one text with commas.
SlackChannelFilter channelFilter(Exchange &x)
{
    const QString name = QStringLiteral("query_options");
    const QJsonObject options = objectParameter(x, name);
    const auto bad = [&](const char *key, const QString &why) {
        x.problems().add(name + u'.' + QLatin1StringView(key), why);
    };
    SlackChannelFilter filter;
    const auto text = [&](const char *key) {
        const QString value = options.value(QLatin1StringView(key)).toVariant().toString();
        return value.isEmpty() ? QString() : value;
    };
    filter.cursor = text("cursor");
    filter.teamId = text("team_id");
    if (const QString limit = text("limit"); !limit.isNull()) {
        filter.limit = limit.toInt();
        if (filter.limit < 1 || filter.limit > mostChannels)
            bad("limit", QStringLiteral("must be from 1 to %1").arg(mostChannels));
    }
    if (const QString word = text("exclude_archived"); !word.isNull()) {
        filter.excludesArchived = word == QLatin1StringView("true");
        if (!filter.excludesArchived && word != QLatin1StringView("false"))
            bad("exclude_archived", QStringLiteral("is not true or false"));
    }
    if (const QString types = text("types"); !types.isNull()) {
        filter.types.clear();
        for (const QString &type : types.split(u',')) {
            filter.types += type.trimmed();
            if (!slackChannelTypes().contains(filter.types.last()))
                bad("types", QStringLiteral("must be of: ") + slackChannelTypes().join(QStringLiteral(", ")));
        }
    }
    return filter;
}

} // namespace

static HttpResponse authCheck(Exchange &x)
{
    const SlackCall call = slackCall(x);
    if (call.failure)
        return *call.failure;
    const SlackWorkspace *workspace = SlackFixtures::builtIn().workspaceOf(call.token);
    QJsonObject connection = workspace ? workspace->identity : QJsonObject();
    const QJsonValue reason = workspace ? QJsonValue() : QJsonValue(QStringLiteral("invalid_auth"));
    connection.insert(QStringLiteral("ok"), workspace != nullptr);
    connection.insert(QStringLiteral("reason"), reason);
    if (!workspace)
        connection.insert(QStringLiteral("error"), reason);
    return HttpResponse::json(jsonText(QJsonObject {{QStringLiteral("connection"), connection}}));
}

static HttpResponse listChannels(Exchange &x)
{
    const SlackChannelFilter filter = channelFilter(x);
    const SlackCall call = slackCall(x);
    if (call.failure)
        return *call.failure;
    const SlackWorkspace *workspace = SlackFixtures::builtIn().workspaceOf(call.token);
    if (!workspace)
        return refusedByProvider(QStringLiteral("Slack refuses the access token: invalid_auth."));
    const auto page = SlackFixtures::page(*workspace, filter);
    if (!page) {
        x.problems().add(QStringLiteral("query_options.cursor"),
                         QStringLiteral("is not a cursor of this list"));
        return x.problems().response();
    }
    QJsonArray channels;
    for (const SlackFixtureChannel &channel : page->channels)
        channels.append(channel.json());
    QByteArray json;
    ObjectText(json)
        .raw("slack_channels", jsonText(channels))
        .text("next_cursor", page->nextCursor.isNull() ? QString(QLatin1StringView("")) : page->nextCursor)
        .end();
    return HttpResponse::json(json);
}

// Slack forgets the token, and so does who held it. A token Slack refuses anyway is forgotten, too.
static HttpResponse revokeAccess(Exchange &x)
{
    const SlackCall call = slackCall(x);
    if (call.failure)
        return *call.failure;
    storeChannelData(x.store, call.owner, call.channel->id, withoutToken(call.data, call.token), x.now);
    return HttpResponse::json(R"({"ok":"ok"})");
}

HandlerTable slackHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E59", authCheck},
        {"E60", listChannels},
        {"E61", revokeAccess},
    };
    return table;
}

} // namespace api::sandbox
