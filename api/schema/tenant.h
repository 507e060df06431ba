// Tenants (shapes 8, behaviour 14; E42 to E45).
#pragma once

#include "api/schema/bulk.h"
#include "api/schema/page.h"

namespace api {

struct Branding // null where the account's own is used; colours as #rrggbb
{
    QString primaryColor, primaryColorContrast, iconUrl, logoUrl;
    QString darkPrimaryColor, darkPrimaryColorContrast, darkIconUrl, darkLogoUrl;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"primary_color", &Branding::primaryColor},
        Field {"primary_color_contrast", &Branding::primaryColorContrast},
        Field {"icon_url", &Branding::iconUrl},
        Field {"logo_url", &Branding::logoUrl},
        Field {"dark_primary_color", &Branding::darkPrimaryColor},
        Field {"dark_primary_color_contrast", &Branding::darkPrimaryColorContrast},
        Field {"dark_icon_url", &Branding::darkIconUrl},
        Field {"dark_logo_url", &Branding::darkLogoUrl}};
    // clang-format on
};

struct Tenant
{
    static constexpr const char *context = "Tenant";
    QString id;
    QString name; // today at the top level, before in `properties`
    std::optional<Branding> branding;
    QJsonObject preferenceSet; // the default for all recipients; empty when there is none
    Timestamp createdAt, updatedAt;
    QJsonObject raw;

    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"name|properties.name", &Tenant::name, QT_TRANSLATE_NOOP("Tenant", "Name")},
        Field {"id", &Tenant::id, QT_TRANSLATE_NOOP("Tenant", "Id")}.required(),
        Field {"settings.branding", &Tenant::branding},
        Field {"settings.preference_set", &Tenant::preferenceSet},
        Field {"created_at", &Tenant::createdAt},
        Field {"updated_at", &Tenant::updatedAt, QT_TRANSLATE_NOOP("Tenant", "Updated")}};
    // clang-format on
};

struct TenantQuery : PageQuery // E42
{
    QString tenantId;
    QString name;
    // clang-format off
    static constexpr auto fields = std::tuple_cat(PageQuery::fields, std::tuple {
        Field {"tenant_id", &TenantQuery::tenantId},
        Field {"name", &TenantQuery::name}});
    // clang-format on
};

struct TenantOptions // E43, E44: the environment's defaults merged into the preference set of the answer
{
    static constexpr bool isQuery = true;
    std::optional<bool> resolveFullPreferenceSettings;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"resolve_full_preference_settings", &TenantOptions::resolveFullPreferenceSettings}};
    // clang-format on
};

struct TenantSet // at most 1,000: {id, name, settings, …}
{
    QList<QJsonObject> tenants;
    static constexpr auto fields = std::tuple {Field {"tenants", &TenantSet::tenants}};
};

struct TenantIds // at most 1,000; they go into the address
{
    static constexpr bool isQuery = true;
    QStringList tenantIds;
    static constexpr auto fields = std::tuple {Field {"tenant_ids[]", &TenantIds::tenantIds}};
};

namespace tenants {
inline constexpr Endpoint<Page<Tenant>, TenantQuery> list {
    {.number = "E42", .name = "tenants.list", .verb = Verb::Get, .path = "/v1/tenants", .tier = Tier::Four}};
inline constexpr Endpoint<Tenant, QString, TenantOptions> get {{.number = "E43",
                                                                .name = "tenants.get",
                                                                .verb = Verb::Get,
                                                                .path = "/v1/tenants/%1",
                                                                .tier = Tier::Four}};
inline constexpr Endpoint<Tenant, QString, TenantOptions, JsonBody> set {{.number = "E44",
                                                                          .name = "tenants.set",
                                                                          .verb = Verb::Put,
                                                                          .path = "/v1/tenants/%1",
                                                                          .tier = Tier::Three}};
inline constexpr Endpoint<Nothing, QString> remove {{.number = "E45",
                                                     .name = "tenants.delete",
                                                     .verb = Verb::Delete,
                                                     .path = "/v1/tenants/%1",
                                                     .tier = Tier::Two}};
inline constexpr Endpoint<BulkOperation, TenantSet> bulkSet {{.number = "X05",
                                                              .name = "tenants.bulk_set",
                                                              .verb = Verb::Post,
                                                              .path = "/v1/tenants/bulk/set",
                                                              .tier = Tier::One,
                                                              .repeat = Repeat::Never}};
inline constexpr Endpoint<BulkOperation, TenantIds> bulkDelete {{.number = "X06",
                                                                 .name = "tenants.bulk_delete",
                                                                 .verb = Verb::Post,
                                                                 .path = "/v1/tenants/bulk/delete",
                                                                 .tier = Tier::One,
                                                                 .repeat = Repeat::Never}};
}

} // namespace api
