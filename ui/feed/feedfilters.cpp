#include "ui/feed/feedfilters.h"

#include "models/vocabulary.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FeedFilters", text);
}

} // namespace

void addFeedFilters(FilterBar *bar)
{
    using Kind = FilterSpec::Kind;
    FilterSpec channel;
    channel.key = u"channel"_s;
    channel.label = tr("Channel");
    channel.kind = Kind::Text;
    channel.required = true;
    channel.anyLabel = tr("none chosen");
    channel.placeholder = tr("Id of an in-app channel");
    bar->addFilter(channel);
    FilterSpec tenant;
    tenant.key = u"tenant"_s;
    tenant.label = tr("Tenant");
    tenant.kind = Kind::Text;
    tenant.placeholder = tr("Tenant id");
    bar->addFilter(tenant);
    FilterSpec status;
    status.key = u"status"_s;
    status.label = tr("Status");
    status.anyLabel = tr("all");
    for (const char *word : {"unseen", "unread", "seen", "read"})
        status.choices += {QString::fromLatin1(word), {}};
    bar->addFilter(status);
    FilterSpec archived;
    archived.key = u"archived"_s;
    archived.label = tr("Archived");
    archived.required = true;
    for (const char *word : {"exclude", "include", "only"})
        archived.choices += {QString::fromLatin1(word), {}};
    bar->addFilter(archived);
}

void offerFeedChoices(FilterBar *bar, const QList<models::KnownChannel> &feeds, const QStringList &tenants)
{
    FilterChip *channel = bar->chip(u"channel"_s);
    QList<FilterChoice> choices;
    for (const models::KnownChannel &feed : feeds)
        choices += {feed.id, feed.label()};
    channel->setChoices(choices);
    QList<FilterChoice> known;
    for (const QString &tenant : tenants)
        known += {tenant, {}};
    bar->chip(u"tenant"_s)->setChoices(known);
}

api::FeedQuery feedQuery(const FilterBar::Filters &filters)
{
    api::FeedQuery query;
    for (const auto &[key, value] : filters) {
        if (key == "tenant"_L1)
            query.tenant = value;
        else if (key == "status"_L1)
            query.status = value;
        else if (key == "archived"_L1)
            query.archived = value;
    }
    return query;
}

FilterBar::Filters shortFilters(const FilterBar::Filters &filters)
{
    FilterBar::Filters out = filters;
    out.removeAll({u"archived"_s, u"exclude"_s});
    return out;
}

bool isFeedFiltered(const FilterBar::Filters &filters)
{
    for (const auto &[key, value] : shortFilters(filters)) {
        if (key != "channel"_L1)
            return true;
    }
    return false;
}

bool isNoFeed(const api::ApiError &error)
{
    return error.kind == api::ApiError::Kind::Http
        && (error.httpStatus == 404 || error.httpStatus == 422 || error.httpStatus == 400
            || error.code == "channel_invalid"_L1);
}

} // namespace ui
