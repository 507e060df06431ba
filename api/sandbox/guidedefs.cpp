#include "api/sandbox/guidedefs.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/workflows.h"

#include <algorithm>

namespace api::sandbox {

namespace {

GuideStepDef guideStepFrom(const QJsonObject &json)
{
    return {textIn(json, "ref"), textIn(json, "schema_key"), textIn(json, "schema_semver"),
            textIn(json, "schema_variant_key"), json.value(QLatin1StringView("content")).toObject()};
}

GuideDef guideFrom(const QJsonObject &json)
{
    const auto list = [&](const char *key) { return json.value(QLatin1StringView(key)).toArray(); };
    GuideDef guide {.id = textIn(json, "id"),
                    .versionId = textIn(json, "version_id"),
                    .key = textIn(json, "key"),
                    .type = textIn(json, "type"),
                    .version = textIn(json, "semver"),
                    .channelKey = textIn(json, "channel"),
                    .audience = textIn(json, "audience"),
                    .conditions = list("conditions"),
                    .urlRules = list("activation_url_rules"),
                    .urlPatterns = list("activation_url_patterns"),
                    .steps = {},
                    .insertedAt = textIn(json, "inserted_at"),
                    .updatedAt = textIn(json, "updated_at"),
                    .isActive = json.value(QLatin1StringView("active")).toBool(true),
                    .bypassesGroups = json.value(QLatin1StringView("bypass_global_group_limit")).toBool()};
    const QJsonArray steps = list("steps");
    for (const QJsonValue &step : steps)
        guide.steps += guideStepFrom(step.toObject());
    return guide;
}

} // namespace

const GuideStepDef *GuideDef::step(const QString &ref) const
{
    const auto it
        = std::find_if(steps.begin(), steps.end(), [&](const GuideStepDef &step) { return step.ref == ref; });
    return it == steps.end() ? nullptr : &*it;
}

void readGuides(const QJsonObject &json, Workflows &definitions)
{
    const QJsonArray guides = json.value(QLatin1StringView("guides")).toArray();
    for (const QJsonValue &guide : guides)
        definitions.guides += guideFrom(guide.toObject());
    const QJsonArray groups = json.value(QLatin1StringView("groups")).toArray();
    for (const QJsonValue &group : groups)
        definitions.guideGroups += group.toObject();
}

} // namespace api::sandbox
