#include "ui/messages/messagefilters.h"

#include "models/vocabulary.h"
#include "ui/messages/triggerdata.h"
#include "ui/timerange.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

using FilterKind = FilterSpec::Kind;
constexpr qsizetype mostIds = 50; // of one request (E03)

struct MessageFiltersText
{
    Q_DECLARE_TR_FUNCTIONS(MessageFilters)
};

QList<FilterChoice> wireChoices(std::initializer_list<const char *> values)
{
    QList<FilterChoice> choices;
    for (const char *value : values)
        choices += {QString::fromLatin1(value), QString::fromLatin1(value).replace(u'_', u' ')};
    return choices;
}

// Shown at once, or under "+ filter".
FilterSpec spec(const QString &key, const QString &label, FilterKind kind, bool always)
{
    FilterSpec s;
    s.key = key;
    s.label = label;
    s.kind = kind;
    s.always = always;
    return s;
}

FilterSpec textSpec(const QString &key, const QString &label, const QString &placeholder, bool always)
{
    FilterSpec s = spec(key, label, FilterKind::Text, always);
    s.placeholder = placeholder;
    return s;
}

QList<FilterChoice> tenantChoices(const QStringList &tenants)
{
    return QList<FilterChoice> {{QString(), MessageFiltersText::tr("no tenant")}} + plainChoices(tenants);
}

void addWordFilters(FilterBar *bar, const models::MessageScope &scope)
{
    using Scope = models::MessageScope::Kind;
    FilterSpec status = spec(u"status"_s, MessageFiltersText::tr("Status"), FilterKind::Multi, true);
    status.choices = wireChoices(
        {"queued", "sent", "delivered", "delivery_attempted", "undelivered", "bounced", "not_sent"});
    bar->addFilter(status);
    FilterSpec channel = textSpec(u"channel"_s, MessageFiltersText::tr("Channel"),
                                  MessageFiltersText::tr("Channel id"), true);
    channel.fixed = scope.kind == Scope::Channel ? scope.id : QString();
    bar->addFilter(channel);
    FilterSpec workflow = textSpec(u"workflow"_s, MessageFiltersText::tr("Workflow"),
                                   MessageFiltersText::tr("Workflow key"), true);
    workflow.fixed = scope.kind == Scope::Workflow ? scope.id : QString();
    bar->addFilter(workflow);
    bar->addFilter(spec(u"time"_s, MessageFiltersText::tr("Time"), FilterKind::Range, true));
    FilterSpec engagement
        = spec(u"engagement"_s, MessageFiltersText::tr("Engagement"), FilterKind::Multi, false);
    engagement.choices = wireChoices(
        {"seen", "unseen", "read", "unread", "interacted", "link_clicked", "archived", "unarchived"});
    bar->addFilter(engagement);
}

void addRareMessageFilters(FilterBar *bar)
{
    FilterSpec category = spec(u"category"_s, MessageFiltersText::tr("Category"), FilterKind::Lines, false);
    category.placeholder = MessageFiltersText::tr("One category a line");
    category.hint = MessageFiltersText::tr("Messages of workflows in any of them.");
    category.read = readCategories;
    bar->addFilter(category);
    FilterSpec tenant
        = textSpec(u"tenant"_s, MessageFiltersText::tr("Tenant"), MessageFiltersText::tr("Tenant id"), false);
    tenant.choices = tenantChoices({});
    tenant.tip = MessageFiltersText::tr(
        "For a tenant the service may also send messages without one. For messages without a tenant it "
        "can't be asked: the loaded ones are looked through.");
    bar->addFilter(tenant);
    FilterSpec ids = spec(u"id"_s, MessageFiltersText::tr("Message ids"), FilterKind::Lines, false);
    ids.placeholder = MessageFiltersText::tr("Paste ids, with anything between them");
    ids.hint = MessageFiltersText::tr("At most %1. The other filters count, too.").arg(mostIds);
    ids.read = readMessageIds;
    ids.summary = [](const QStringList &values) {
        return values.size() == 1 ? values.first() : MessageFiltersText::tr("%1 ids").arg(values.size());
    };
    bar->addFilter(ids);
    FilterSpec data = spec(u"data"_s, MessageFiltersText::tr("Trigger data"), FilterKind::Lines, false);
    data.placeholder = MessageFiltersText::tr("key = value\none pair a line, or a JSON object");
    data.hint
        = MessageFiltersText::tr("Top-level keys, and values that are exactly equal. All pairs have to fit.");
    data.read = readTriggerData;
    bar->addFilter(data);
    bar->addFilter(textSpec(u"run"_s, MessageFiltersText::tr("Workflow run"),
                            MessageFiltersText::tr("Id of a workflow run"), false));
}

QStringList valuesFor(const FilterBar::Filters &filters, QLatin1StringView key)
{
    QStringList values;
    for (const auto &[name, value] : filters) {
        if (name == key)
            values += value;
    }
    return values;
}

} // namespace

FilterReading readCategories(const QString &text)
{
    FilterReading reading;
    static const QRegularExpression separators(u"[\\n,;]"_s);
    for (const QString &part : text.split(separators)) {
        if (!part.trimmed().isEmpty() && !reading.values.contains(part.trimmed()))
            reading.values += part.trimmed();
    }
    if (reading.values.size() > 1)
        reading.note
            = MessageFiltersText::tr("Messages of workflows in any of these %1.").arg(reading.values.size());
    return reading;
}

void addMessageFilters(FilterBar *bar, const models::MessageScope &scope)
{
    addWordFilters(bar, scope);
    addRareMessageFilters(bar);
}

void offerKnown(FilterBar *bar, const models::Vocabulary &vocabulary)
{
    QList<FilterChoice> channels;
    for (const models::KnownChannel &channel : vocabulary.channels())
        channels += {channel.id, channel.label()};
    bar->chip(u"channel"_s)->setChoices(channels);
    bar->chip(u"workflow"_s)->setChoices(plainChoices(vocabulary.workflows()));
    bar->chip(u"category"_s)->setChoices(plainChoices(vocabulary.categories()));
    bar->chip(u"tenant"_s)->setChoices(tenantChoices(vocabulary.tenants()));
}

api::MessageQuery messageQuery(const FilterBar::Filters &filters, const QDateTime &now, const QTimeZone &zone)
{
    api::MessageQuery query;
    query.status = valuesFor(filters, "status"_L1);
    query.engagementStatus = valuesFor(filters, "engagement"_L1);
    query.channelId = valuesFor(filters, "channel"_L1).value(0);
    query.source = valuesFor(filters, "workflow"_L1).value(0);
    query.tenant = valuesFor(filters, "tenant"_L1).value(0);
    query.workflowCategories = valuesFor(filters, "category"_L1);
    query.messageIds = valuesFor(filters, "id"_L1);
    query.triggerData = triggerDataOf(valuesFor(filters, "data"_L1));
    query.workflowRunId = valuesFor(filters, "run"_L1).value(0);
    if (const auto range = readTimeRange(valuesFor(filters, "time"_L1).value(0), now, zone)) {
        if (range->from.isValid())
            query.insertedAfter = api::Timestamp::fromDateTime(range->from);
        if (range->to.isValid())
            query.insertedBefore = api::Timestamp::fromDateTime(range->to);
    }
    return query;
}

QString messageFilterProblem(const FilterBar::Filters &filters)
{
    if (const QString error = readMessageIds(valuesFor(filters, "id"_L1).join(u'\n')).error; !error.isEmpty())
        return MessageFiltersText::tr("Message ids: %1").arg(error);
    if (const QString error = readTriggerData(valuesFor(filters, "data"_L1).join(u'\n')).error;
        !error.isEmpty())
        return MessageFiltersText::tr("Trigger data: %1").arg(error);
    const QString time = valuesFor(filters, "time"_L1).value(0);
    if (!time.isEmpty() && !readTimeRange(time, QDateTime::currentDateTimeUtc(), QTimeZone::utc()))
        return MessageFiltersText::tr(
                   "Time: “%1” is no time range. Choose one of the list, or set “From” and “Until” so that "
                   "the end is "
                   "behind the start.")
            .arg(time);
    return {};
}

bool wantsNoTenant(const FilterBar::Filters &filters)
{
    const QStringList tenants = valuesFor(filters, "tenant"_L1);
    return !tenants.isEmpty() && tenants.first().isEmpty();
}

QString channelLabel(const QString &id, const models::Vocabulary *vocabulary)
{
    return vocabulary && vocabulary->knowsChannel(id) ? vocabulary->channel(id).label() : id.left(8);
}

QString whyNotFollowed(const api::MessageQuery &query, const QDateTime &now)
{
    const bool isOver
        = !query.insertedBefore.isNull() && query.insertedBefore <= api::Timestamp::fromDateTime(now);
    return isOver ? MessageFiltersText::tr("the time range is over") : QString();
}

QString messagesTitle(const QString &title, const FilterBar::Filters &filters,
                      const models::Vocabulary *vocabulary)
{
    QStringList parts;
    for (const auto &[key, value] : filters) {
        if (key == "time"_L1 || key == "id"_L1 || key == "run"_L1)
            continue; // the chip says it; a tab has no room
        if (key == "channel"_L1)
            parts += channelLabel(value, vocabulary);
        else if (key == "tenant"_L1 && value.isEmpty())
            parts += MessageFiltersText::tr("no tenant");
        else if (key == "status"_L1 || key == "engagement"_L1)
            parts += QString(value).replace(u'_', u' ');
        else
            parts += value;
    }
    return parts.isEmpty() ? title : MessageFiltersText::tr("%1: %2").arg(title, parts.join(", "_L1));
}

FilterReading readMessageIds(const QString &text)
{
    static const QRegularExpression separators(u"[\\s,;|\"'`<>()\\[\\]{}]+"_s);
    FilterReading reading;
    qsizetype met = 0;
    for (QString id : text.split(separators, Qt::SkipEmptyParts)) {
        if (id.startsWith("message:"_L1)) // as links are given away
            id = id.mid(8);
        ++met;
        if (!reading.values.contains(id))
            reading.values += id;
    }
    const qsizetype count = reading.values.size(), twice = met - count;
    if (count > mostIds) {
        reading.error
            = MessageFiltersText::tr("%1 ids, and the service takes at most %2 at once. Take %3 out.")
                  .arg(count)
                  .arg(mostIds)
                  .arg(count - mostIds);
        reading.values.clear();
    } else if (count > 0) {
        reading.note = twice > 0
            ? MessageFiltersText::tr("%1 ids; %2 that came again were left out.").arg(count).arg(twice)
            : MessageFiltersText::tr("%1 of at most %2 ids.").arg(count).arg(mostIds);
    }
    return reading;
}

} // namespace ui
