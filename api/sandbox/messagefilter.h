// Which messages a caller asks for: the filters of E03, E13, E14, E18 and E25 as one SQL condition.
#pragma once

#include "api/sandbox/paging.h"

namespace api::sandbox {

struct Workflows;

// Null and empty members do not filter, but an optional list does, even when it is empty. All conditions must
// hold; of a list's values any one may.
struct MessageFilter
{
    QString recipientId;
    QString recipientCollection = QLatin1StringView(""); // of `recipientId`: '' for a user
    QString channelId;
    QStringList ids;
    std::optional<QStringList> recipientIds;
    std::optional<QStringList> workflows; // keys
    std::optional<QStringList> categories;
    QStringList statuses; // delivery words
    QStringList engagement; // seen, unseen, read, …
    std::optional<bool> archived; // only those, or none of them
    QString tenant; // that tenant's and those without one
    std::optional<QStringList> tenants; // exactly these
    std::optional<bool> hasTenant; // true with `tenant`: only that tenant's
    QJsonObject triggerData;
    QString runId; // of a trigger: all of its recipients
    QString recipientRunId; // of one of them
    Timestamp after, from, before, upTo; // of inserted_at: >, >=, <, <=

    Listing listing(const QString &columns, const Workflows &workflows) const;
};

// Reads what E03, E18 and E25 take, without the page; E14 takes a part of it.
MessageFilter readMessageFilter(Params &params);
void readTimeRange(Params &params, MessageFilter &filter); // inserted_at.gt, .gte, .lt, .lte

// Top-level keys of the column `data`, equal in kind and value; long text by its first 256 characters.
void addTriggerData(Listing &listing, const QJsonObject &wanted);

QString engagementCondition(const QString &word); // of one of engagementFilterWords()

const QStringList &deliveryWords();
const QStringList &engagementFilterWords();

} // namespace api::sandbox
