// Hightouch syncs a warehouse into its "embedded destination": it asks for the form of a sync, then sends the
// rows that were added, changed and removed, each with the sync's configuration.
#include "api/sandbox/handlers.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/rpc.h"
#include "api/sandbox/synctarget.h"

namespace api::sandbox {

namespace {

struct HightouchMode
{
    const char *id, *label, *description;
    SyncOperation operation; // of rows that were added or changed
    bool removes; // rows that are gone from the source
};
constexpr HightouchMode hightouchModes[] = {
    {"upsert", "Upsert", "Adds new records and changes those that are there.", SyncOperation::Upsert, false},
    {"update", "Update", "Changes those that are there.", SyncOperation::Update, false},
    {"mirror", "Mirror", "As upsert, and removes what is gone.", SyncOperation::Upsert, true},
    {"remove", "Remove", "Removes them.", SyncOperation::Remove, false},
};

const HightouchMode *hightouchMode(const QString &id)
{
    for (const HightouchMode &mode : hightouchModes) {
        if (id == QLatin1StringView(mode.id))
            return &mode;
    }
    return nullptr;
}

// What a sync was set up as.
struct HightouchSync
{
    std::optional<SyncTarget> target;
    const HightouchMode *mode = nullptr;
    QHash<QString, QString> columns; // by field
    QStringList errors;
};

HightouchSync hightouchSync(Exchange &x, const QJsonObject &params)
{
    const QJsonObject configuration = params.value(QLatin1StringView("configuration")).toObject();
    HightouchSync sync;
    sync.target = SyncTarget::named(x, textIn(configuration, "object"));
    sync.mode = hightouchMode(textIn(configuration, "mode"));
    QJsonArray mappings = configuration.value(QLatin1StringView("mappings")).toArray();
    mappings.append(configuration.value(QLatin1StringView("identifierMapping")));
    for (const QJsonValue &value : std::as_const(mappings)) {
        const QJsonObject mapping = value.toObject();
        sync.columns.insert(textIn(mapping, "to"), textIn(mapping, "from"));
    }
    if (!sync.target)
        sync.errors += QStringLiteral("There is no such object.");
    if (!sync.mode)
        sync.errors += QStringLiteral("There is no such mode.");
    if (sync.target && sync.columns.value(sync.target->identifier()).isEmpty())
        sync.errors += QStringLiteral("No column is mapped to %1.").arg(sync.target->identifier());
    return sync;
}

RpcResult hightouchObjects(Exchange &x, const QJsonObject &)
{
    QJsonArray objects;
    const QList<SyncTarget> targets = SyncTarget::all(x);
    for (const SyncTarget &target : targets)
        objects.append(
            QJsonObject {{QStringLiteral("id"), target.name()}, {QStringLiteral("label"), target.label()}});
    return {{{QStringLiteral("objects"), objects}}, 0, {}};
}

RpcResult hightouchModesOf(Exchange &, const QJsonObject &)
{
    QJsonArray modes;
    for (const HightouchMode &mode : hightouchModes)
        modes.append(QJsonObject {{QStringLiteral("id"), QLatin1StringView(mode.id)},
                                  {QStringLiteral("label"), QLatin1StringView(mode.label)},
                                  {QStringLiteral("description"), QLatin1StringView(mode.description)}});
    return {{{QStringLiteral("modes"), modes}}, 0, {}};
}

RpcResult hightouchFields(Exchange &x, const QJsonObject &params)
{
    const auto target = SyncTarget::named(x, textIn(params, "object"));
    if (!target)
        return RpcResult::badParams(QStringLiteral("There is no such object."));
    QJsonArray fields;
    const QList<SyncField> known = target->fields();
    for (const SyncField &field : known)
        fields.append(QJsonObject {
            {QStringLiteral("id"), QLatin1StringView(field.name)},
            {QStringLiteral("label"), QLatin1StringView(field.label)},
            {QStringLiteral("type"), QStringLiteral("STRING")},
            {QStringLiteral("identifier"), target->identifier() == QLatin1StringView(field.name)}});
    return {{{QStringLiteral("fields"), fields}}, 0, {}};
}

RpcResult hightouchOptions(Exchange &, const QJsonObject &)
{
    return {{{QStringLiteral("options"), QJsonValue::Null}}, 0, {}}; // the form needs no more than the above
}

RpcResult hightouchValidate(Exchange &x, const QJsonObject &params)
{
    return {{{QStringLiteral("errors"), QJsonArray::fromStringList(hightouchSync(x, params).errors)}}, 0, {}};
}

RpcResult hightouchBehavior(Exchange &x, const QJsonObject &params)
{
    const HightouchSync sync = hightouchSync(x, params);
    const QJsonObject operations {{QStringLiteral("add"), true},
                                  {QStringLiteral("change"), true},
                                  {QStringLiteral("remove"), sync.mode && sync.mode->removes}};
    return {{{QStringLiteral("batchSize"), int(mostRpcRecords)},
             {QStringLiteral("operations"), operations},
             {QStringLiteral("skipInitialRun"), false}},
            0,
            {}};
}

RpcResult writeRows(Exchange &x, const QJsonObject &params, std::optional<SyncOperation> operation)
{
    const HightouchSync sync = hightouchSync(x, params);
    if (!sync.errors.isEmpty())
        return RpcResult::badParams(sync.errors.join(u' '));
    RpcResult answer;
    const auto rows = rpcRecords(params, "rows", &answer);
    if (!rows)
        return answer;
    QJsonArray rejected;
    for (const QJsonObject &row : *rows) {
        QJsonObject record;
        for (auto it = sync.columns.begin(); it != sync.columns.end(); ++it) {
            if (!it.key().isEmpty() && row.contains(*it))
                record.insert(it.key(), row.value(*it));
        }
        const QString problem = sync.target->write(x, operation.value_or(sync.mode->operation), record);
        if (!problem.isNull())
            rejected.append(QJsonObject {{QStringLiteral("row"), row}, {QStringLiteral("error"), problem}});
    }
    answer.result = {{QStringLiteral("rejectedRows"), rejected}};
    return answer;
}

RpcResult hightouchChange(Exchange &x, const QJsonObject &params) // rows that are new come the same way
{
    return writeRows(x, params, std::nullopt);
}

RpcResult hightouchRemove(Exchange &x, const QJsonObject &params)
{
    return writeRows(x, params, SyncOperation::Remove);
}

} // namespace

static HttpResponse answerHightouch(Exchange &x)
{
    static constexpr RpcMethod methods[] = {
        {"list_objects", hightouchObjects}, {"list_modes", hightouchModesOf},
        {"list_fields", hightouchFields},   {"list_options", hightouchOptions},
        {"validate", hightouchValidate},    {"behavior", hightouchBehavior},
        {"add", hightouchChange},           {"change", hightouchChange},
        {"remove", hightouchRemove},
    };
    return answerRpc(x, methods);
}

HandlerTable hightouchHandlers()
{
    static constexpr HandlerEntry table[] = {{"X25", answerHightouch}};
    return table;
}

} // namespace api::sandbox
