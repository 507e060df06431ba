#include "api/sandbox/bulkinput.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/scheduleedit.h"

namespace api::sandbox {

namespace {

QString at(const QString &name, qsizetype index)
{
    return QStringLiteral("%1[%2]").arg(name).arg(index);
}

// Empty, with a problem, when it can't be used.
QJsonArray readRows(const QJsonObject &body, const QString &field, const QString &name, int most,
                    Problems &problems)
{
    const QJsonValue value = body.value(name);
    const QJsonArray rows = value.toArray();
    if (value.isUndefined() || value.isNull())
        problems.add(field, QStringLiteral("can't be blank"), QStringLiteral("required"));
    else if (!value.isArray())
        problems.add(field, QStringLiteral("is not a list"));
    else if (rows.size() > most)
        problems.add(field, QStringLiteral("has more than %1 rows").arg(most));
    else
        return rows;
    return {};
}

QString readId(const QJsonObject &row, const QString &field, Problems &problems)
{
    const QJsonValue id = row.value(QLatin1StringView("id"));
    if (id.isString() && isUsableId(id.toString()))
        return id.toString();
    problems.add(field + QStringLiteral(".id"),
                 QStringLiteral("must be text of 1 to 256 characters, neither / nor #"));
    return {};
}

bool isObject(const QJsonValue &row, const QString &field, Problems &problems)
{
    if (!row.isObject())
        problems.add(field, QStringLiteral("is not an object"));
    return row.isObject();
}

QByteArray subscriptionBody(const QString &object, const RecipientSpec &recipient,
                            const QJsonValue &properties)
{
    QJsonObject body {{QStringLiteral("object"), object}};
    if (recipient.isInline)
        body.insert(QStringLiteral("recipient"), recipient.definition);
    if (properties.isObject())
        body.insert(QStringLiteral("properties"), properties);
    return jsonText(body);
}

} // namespace

QList<BulkItem> readBulkIds(const QJsonObject &body, const QString &name, const QString &collection,
                            Problems &problems)
{
    if (readRows(body, name, name, mostBulkRows, problems).isEmpty())
        return {};
    return bulkItems(BodyReader(body, problems).list(name).value_or(QStringList()), name, collection,
                     problems);
}

QList<BulkItem> bulkItems(const QStringList &ids, const QString &name, const QString &collection,
                          Problems &problems)
{
    QList<BulkItem> items;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        if (ids.at(i).isEmpty())
            problems.add(at(name, i), QStringLiteral("can't be blank"), QStringLiteral("required"));
        items.append({.seq = 0, .ref = {collection, ids.at(i)}, .body = {}});
    }
    return items;
}

QList<BulkItem> readBulkDefinitions(const QJsonObject &body, const QString &name, const QString &collection,
                                    const Workflows &workflows, Problems &problems)
{
    QList<BulkItem> items;
    const QJsonArray rows = readRows(body, name, name, mostBulkRows, problems);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (collection == tenantCollection) {
            if (const auto tenant = readTenant(rows.at(i), at(name, i), workflows, problems))
                items.append({.seq = 0,
                              .ref = tenant->ref,
                              .body = tenant->isInline ? jsonText(tenant->definition) : QByteArray()});
            else if (rows.at(i).isNull())
                problems.add(at(name, i), QStringLiteral("is not a tenant"));
            continue;
        }
        if (!isObject(rows.at(i), at(name, i), problems))
            continue;
        QJsonObject definition = rows.at(i).toObject();
        const Ref ref {collection, readId(definition, at(name, i), problems)};
        definition.remove(QLatin1StringView("id"));
        checkDefinition(definition, ref, at(name, i) + u'.', workflows, problems);
        items.append({.seq = 0, .ref = ref, .body = jsonText(definition)});
    }
    return items;
}

QList<BulkItem> readBulkSubscriptions(const QJsonObject &body, const Workflows &workflows, Inline inlines,
                                      Problems &problems)
{
    QList<BulkItem> items;
    const QString name = QStringLiteral("subscriptions");
    const QString recipientsKey = QStringLiteral("recipients");
    const QJsonArray rows = readRows(body, name, name, mostBulkObjects, problems);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (!isObject(rows.at(i), at(name, i), problems))
            continue;
        const QJsonObject row = rows.at(i).toObject();
        const QString object = readId(row, at(name, i), problems);
        const QJsonValue properties = row.value(QLatin1StringView("properties"));
        if (!properties.isUndefined() && !properties.isNull() && !properties.isObject())
            problems.add(at(name, i) + QStringLiteral(".properties"), QStringLiteral("is not an object"));
        const QString field = at(name, i) + u'.' + recipientsKey;
        const QJsonArray recipients = readRows(row, field, recipientsKey, mostBulkRecipients, problems);
        for (qsizetype j = 0; j < recipients.size(); ++j) {
            if (const auto recipient
                = readRecipient(recipients.at(j), at(field, j), workflows, problems, inlines))
                items.append({.seq = 0,
                              .ref = recipient->ref,
                              .body = subscriptionBody(object, *recipient, properties)});
        }
    }
    return items;
}

QList<BulkItem> readBulkSchedules(const QJsonObject &body, const Workflows &workflows, Problems &problems)
{
    QList<BulkItem> items;
    const QString name = QStringLiteral("schedules");
    const QJsonArray rows = readRows(body, name, name, mostBulkRows, problems);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (!isObject(rows.at(i), at(name, i), problems))
            continue;
        const QJsonObject row = rows.at(i).toObject();
        const QString prefix = at(name, i) + u'.';
        readWorkflow(row, prefix, problems);
        ScheduleEdit::from(row, prefix, workflows, problems);
        checkTiming(row, prefix, problems);
        const QString field = prefix + QStringLiteral("recipient");
        const QJsonValue recipient = row.value(QLatin1StringView("recipient"));
        if (recipient.isUndefined() || recipient.isNull())
            problems.add(field, QStringLiteral("can't be blank"), QStringLiteral("required"));
        else if (const auto spec = readRecipient(recipient, field, workflows, problems))
            items.append({.seq = 0, .ref = spec->ref, .body = jsonText(row)});
    }
    return items;
}

} // namespace api::sandbox
