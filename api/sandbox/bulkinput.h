// The rows a bulk call asks for, read and checked before anything is stored (behaviour 16). Too many of them,
// or one that can't be a row, is named in `problems`; nothing is done then.
#pragma once

#include "api/sandbox/bulkjobs.h"
#include "api/sandbox/identify.h"

namespace api::sandbox {

inline constexpr int mostBulkRows = 1000;
inline constexpr int mostBulkObjects = 100; // of E33 and its counterpart
inline constexpr int mostBulkRecipients = 50; // of each of them

// Ids in `body[name]`; `collection` is '' for users.
QList<BulkItem> readBulkIds(const QJsonObject &body, const QString &name, const QString &collection,
                            Problems &problems);
QList<BulkItem> bulkItems(const QStringList &ids, const QString &name, const QString &collection,
                          Problems &problems);

// Definitions in `body[name]`, each with an id. Tenants may be bare ids.
QList<BulkItem> readBulkDefinitions(const QJsonObject &body, const QString &name, const QString &collection,
                                    const Workflows &workflows, Problems &problems);

// `subscriptions`: {id, recipients, properties}. One row for each recipient.
QList<BulkItem> readBulkSubscriptions(const QJsonObject &body, const Workflows &workflows, Inline inlines,
                                      Problems &problems);

// `schedules`: what creates one of them, with its `recipient`.
QList<BulkItem> readBulkSchedules(const QJsonObject &body, const Workflows &workflows, Problems &problems);

} // namespace api::sandbox
