// In-app guides: what an app shows a user beside the feed, such as a tour or a banner (shapes 14; today's
// service only).
#pragma once

#include "api/schema/endpoint.h"

namespace api {

struct GuideStep
{
    QString ref;
    QString schema, variant; // of the message type its content fills in
    QJsonObject content; // filled in for the user
    QString messageId; // null until the user did something with it
    Timestamp seenAt, readAt, interactedAt, linkClickedAt, archivedAt;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"ref", &GuideStep::ref}.required(),
        Field {"schema_key", &GuideStep::schema},
        Field {"schema_variant_key", &GuideStep::variant},
        Field {"content", &GuideStep::content},
        Field {"message.id", &GuideStep::messageId},
        Field {"message.seen_at", &GuideStep::seenAt},
        Field {"message.read_at", &GuideStep::readAt},
        Field {"message.interacted_at", &GuideStep::interactedAt},
        Field {"message.link_clicked_at", &GuideStep::linkClickedAt},
        Field {"message.archived_at", &GuideStep::archivedAt}};
    // clang-format on
};

struct Guide
{
    static constexpr const char *context = "Guide";
    QString key, id, channelId, type;
    bool isActive = false;
    bool bypassesGroups = false; // may be shown while its group waits
    QList<GuideStep> steps;
    Timestamp insertedAt, updatedAt;
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"key", &Guide::key, QT_TRANSLATE_NOOP("Guide", "Key")}.required(),
        Field {"id", &Guide::id},
        Field {"channel_id", &Guide::channelId},
        Field {"type", &Guide::type, QT_TRANSLATE_NOOP("Guide", "Type")},
        Field {"active", &Guide::isActive, QT_TRANSLATE_NOOP("Guide", "Active")},
        Field {"bypass_global_group_limit", &Guide::bypassesGroups},
        Field {"steps", &Guide::steps},
        Field {"inserted_at", &Guide::insertedAt},
        Field {"updated_at", &Guide::updatedAt, QT_TRANSLATE_NOOP("Guide", "Updated")}};
    // clang-format on
};

struct GuideGroup // shows its guides one after the other, with a pause between
{
    QString key;
    QStringList sequence; // keys of guides
    std::optional<qint64> interval; // seconds between two of them
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"key", &GuideGroup::key}.required(),
        Field {"display_sequence", &GuideGroup::sequence},
        Field {"display_interval", &GuideGroup::interval}};
    // clang-format on
};

struct IneligibleGuide
{
    QString key, message;
    QString reason; // guide_not_active, marked_as_archived, target_conditions_not_met, not_in_target_audience
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"key", &IneligibleGuide::key}.required(),
        Field {"reason", &IneligibleGuide::reason}.required(),
        Field {"message", &IneligibleGuide::message}};
    // clang-format on
};

struct Guides
{
    QList<Guide> guides;
    QList<GuideGroup> groups;
    QJsonObject groupsShown; // when each group last showed one: its key, and the time
    QList<IneligibleGuide> ineligible;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"entries", &Guides::guides}.required(),
        Field {"guide_groups", &Guides::groups},
        Field {"guide_group_display_logs", &Guides::groupsShown},
        Field {"ineligible_guides", &Guides::ineligible}};
    // clang-format on
};

struct GuideQuery
{
    QString tenant;
    QJsonObject data; // for conditions and texts
    QString type;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"tenant", &GuideQuery::tenant},
        Field {"data", &GuideQuery::data},
        Field {"type", &GuideQuery::type}};
    // clang-format on
};

struct GuideStepMark // which step of which guide
{
    QString channelId, guideId, guideKey, stepRef;
    QString tenant; // null: none
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"channel_id", &GuideStepMark::channelId}.required(),
        Field {"guide_id", &GuideStepMark::guideId}.required(),
        Field {"guide_key", &GuideStepMark::guideKey}.required(),
        Field {"guide_step_ref", &GuideStepMark::stepRef}.required(),
        Field {"tenant", &GuideStepMark::tenant}};
    // clang-format on
};

struct GuideSeen : GuideStepMark
{
    QJsonObject content; // that was shown
    std::optional<QJsonObject> data; // that it was filled in with
    // clang-format off
    static constexpr auto fields = std::tuple_cat(GuideStepMark::fields, std::tuple {
        Field {"content", &GuideSeen::content}.required(),
        Field {"data", &GuideSeen::data}});
    // clang-format on
};

struct GuideInteracted : GuideStepMark
{
    std::optional<QJsonObject> metadata;
    // clang-format off
    static constexpr auto fields = std::tuple_cat(GuideStepMark::fields, std::tuple {
        Field {"metadata", &GuideInteracted::metadata}});
    // clang-format on
};

struct GuideArchived : GuideStepMark
{
    std::optional<bool> isFinal; // the whole guide is put away with this step
    std::optional<bool> isUnthrottled; // its group need not wait
    // clang-format off
    static constexpr auto fields = std::tuple_cat(GuideStepMark::fields, std::tuple {
        Field {"is_final", &GuideArchived::isFinal},
        Field {"unthrottled", &GuideArchived::isUnthrottled}});
    // clang-format on
};

struct GuideNamed
{
    QString guideKey;
    QString tenant; // null: none
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"guide_key", &GuideNamed::guideKey}.required(),
        Field {"tenant", &GuideNamed::tenant}};
    // clang-format on
};

namespace guides {
inline constexpr Endpoint<Guides, QString, QString, GuideQuery> get {{.number = "X18",
                                                                      .name = "users.guides",
                                                                      .verb = Verb::Get,
                                                                      .path = "/v1/users/%1/guides/%2",
                                                                      .tier = Tier::Two,
                                                                      .access = Access::Publishable}};
inline constexpr Endpoint<Nothing, QString, GuideSeen> seen {{.number = "X19",
                                                              .name = "users.guides.mark_seen",
                                                              .verb = Verb::Put,
                                                              .path = "/v1/users/%1/guides/messages/seen",
                                                              .tier = Tier::Two,
                                                              .access = Access::Publishable}};
inline constexpr Endpoint<Nothing, QString, GuideInteracted> interacted {
    {.number = "X20",
     .name = "users.guides.mark_interacted",
     .verb = Verb::Put,
     .path = "/v1/users/%1/guides/messages/interacted",
     .tier = Tier::Two,
     .access = Access::Publishable}};
inline constexpr Endpoint<Nothing, QString, GuideArchived> archived {
    {.number = "X21",
     .name = "users.guides.mark_archived",
     .verb = Verb::Put,
     .path = "/v1/users/%1/guides/messages/archived",
     .tier = Tier::Two,
     .access = Access::Publishable}};
inline constexpr Endpoint<Nothing, QString, GuideNamed> unarchived {
    {.number = "X22",
     .name = "users.guides.unmark_archived",
     .verb = Verb::Delete,
     .path = "/v1/users/%1/guides/messages/archived",
     .tier = Tier::Two,
     .access = Access::Publishable}};
inline constexpr Endpoint<Nothing, QString, GuideNamed> reset {
    {.number = "X23",
     .name = "users.guides.reset",
     .verb = Verb::Put,
     .path = "/v1/users/%1/guides/engagements/reset",
     .tier = Tier::Two,
     .access = Access::Publishable}};
}

} // namespace api
