// In-app guides as resources/sandbox/guides.json defines them.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace api::sandbox {

struct Workflows;

struct GuideStepDef
{
    QString ref;
    QString schemaKey, schemaVersion, variant; // of the message type it fills in
    QJsonObject content; // its texts are templates
};

struct GuideDef
{
    QString id, versionId; // UUIDs
    QString key, type, version; // welcome-tour, tour, 0.0.3
    QString channelKey;
    QString audience; // whose members it is for; empty: everybody
    QJsonArray conditions; // of the target; all must hold
    QJsonArray urlRules, urlPatterns; // where the client shows it: as they are sent
    QList<GuideStepDef> steps;
    QString insertedAt, updatedAt; // RFC 3339
    bool isActive = true;
    bool bypassesGroups = false; // may be shown while its group waits

    const GuideStepDef *step(const QString &ref) const; // null when there is none
};

// Puts the guides and their groups into the definitions.
void readGuides(const QJsonObject &json, Workflows &definitions);

} // namespace api::sandbox
