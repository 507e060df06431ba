#include "ui/feed/feedfilters.h"

#include "models/vocabulary.h"
#include "ui/messages/messagefilters.h"
#include "ui/messages/triggerdata.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int usualPageSize = 50; // the service's own

struct FeedFiltersText
{
    Q_DECLARE_TR_FUNCTIONS(FeedFilters)
};

// What few widgets send: under "+ filter".
void addRareFeedFilters(FilterBar *bar)
{
    using Kind = FilterSpec::Kind;
    FilterSpec hasTenant;
    hasTenant.key = u"has_tenant"_s;
    hasTenant.label = FeedFiltersText::tr("Has tenant");
    hasTenant.choices = {{u"true"_s, FeedFiltersText::tr("yes")}, {u"false"_s, FeedFiltersText::tr("no")}};
    hasTenant.always = false;
    bar->addFilter(hasTenant);
    FilterSpec workflow;
    workflow.key = u"workflow"_s;
    workflow.label = FeedFiltersText::tr("Workflow");
    workflow.kind = Kind::Text;
    workflow.placeholder = FeedFiltersText::tr("Workflow key");
    workflow.always = false;
    bar->addFilter(workflow);
    FilterSpec category;
    category.key = u"category"_s;
    category.label = FeedFiltersText::tr("Categories");
    category.kind = Kind::Lines;
    category.placeholder = FeedFiltersText::tr("One category a line");
    category.read = readCategories;
    category.always = false;
    bar->addFilter(category);
    FilterSpec data;
    data.key = u"data"_s;
    data.label = FeedFiltersText::tr("Trigger data");
    data.kind = Kind::Lines;
    data.placeholder = FeedFiltersText::tr("key = value");
    data.read = readTriggerData;
    data.always = false;
    bar->addFilter(data);
    FilterSpec pageSize;
    pageSize.key = u"page_size"_s;
    pageSize.label = FeedFiltersText::tr("Page size");
    pageSize.choices = plainChoices({u"10"_s, u"25"_s, u"50"_s, u"100"_s, u"200"_s});
    pageSize.anyLabel = FeedFiltersText::tr("50, as usual");
    pageSize.always = false;
    bar->addFilter(pageSize);
}

} // namespace

void addFeedFilters(FilterBar *bar)
{
    using Kind = FilterSpec::Kind;
    FilterSpec channel;
    channel.key = u"channel"_s;
    channel.label = FeedFiltersText::tr("Channel");
    channel.kind = Kind::Text;
    channel.required = true;
    channel.anyLabel = FeedFiltersText::tr("none chosen");
    channel.placeholder = FeedFiltersText::tr("Id of an in-app channel");
    bar->addFilter(channel);
    FilterSpec tenant;
    tenant.key = u"tenant"_s;
    tenant.label = FeedFiltersText::tr("Tenant");
    tenant.kind = Kind::Text;
    tenant.placeholder = FeedFiltersText::tr("Tenant id");
    bar->addFilter(tenant);
    FilterSpec status;
    status.key = u"status"_s;
    status.label = FeedFiltersText::tr("Status");
    status.anyLabel = FeedFiltersText::tr("all");
    for (const char *word : {"unseen", "unread", "seen", "read"})
        status.choices += {QString::fromLatin1(word), {}};
    bar->addFilter(status);
    FilterSpec archived;
    archived.key = u"archived"_s;
    archived.label = FeedFiltersText::tr("Archived");
    archived.required = true;
    for (const char *word : {"exclude", "include", "only"})
        archived.choices += {QString::fromLatin1(word), {}};
    bar->addFilter(archived);
    addRareFeedFilters(bar);
}

void offerFeedChoices(FilterBar *bar, const QList<models::KnownChannel> &feeds,
                      const models::Vocabulary &vocabulary)
{
    FilterChip *channel = bar->chip(u"channel"_s);
    QList<FilterChoice> choices;
    for (const models::KnownChannel &feed : feeds)
        choices += {feed.id, feed.label()};
    channel->setChoices(choices);
    bar->chip(u"tenant"_s)->setChoices(plainChoices(vocabulary.tenants()));
    bar->chip(u"workflow"_s)->setChoices(plainChoices(vocabulary.workflows()));
    bar->chip(u"category"_s)->setChoices(plainChoices(vocabulary.categories()));
}

api::FeedQuery feedQuery(const FilterBar::Filters &filters)
{
    api::FeedQuery query;
    query.pageSize = usualPageSize;
    QStringList pairs;
    for (const auto &[key, value] : filters) {
        if (key == "tenant"_L1)
            query.tenant = value;
        else if (key == "status"_L1)
            query.status = value;
        else if (key == "archived"_L1)
            query.archived = value;
        else if (key == "has_tenant"_L1)
            query.hasTenant = value == "true"_L1;
        else if (key == "workflow"_L1)
            query.source = value;
        else if (key == "category"_L1)
            query.workflowCategories += value;
        else if (key == "data"_L1)
            pairs += value;
        else if (key == "page_size"_L1)
            query.pageSize
                = value.toInt() < 1 ? usualPageSize : qMin(value.toInt(), api::feeds::get.maxPageSize);
    }
    query.triggerData = triggerDataOf(pairs);
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
        if (key != "channel"_L1 && key != "page_size"_L1)
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
