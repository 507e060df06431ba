// Census syncs a warehouse into its "custom destination": it asks what there is, then sends batches of
// records.
#include "api/sandbox/handlers.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/rpc.h"
#include "api/sandbox/synctarget.h"

#include <array>

namespace api::sandbox {

namespace {

using CensusWord = std::pair<const char *, SyncOperation>;
constexpr std::array censusWords {
    CensusWord {"upsert", SyncOperation::Upsert}, CensusWord {"insert", SyncOperation::Insert},
    CensusWord {"update", SyncOperation::Update}, CensusWord {"delete", SyncOperation::Remove}};

std::optional<SyncTarget> censusTarget(Exchange &x, const QJsonObject &holder, RpcResult *failure)
{
    const QString name = textIn(holder.value(QLatin1StringView("object")).toObject(), "object_api_name");
    const auto target = SyncTarget::named(x, name);
    if (!target)
        *failure = RpcResult::badParams(QStringLiteral("There is no object \"%1\".").arg(name));
    return target;
}

RpcResult censusTest(Exchange &, const QJsonObject &)
{
    return {{{QStringLiteral("success"), true}}, 0, {}};
}

RpcResult censusObjects(Exchange &x, const QJsonObject &)
{
    QJsonArray objects;
    const QList<SyncTarget> targets = SyncTarget::all(x);
    for (const SyncTarget &target : targets)
        objects.append(QJsonObject {{QStringLiteral("object_api_name"), target.name()},
                                    {QStringLiteral("label"), target.label()},
                                    {QStringLiteral("can_create_fields"), QStringLiteral("on_write")}});
    return {{{QStringLiteral("objects"), objects}}, 0, {}};
}

RpcResult censusFields(Exchange &x, const QJsonObject &params)
{
    RpcResult answer;
    const auto target = censusTarget(x, params, &answer);
    if (!target)
        return answer;
    QJsonArray fields;
    const QList<SyncField> known = target->fields();
    for (const SyncField &field : known) {
        const bool isIdentifier = target->identifier() == QLatin1StringView(field.name);
        fields.append(QJsonObject {{QStringLiteral("field_api_name"), QLatin1StringView(field.name)},
                                   {QStringLiteral("label"), QLatin1StringView(field.label)},
                                   {QStringLiteral("identifier"), isIdentifier},
                                   {QStringLiteral("required"), isIdentifier},
                                   {QStringLiteral("createable"), true},
                                   {QStringLiteral("updateable"), true},
                                   {QStringLiteral("type"), QStringLiteral("string")},
                                   {QStringLiteral("array"), false}});
    }
    answer.result = {{QStringLiteral("fields"), fields}};
    return answer;
}

// `mirror` comes as batches of upsert and delete.
RpcResult censusOperations(Exchange &x, const QJsonObject &params)
{
    RpcResult answer;
    const auto target = censusTarget(x, params, &answer);
    if (!target)
        return answer;
    QJsonArray operations {QStringLiteral("upsert"), QStringLiteral("mirror")};
    if (target->kind != SyncTarget::Kind::Audience) {
        operations.append(QStringLiteral("insert"));
        operations.append(QStringLiteral("update"));
    }
    answer.result = {{QStringLiteral("operations"), operations}};
    return answer;
}

RpcResult censusSpeed(Exchange &, const QJsonObject &)
{
    return {{{QStringLiteral("maximum_batch_size"), int(mostRpcRecords)},
             {QStringLiteral("maximum_parallel_batches"), 8},
             {QStringLiteral("maximum_records_per_second"), 10'000}},
            0,
            {}};
}

// Each record is told about for itself: one that fails does not take the others with it.
RpcResult censusBatch(Exchange &x, const QJsonObject &params)
{
    const QJsonObject plan = params.value(QLatin1StringView("sync_plan")).toObject();
    RpcResult answer;
    const auto target = censusTarget(x, plan, &answer);
    const auto records = target ? rpcRecords(params, "records", &answer) : std::nullopt;
    if (!records)
        return answer;
    const QString word = textIn(plan, "operation");
    const auto operation = std::find_if(censusWords.begin(), censusWords.end(), [&](const CensusWord &known) {
        return word == QLatin1StringView(known.first);
    });
    if (operation == censusWords.end())
        return RpcResult::badParams(QStringLiteral("There is no operation \"%1\".").arg(word));
    QJsonArray results;
    for (const QJsonObject &record : *records) {
        const QString problem = target->write(x, operation->second, record);
        QJsonObject result {{QStringLiteral("identifier"), record.value(target->identifier())},
                            {QStringLiteral("success"), problem.isNull()}};
        if (!problem.isNull())
            result.insert(QStringLiteral("error_message"), problem);
        results.append(result);
    }
    answer.result = {{QStringLiteral("record_results"), results}};
    return answer;
}

} // namespace

static HttpResponse answerCensus(Exchange &x)
{
    static constexpr RpcMethod methods[] = {
        {"test_connection", censusTest}, {"list_objects", censusObjects},
        {"list_fields", censusFields},   {"supported_operations", censusOperations},
        {"get_sync_speed", censusSpeed}, {"sync_batch", censusBatch},
    };
    return answerRpc(x, methods);
}

HandlerTable censusHandlers()
{
    static constexpr HandlerEntry table[] = {{"X24", answerCensus}};
    return table;
}

} // namespace api::sandbox
