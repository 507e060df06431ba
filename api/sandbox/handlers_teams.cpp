#include "api/sandbox/channeldata.h"
#include "api/sandbox/handlers.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/providercall.h"
#include "api/sandbox/teamsfixtures.h"

#include <QJsonArray>

namespace api::sandbox {

namespace {

constexpr int mostTeams = 999; // a page of Graph's

const QString entraTenantKey = QStringLiteral("ms_teams_tenant_id");

// The shared one, else the first one of a connection; null when there is none.
QString entraTenantIn(const QJsonObject &data)
{
    QString id = data.value(entraTenantKey).toString();
    const QJsonArray connections = data.value(QLatin1StringView("connections")).toArray();
    for (qsizetype i = 0; id.isEmpty() && i < connections.size(); ++i)
        id = connections.at(i).toObject().value(entraTenantKey).toString();
    return id.isEmpty() ? QString() : id;
}

QJsonObject withoutEntraTenant(QJsonObject data, const QString &id)
{
    data.insert(entraTenantKey, QJsonValue::Null);
    QJsonArray connections = data.value(QLatin1StringView("connections")).toArray();
    for (auto it = connections.begin(); it != connections.end(); ++it) {
        QJsonObject connection = it->toObject();
        if (connection.value(entraTenantKey).toString() == id)
            connection.insert(entraTenantKey, QJsonValue::Null);
        *it = connection;
    }
    data.insert(QStringLiteral("connections"), connections);
    return data;
}

struct TeamsCall : ProviderCall
{
    QString tenantId;
    const EntraTenant *tenant = nullptr; // null: Microsoft knows no such tenant
};

TeamsCall teamsCall(Exchange &x)
{
    TeamsCall call {
        providerCall(x, QLatin1StringView("chat_ms_teams"), QStringLiteral("ms_teams_tenant_object")),
        {},
        nullptr};
    call.tenantId = entraTenantIn(call.data);
    call.tenant = TeamsFixtures::builtIn().tenant(call.tenantId);
    if (!call.failure && call.tenantId.isNull()) // clients know these words
        call.failure = refusedByProvider(QStringLiteral("Microsoft Teams tenant ID not set."));
    return call;
}

// For what lists: a call whose tenant Microsoft does not know fails as well.
TeamsCall graphCall(Exchange &x)
{
    TeamsCall call = teamsCall(x);
    if (!call.failure && !call.tenant)
        call.failure = refusedByProvider(QStringLiteral("Microsoft refuses the tenant: tenant_not_found."));
    return call;
}

GraphQuery graphQuery(Exchange &x)
{
    const QString name = QStringLiteral("query_options");
    const QJsonObject options = objectParameter(x, name);
    const auto option = [&](const char *key) {
        const QString value = options.value(QLatin1StringView(key)).toVariant().toString();
        return value.isEmpty() ? QString() : value;
    };
    GraphQuery query;
    query.filter = option("$filter");
    query.select = option("$select");
    query.skipToken = option("$skiptoken");
    if (const QString top = option("$top"); !top.isNull()) {
        query.top = top.toInt();
        if (query.top < 1 || query.top > mostTeams)
            x.problems().add(name + QStringLiteral(".$top"),
                             QStringLiteral("must be from 1 to %1").arg(mostTeams));
    }
    return query;
}

HttpResponse badOption(Exchange &x, const QString &option)
{
    x.problems().add(QStringLiteral("query_options.") + option,
                     option == QLatin1StringView("$filter") ? QStringLiteral("is not understood")
                                                            : QStringLiteral("is not a token of this list"));
    return x.problems().response();
}

QByteArray rowsText(const QList<QJsonObject> &rows)
{
    QJsonArray array;
    for (const QJsonObject &row : rows)
        array.append(row);
    return jsonText(array);
}

} // namespace

static HttpResponse checkTeams(Exchange &x)
{
    const TeamsCall call = teamsCall(x);
    if (call.failure)
        return *call.failure;
    const QJsonValue reason = call.tenant ? QJsonValue() : QJsonValue(QStringLiteral("tenant_not_found"));
    const QJsonObject connection {{QStringLiteral("ok"), call.tenant != nullptr},
                                  {QStringLiteral("reason"), reason},
                                  {entraTenantKey, call.tenantId}};
    return HttpResponse::json(jsonText(QJsonObject {{QStringLiteral("connection"), connection}}));
}

static HttpResponse listTeams(Exchange &x)
{
    const GraphQuery query = graphQuery(x);
    const TeamsCall call = graphCall(x);
    if (call.failure)
        return *call.failure;
    QString bad;
    const GraphPage page = teamsPage(*call.tenant, query, &bad);
    if (!bad.isNull())
        return badOption(x, bad);
    QByteArray json;
    ObjectText(json).raw("ms_teams_teams", rowsText(page.rows)).text("skip_token", page.skipToken).end();
    return HttpResponse::json(json);
}

static HttpResponse listTeamsChannels(Exchange &x)
{
    const QString teamId = x.params.text(QStringLiteral("team_id"));
    if (teamId.isNull() && !x.problems().any())
        x.problems().add(QStringLiteral("team_id"), QStringLiteral("can't be blank"),
                         QStringLiteral("required"));
    const GraphQuery query = graphQuery(x);
    const TeamsCall call = graphCall(x);
    if (call.failure)
        return *call.failure;
    const FixtureTeam *team = call.tenant->team(teamId);
    if (!team)
        return HttpResponse::notFound(QStringLiteral("team"), teamId);
    QString bad;
    const GraphPage page = channelsOf(*team, query, &bad);
    if (!bad.isNull())
        return badOption(x, bad);
    QByteArray json;
    ObjectText(json).raw("ms_teams_channels", rowsText(page.rows)).end();
    return HttpResponse::json(json);
}

// A tenant that Microsoft does not know is forgotten, too.
static HttpResponse revokeTeams(Exchange &x)
{
    const TeamsCall call = teamsCall(x);
    if (call.failure)
        return *call.failure;
    storeChannelData(x.store, call.owner, call.channel->id, withoutEntraTenant(call.data, call.tenantId),
                     x.now);
    return HttpResponse::json(R"({"ok":"ok"})");
}

HandlerTable teamsHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"X12", checkTeams},
        {"X13", listTeams},
        {"X14", listTeamsChannels},
        {"X15", revokeTeams},
    };
    return table;
}

} // namespace api::sandbox
