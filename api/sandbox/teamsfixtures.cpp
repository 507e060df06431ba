#include "api/sandbox/teamsfixtures.h"

#include "api/sandbox/odata.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace api::sandbox {

namespace {

const QStringList &alwaysSelected()
{
    static const QStringList names {QStringLiteral("id"), QStringLiteral("displayName")};
    return names;
}

bool isShownUnasked(const QJsonObject &row)
{
    return !row.value(QLatin1StringView("isArchived")).toBool()
        && row.value(QLatin1StringView("membershipType")) != QJsonValue(QStringLiteral("private"));
}

// A token names the first row of its page.
QString skipTokenOf(const QJsonObject &row)
{
    const QByteArray id = row.value(QLatin1StringView("id")).toString().toUtf8();
    return QString::fromLatin1(QByteArray("row:" + id).toBase64(QByteArray::Base64UrlEncoding));
}

GraphPage pageOfRows(const QList<QJsonObject> &rows, const GraphQuery &query, QString *bad)
{
    const auto filter = query.filter.isNull()
        ? std::optional<std::function<bool(const QJsonObject &)>>(&isShownUnasked)
        : odataFilter(query.filter);
    if (!filter) {
        *bad = QStringLiteral("$filter");
        return {};
    }
    GraphPage page;
    bool started = query.skipToken.isNull();
    for (const QJsonObject &row : rows) {
        started = started || skipTokenOf(row) == query.skipToken;
        if (!started || !(*filter)(row))
            continue;
        if (page.rows.size() == query.top) {
            page.skipToken = skipTokenOf(row);
            break;
        }
        page.rows += odataSelected(row, query.select, alwaysSelected());
    }
    if (!started)
        *bad = QStringLiteral("$skiptoken");
    return page;
}

QList<QJsonObject> objectsIn(const QJsonObject &json, const char *key)
{
    QList<QJsonObject> list;
    const QJsonArray array = json.value(QLatin1StringView(key)).toArray();
    for (const QJsonValue &value : array)
        list += value.toObject();
    return list;
}

} // namespace

const TeamsFixtures &TeamsFixtures::builtIn()
{
    static const TeamsFixtures fixtures = [] {
        QFile file(QStringLiteral(":/sandbox/teams.json"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the sandbox's resource teams.json is not linked in");
        return TeamsFixtures(QJsonDocument::fromJson(file.readAll()).object());
    }();
    return fixtures;
}

TeamsFixtures::TeamsFixtures(const QJsonObject &json)
{
    const QJsonObject tenants = json.value(QLatin1StringView("tenants")).toObject();
    for (auto it = tenants.begin(); it != tenants.end(); ++it) {
        EntraTenant tenant {it.key(), {}};
        const QList<QJsonObject> teams = objectsIn(it->toObject(), "teams");
        for (QJsonObject team : teams) {
            const QList<QJsonObject> channels = objectsIn(team, "channels");
            team.remove(QLatin1StringView("channels"));
            tenant.teams.append({team.value(QLatin1StringView("id")).toString(), team, channels});
        }
        m_tenants.append(tenant);
    }
}

const EntraTenant *TeamsFixtures::tenant(const QString &id) const
{
    const auto it = std::find_if(m_tenants.begin(), m_tenants.end(),
                                 [&](const EntraTenant &tenant) { return tenant.id == id; });
    return it == m_tenants.end() ? nullptr : &*it;
}

const FixtureTeam *EntraTenant::team(const QString &teamId) const
{
    const auto it = std::find_if(teams.begin(), teams.end(),
                                 [&](const FixtureTeam &team) { return team.id == teamId; });
    return it == teams.end() ? nullptr : &*it;
}

GraphPage teamsPage(const EntraTenant &tenant, const GraphQuery &query, QString *bad)
{
    QList<QJsonObject> rows;
    for (const FixtureTeam &team : tenant.teams)
        rows += team.json;
    GraphPage page = pageOfRows(rows, query, bad);
    for (QJsonObject &row : page.rows)
        row.remove(QLatin1StringView("isArchived")); // a filter may ask for it, but a team is sent without
    return page;
}

GraphPage channelsOf(const FixtureTeam &team, const GraphQuery &query, QString *bad)
{
    GraphQuery all = query;
    all.top = int(team.channels.size());
    return pageOfRows(team.channels, all, bad);
}

} // namespace api::sandbox
