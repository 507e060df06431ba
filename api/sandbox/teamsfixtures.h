// A small stand-in for Microsoft Graph: the teams and channels of the Entra tenants of
// resources/sandbox/teams.json (behaviour 17).
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <optional>

namespace api::sandbox {

struct FixtureTeam
{
    QString id;
    QJsonObject json; // as sent; isArchived in it, which is for filters only
    QList<QJsonObject> channels;
};

struct EntraTenant
{
    QString id;
    QList<FixtureTeam> teams;
    const FixtureTeam *team(const QString &teamId) const; // null when there is none
};

struct GraphQuery
{
    QString filter; // null: what is archived or private is left out
    QString select; // null: everything
    int top = 100;
    QString skipToken; // null: from the start
};

struct GraphPage
{
    QList<QJsonObject> rows;
    QString skipToken; // null at the end
};

class TeamsFixtures
{
public:
    static const TeamsFixtures &builtIn(); // from :/sandbox/teams.json
    explicit TeamsFixtures(const QJsonObject &json);
    const EntraTenant *tenant(const QString &id) const; // null when Microsoft would refuse it

private:
    QList<EntraTenant> m_tenants;
};

// `bad` names the option that can't be used, and the page is empty then: $filter, $skiptoken.
GraphPage teamsPage(const EntraTenant &tenant, const GraphQuery &query, QString *bad);
GraphPage channelsOf(const FixtureTeam &team, const GraphQuery &query, QString *bad); // all of them

} // namespace api::sandbox
