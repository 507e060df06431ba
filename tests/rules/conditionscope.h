// What the condition tests evaluate in.
#pragma once

#include "api/rules/conditions.h"

#include <QJsonDocument>

#ifndef Q_MOC_RUN // moc 6.4 loses count in the raw string
namespace conditiontest {

inline QJsonValue parsed(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson('[' + text + ']', &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("bad JSON in the test: %s", text.constData());
    return document.array().first();
}

// Noon of 5 March 2025, a Wednesday. The recipient is in the audience "vip" only.
inline api::ConditionScope scope()
{
    return {.values = parsed(R"({
        "data": {"priority": "3", "count": 7, "ratio": 0.5, "big": 9007199254740993, "flag": true, "off": false,
                 "port": "north", "code": "07", "title": "Berth seven", "blank": "", "nil": null, "none": [], "map": {},
                 "ports": ["north", "south"], "mixed": [1, "2", true, null], "deep": {"er": {"est": "x"}},
                 "due": "2025-03-05T12:00:00Z", "local": "2025-03-06T00:30:00+02:00", "day": "2025-03-05",
                 "fine": "2025-03-05T11:59:59.999999Z", "naive": "2025-03-05T12:00:00", "range": [5, 9],
                 "word": "data.port"},
        "recipient": {"country": "NO", "muted": ["north", "west"], "level": 4, "name": "north"},
        "actor": {"id": "bo", "country": "SE"},
        "tenant": {"id": "acme", "plan": "pro"},
        "vars": {"base": "https://x.test"},
        "workflow": {"id": "w", "name": "W", "categories": ["ops", "urgent"]},
        "run": {"total_activities": 3, "total_actors": 2},
        "refs": {"feed": {"delivery_status": "delivered", "engagement_status": ["seen", "read"]},
                 "mail": {"delivery_status": "sent", "engagement_status": []},
                 "chat": {"delivery_status": "bounced"},
                 "push": {"delivery_status": "delivered", "engagement_status": ["link_clicked"]},
                 "odd": {"delivery_status": "teleported"}}})")
                          .toObject(),
            .now = api::Timestamp::fromWire(u"2025-03-05T12:00:00Z"),
            .isAudienceMember = [](const QString &audience) { return audience == "vip"; }};
}

} // namespace conditiontest
#endif
