// What becomes of each kind of request under each kind of fault: the table, and one asked request.
#pragma once

#include "api/client/client.h"
#include "api/sandbox/faults.h"

#include <QByteArrayList>

namespace matrix {

// The five kinds of request that a client must tell apart.
enum class Ask { List, Get, Identify, Trigger, Bulk }; // … natural, keyed and plain write
inline constexpr Ask asks[] = {Ask::List, Ask::Get, Ask::Identify, Ask::Trigger, Ask::Bulk};
const char *nameOf(Ask ask);
bool isWrite(Ask ask);
QByteArray verbOf(Ask ask);
QByteArray pathOf(Ask ask, const QString &id);

// Sends it, for something called `id` where that matters. `done` gets the error, if any.
api::Call send(api::Client &client, Ask ask, const QString &id, std::function<void(api::ApiError)> done);

// Where the client talks to.
enum class Host { Sandbox, TlsOnPlainPort, ClosedPort, NoSuchName, NoNetwork };

struct Row
{
    const char *fault;
    Host host = Host::Sandbox;
    api::sandbox::Fault what = {};
    int waitMs = 5000; // the client's patience without a byte
    // One word per kind of request, in their order: how it ends, `?` behind it when the outcome is unknown,
    // and for a write how often the service carried it out: "ok*2", "Http500?*1". `*+` stands for any number.
    const char *outcome[5];
};
const std::vector<Row> &rows();

// As the table writes it.
QByteArray wordFor(const api::ApiError &error);

} // namespace matrix
