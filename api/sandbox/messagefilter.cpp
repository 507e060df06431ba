#include "api/sandbox/messagefilter.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/workflows.h"
#include "api/schema/status.h"

namespace api::sandbox {

namespace {

QString asJson(const QStringList &list)
{
    return QString::fromUtf8(jsonText(QJsonArray::fromStringList(list)));
}

// The column to walk through, so that the order by `seq` comes from its index. Every other condition hides
// its column behind a unary plus: the planner has no statistics and would guess.
enum class Driver { None, Ids, RecipientRun, Run, Recipient, Channel, Workflow, Status };

QString quietly(const char *column, bool isDriver)
{
    return isDriver ? QString::fromLatin1(column) : u'+' + QString::fromLatin1(column);
}

void addList(Listing &listing, const char *column, bool isDriver, const QStringList &values)
{
    if (!values.isEmpty())
        listing.add(quietly(column, isDriver) + QStringLiteral(" IN (SELECT value FROM json_each(?))"),
                    {asJson(values)});
}

// As the walk's alternatives, when the column drives it.
void addSplit(Listing &listing, const char *column, bool isDriver, const QStringList &values)
{
    if (!isDriver)
        return addList(listing, column, false, values);
    listing.splitColumn = QString::fromLatin1(column);
    listing.splitValues = values;
}

void addRecipient(Listing &listing, const MessageFilter &f, bool isDriver)
{
    if (!f.recipientId.isEmpty())
        listing.add(quietly("recipient_id", isDriver) + QStringLiteral(" = ? AND ")
                        + quietly("recipient_collection", isDriver) + QStringLiteral(" = ?"),
                    {f.recipientId, f.recipientCollection});
    if (f.recipientIds && f.recipientIds->isEmpty())
        listing.add(QStringLiteral("0"));
    else if (f.recipientIds)
        addList(listing, "recipient_id", false, *f.recipientIds);
}

void addEngagement(Listing &listing, const MessageFilter &f)
{
    QStringList either;
    for (const QString &word : f.engagement)
        either.append(engagementCondition(word));
    if (!either.isEmpty())
        listing.add(u'(' + either.join(QStringLiteral(" OR ")) + u')');
    if (f.archived)
        listing.add(
            engagementCondition(*f.archived ? QStringLiteral("archived") : QStringLiteral("unarchived")));
}

void addTenant(Listing &listing, const MessageFilter &f)
{
    if (f.tenants)
        listing.add(QStringLiteral("tenant IN (SELECT value FROM json_each(?))"), {asJson(*f.tenants)});
    if (!f.hasTenant.value_or(true))
        listing.add(QStringLiteral("tenant IS NULL"));
    else if (f.hasTenant && f.tenant.isEmpty())
        listing.add(QStringLiteral("tenant IS NOT NULL"));
    else if (f.hasTenant)
        listing.add(QStringLiteral("tenant = ?"), {f.tenant});
    else if (!f.tenant.isEmpty())
        listing.add(QStringLiteral("(tenant = ? OR tenant IS NULL)"), {f.tenant});
}

// inserted_at never falls as seq rises, so a bound on the one is a bound on the other: a range in the middle
// of the list is found without walking to it.
void addTimes(Listing &out, const MessageFilter &f)
{
    const auto add = [&](Timestamp at, const char *compare, bool upper) {
        if (at.isNull())
            return;
        out.add(QStringLiteral("+inserted_at %1 ?").arg(QLatin1StringView(compare)), {at.us});
        const QString nearest
            = QStringLiteral("(SELECT seq FROM messages WHERE inserted_at %1 ? ORDER BY inserted_at %2,"
                             " seq %2 LIMIT 1)")
                  .arg(QLatin1StringView(compare),
                       upper ? QLatin1StringView("DESC") : QLatin1StringView("ASC"));
        (upper ? out.highest : out.lowest).emplaceBack(nearest, at.us);
    };
    add(f.after, ">", false);
    add(f.from, ">=", false);
    add(f.before, "<", true);
    add(f.upTo, "<=", true);
}

// Keys of the workflows to look at; nullopt: all of them.
std::optional<QStringList> workflowKeys(const MessageFilter &f, const Workflows &definitions)
{
    if (!f.categories)
        return f.workflows;
    QStringList keys;
    for (const WorkflowDef &workflow : definitions.workflows) {
        const bool named = !f.workflows || f.workflows->contains(workflow.key);
        const bool filed
            = std::any_of(workflow.categories.begin(), workflow.categories.end(),
                          [&](const QString &category) { return f.categories->contains(category); });
        if (named && filed)
            keys.append(workflow.key);
    }
    return keys;
}

} // namespace

QString engagementCondition(const QString &word)
{
    const bool without = word.startsWith(QLatin1StringView("un"));
    return (without ? word.sliced(2) : word)
        + (without ? QStringLiteral("_at IS NULL") : QStringLiteral("_at IS NOT NULL"));
}

void addTriggerData(Listing &listing, const QJsonObject &wanted)
{
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const QString entry
            = QStringLiteral("EXISTS (SELECT 1 FROM json_each(data) AS entry WHERE entry.key = ? AND ");
        if (it->isString())
            listing.add(entry
                            + QStringLiteral(
                                "entry.type = 'text' AND substr(entry.atom, 1, 256) = substr(?, 1, 256))"),
                        {it.key(), it->toString()});
        else if (it->isDouble())
            listing.add(entry + QStringLiteral("entry.type IN ('integer', 'real') AND entry.atom = ?)"),
                        {it.key(), it->toVariant()});
        else
            listing.add(entry + QStringLiteral("entry.type = ?)"),
                        {it.key(),
                         it->isNull()       ? QStringLiteral("null")
                             : it->toBool() ? QStringLiteral("true")
                                            : QStringLiteral("false")});
    }
}

namespace {

void addRuns(Listing &listing, const MessageFilter &f, Driver driver)
{
    if (!f.runId.isEmpty())
        listing.add(quietly("run_id", driver == Driver::Run) + QStringLiteral(" = ?"), {f.runId});
    if (!f.recipientRunId.isEmpty())
        listing.add(quietly("recipient_run_id", driver == Driver::RecipientRun) + QStringLiteral(" = ?"),
                    {f.recipientRunId});
}

} // namespace

Listing MessageFilter::listing(const QString &columns, const Workflows &definitions) const
{
    const auto keys = workflowKeys(*this, definitions);
    const Driver driver = !ids.isEmpty() ? Driver::Ids
        : !recipientRunId.isEmpty()      ? Driver::RecipientRun
        : !runId.isEmpty()               ? Driver::Run
        : !recipientId.isEmpty()         ? Driver::Recipient
        : !channelId.isEmpty()           ? Driver::Channel
        : keys && !keys->isEmpty()       ? Driver::Workflow
        : !statuses.isEmpty()            ? Driver::Status
                                         : Driver::None;
    Listing out {.columns = columns, .from = QStringLiteral("messages"), .newestFirst = true};
    addList(out, "id", driver == Driver::Ids, ids);
    addRecipient(out, *this, driver == Driver::Recipient);
    if (!channelId.isEmpty())
        out.add(quietly("channel_id", driver == Driver::Recipient || driver == Driver::Channel)
                    + QStringLiteral(" = ?"),
                {channelId});
    if (keys && keys->isEmpty())
        out.add(QStringLiteral("0")); // no workflow is in any of the categories
    else if (keys)
        addSplit(out, "workflow", driver == Driver::Workflow, *keys);
    addSplit(out, "status", driver == Driver::Status, statuses);
    addEngagement(out, *this);
    addRuns(out, *this, driver);
    addTenant(out, *this);
    addTimes(out, *this);
    addTriggerData(out, triggerData);
    return out;
}

MessageFilter readMessageFilter(Params &params)
{
    MessageFilter f;
    const QString source = params.text(QStringLiteral("source"));
    if (!source.isNull())
        f.workflows = QStringList {source};
    f.tenant = params.text(QStringLiteral("tenant"));
    f.statuses = params.words(QStringLiteral("status"), deliveryWords());
    f.engagement = params.words(QStringLiteral("engagement_status"), engagementFilterWords());
    f.channelId = params.text(QStringLiteral("channel_id"));
    f.ids = params.list(QStringLiteral("message_ids"), 50);
    const QStringList categories = params.list(QStringLiteral("workflow_categories"));
    if (!categories.isEmpty())
        f.categories = categories;
    f.triggerData = params.flatObject(QStringLiteral("trigger_data"));
    f.runId = params.text(QStringLiteral("workflow_run_id"));
    f.recipientRunId = params.text(QStringLiteral("workflow_recipient_run_id"));
    readTimeRange(params, f);
    return f;
}

void readTimeRange(Params &params, MessageFilter &filter)
{
    filter.after = params.time(QStringLiteral("inserted_at.gt"));
    filter.from = params.time(QStringLiteral("inserted_at.gte"));
    filter.before = params.time(QStringLiteral("inserted_at.lt"));
    filter.upTo = params.time(QStringLiteral("inserted_at.lte"));
}

const QStringList &deliveryWords()
{
    static const QStringList words = [] {
        QStringList all;
        for (std::size_t i = 1; i < wireNames<Delivery>.size(); ++i)
            all.append(wireName(Delivery(i)));
        return all;
    }();
    return words;
}

const QStringList &engagementFilterWords()
{
    static const QStringList words {QStringLiteral("seen"),         QStringLiteral("unseen"),
                                    QStringLiteral("read"),         QStringLiteral("unread"),
                                    QStringLiteral("archived"),     QStringLiteral("unarchived"),
                                    QStringLiteral("link_clicked"), QStringLiteral("interacted")};
    return words;
}

} // namespace api::sandbox
