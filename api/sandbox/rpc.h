// JSON-RPC 2.0, as data connectors speak it: every call that is one is answered with 200.
#pragma once

#include "api/sandbox/exchange.h"

#include <span>

namespace api::sandbox {

struct RpcResult
{
    QJsonObject result;
    int errorCode = 0; // of JSON-RPC; 0: none
    QString error;

    static RpcResult badParams(const QString &why) { return {{}, -32602, why}; }
};

struct RpcMethod
{
    const char *name;
    RpcResult (*call)(Exchange &x, const QJsonObject &params);
};

// Reads {jsonrpc, id, method, params}, calls the method and wraps what it says. What is no call is a 422.
HttpResponse answerRpc(Exchange &x, std::span<const RpcMethod> methods);

inline constexpr qsizetype mostRpcRecords = 1000; // in one call
// The list of objects under `name`; nullopt with `failure` set when it is none, or has too many.
std::optional<QList<QJsonObject>> rpcRecords(const QJsonObject &params, const char *name, RpcResult *failure);

} // namespace api::sandbox
