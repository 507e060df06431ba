#include "api/sandbox/rpc.h"

#include "api/sandbox/jsontext.h"

#include <algorithm>

namespace api::sandbox {

namespace {

constexpr int unknownMethod = -32601;
constexpr int invalidRequest = -32600;

RpcResult resultOf(Exchange &x, std::span<const RpcMethod> methods, const QString &version,
                   const QString &name)
{
    if (version != QLatin1StringView("2.0"))
        return {{}, invalidRequest, QStringLiteral("jsonrpc must be \"2.0\"")};
    const auto method = std::find_if(methods.begin(), methods.end(), [&](const RpcMethod &known) {
        return name == QLatin1StringView(known.name);
    });
    if (method == methods.end())
        return {{}, unknownMethod, QStringLiteral("There is no method \"%1\".").arg(name)};
    return method->call(x, x.body.value(QLatin1StringView("params")).toObject());
}

} // namespace

HttpResponse answerRpc(Exchange &x, std::span<const RpcMethod> methods)
{
    const BodyReader body(x.body, x.problems());
    const QString id = body.neededText(QStringLiteral("id"));
    const QString version = body.neededText(QStringLiteral("jsonrpc"));
    const QString name = body.neededText(QStringLiteral("method"));
    const QJsonValue params = x.body.value(QLatin1StringView("params"));
    if (!params.isUndefined() && !params.isNull() && !params.isObject())
        x.problems().add(QStringLiteral("params"), QStringLiteral("is not an object"),
                         QStringLiteral("embed"));
    if (x.problems().any())
        return x.problems().response();
    const RpcResult result = resultOf(x, methods, version, name);
    QByteArray json;
    ObjectText out(json);
    out.text("jsonrpc", QStringLiteral("2.0")).text("id", id);
    if (result.errorCode == 0)
        out.raw("result", jsonText(result.result));
    else
        out.raw("error",
                jsonText(QJsonObject {{QStringLiteral("code"), result.errorCode},
                                      {QStringLiteral("message"), result.error}}));
    out.end();
    return HttpResponse::json(json);
}

std::optional<QList<QJsonObject>> rpcRecords(const QJsonObject &params, const char *name, RpcResult *failure)
{
    const QJsonValue value = params.value(QLatin1StringView(name));
    const QJsonArray array = value.toArray();
    const bool areObjects
        = std::all_of(array.begin(), array.end(), [](const QJsonValue &item) { return item.isObject(); });
    if (!value.isArray() || !areObjects)
        *failure
            = RpcResult::badParams(QLatin1StringView(name) + QStringLiteral(" must be a list of objects"));
    else if (array.size() > mostRpcRecords)
        *failure = RpcResult::badParams(
            QStringLiteral("%1 has more than %2").arg(QLatin1StringView(name)).arg(mostRpcRecords));
    if (failure->errorCode != 0)
        return std::nullopt;
    QList<QJsonObject> records;
    for (const QJsonValue &item : array)
        records.append(item.toObject());
    return records;
}

} // namespace api::sandbox
