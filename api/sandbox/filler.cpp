#include "api/sandbox/filler.h"

#include <QJsonArray>

namespace api::sandbox {

namespace {

QString nameOf(const QJsonObject &person)
{
    const QString name = person.value(QLatin1StringView("name")).toString();
    return name.isEmpty() ? person.value(QLatin1StringView("id")).toString() : name;
}

QString actorSummary(const RenderInput &input)
{
    if (input.actors.isEmpty())
        return QStringLiteral("Someone");
    const QString first = nameOf(input.actors.first());
    const int total = std::max(input.totalActors, int(input.actors.size()));
    if (total == 1)
        return first;
    if (total == 2 && input.actors.size() == 2)
        return QStringLiteral("%1 and %2").arg(first, nameOf(input.actors.last()));
    return QStringLiteral("%1 and %2 others").arg(first, QString::number(total - 1));
}

} // namespace

Filler::Filler(const RenderInput &input)
{
    QJsonArray actors;
    for (const QJsonObject &actor : input.actors)
        actors.append(actor);
    m_scope = {{QStringLiteral("data"), input.data},
               {QStringLiteral("recipient"), input.recipient},
               {QStringLiteral("actor"), actors.isEmpty() ? QJsonValue() : actors.first()},
               {QStringLiteral("actors"), actors},
               {QStringLiteral("actor_summary"), actorSummary(input)},
               {QStringLiteral("total_actors"), input.totalActors},
               {QStringLiteral("total_activities"), input.totalActivities},
               {QStringLiteral("tenant"), input.tenant},
               {QStringLiteral("vars"), input.vars}};
}

} // namespace api::sandbox
