// The preference centre: the service's own page where a person sets preferences (shapes 14; today's service
// only).
#pragma once

#include "api/schema/endpoint.h"

namespace api {

struct PreferenceCenterRow
{
    static constexpr const char *context = "PreferenceCenterRow";
    QString type; // workflow, channel, category, channel_types, commercial_subscribed
    QString name, description;
    QString identifier; // of the workflow, channel or category; null for the other types
    QStringList channelTypes; // empty: all of them
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"type", &PreferenceCenterRow::type, QT_TRANSLATE_NOOP("PreferenceCenterRow", "Type")}.required(),
        Field {"name", &PreferenceCenterRow::name, QT_TRANSLATE_NOOP("PreferenceCenterRow", "Name")}.required(),
        Field {"description", &PreferenceCenterRow::description},
        Field {"identifier", &PreferenceCenterRow::identifier,
               QT_TRANSLATE_NOOP("PreferenceCenterRow", "Identifier")},
        Field {"channel_types", &PreferenceCenterRow::channelTypes}};
    // clang-format on
};

struct PreferenceCenterConfig
{
    bool isEnabled = false;
    QString title, body; // above the rows
    QList<PreferenceCenterRow> choices;
    bool showsAccountName = false;
    QString accountName;
    QString userLabel; // the e-mail address, else the id
    QJsonObject branding; // null where the account's own is used; `dark` has what differs in dark mode
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"enabled", &PreferenceCenterConfig::isEnabled}.required(),
        Field {"config.title", &PreferenceCenterConfig::title},
        Field {"config.body", &PreferenceCenterConfig::body},
        Field {"config.rows", &PreferenceCenterConfig::choices}.required(),
        Field {"config.show_account_name", &PreferenceCenterConfig::showsAccountName},
        Field {"account_name", &PreferenceCenterConfig::accountName},
        Field {"user_email", &PreferenceCenterConfig::userLabel},
        Field {"branding", &PreferenceCenterConfig::branding}};
    // clang-format on
};

struct PreferenceCenterLink // who has it may set the user's preferences
{
    QString url, token;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"url", &PreferenceCenterLink::url}.required(),
        Field {"token", &PreferenceCenterLink::token}.required()};
    // clang-format on
};

namespace preferenceCenter {
inline constexpr Endpoint<PreferenceCenterConfig, QString> config {
    {.number = "X16",
     .name = "users.preference_center.config",
     .verb = Verb::Get,
     .path = "/v1/users/%1/preference_center/config",
     .tier = Tier::Four,
     .access = Access::Publishable}};
inline constexpr Endpoint<PreferenceCenterLink, QString> sign {
    {.number = "X17",
     .name = "users.preference_center.signed_url",
     .verb = Verb::Post,
     .path = "/v1/users/%1/preference_center/signed_url",
     .tier = Tier::Three,
     .access = Access::Publishable}};
}

} // namespace api
