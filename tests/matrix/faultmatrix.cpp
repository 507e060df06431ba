#include "matrix/faultmatrix.h"

#include "api/schema/user.h"
#include "api/schema/workflow.h"

#include <QJsonArray>

namespace matrix {

namespace {

using Kind = api::sandbox::Fault::Kind;
using api::sandbox::Fault;
constexpr int once = 1, always = 0;

QByteArray causeName(api::NetworkCause cause)
{
    using api::NetworkCause;
    switch (cause) {
    case NetworkCause::Refused:
        return "Refused";
    case NetworkCause::HostNotFound:
        return "NoHost";
    case NetworkCause::NoConnection:
        return "NoNet";
    case NetworkCause::Timeout:
        return "Timeout";
    case NetworkCause::Reset:
        return "Reset";
    case NetworkCause::Tls:
        return "Tls";
    default:
        return "Other" + QByteArray::number(int(cause));
    }
}

} // namespace

const char *nameOf(Ask ask)
{
    constexpr const char *names[] = {"list", "get", "identify", "trigger", "bulk"};
    return names[int(ask)];
}

bool isWrite(Ask ask)
{
    return ask >= Ask::Identify;
}

QByteArray verbOf(Ask ask)
{
    constexpr const char *verbs[] = {"GET", "GET", "PUT", "POST", "POST"};
    return verbs[int(ask)];
}

QByteArray pathOf(Ask ask, const QString &id)
{
    switch (ask) {
    case Ask::List:
        return "/v1/users";
    case Ask::Get:
        return "/v1/users/alice";
    case Ask::Identify:
        return "/v1/users/" + id.toUtf8();
    case Ask::Trigger:
        return "/v1/workflows/new-comment/trigger";
    case Ask::Bulk:
        break;
    }
    return "/v1/users/bulk/identify";
}

api::Call send(api::Client &client, Ask ask, const QString &id, std::function<void(api::ApiError)> done)
{
    const auto tell = [done = std::move(done)](const auto &result) { done(result.error()); };
    switch (ask) {
    case Ask::List:
        return client.send<api::Page<api::User>>(api::users::list({}), tell);
    case Ask::Get:
        return client.send<api::User>(api::users::get(QStringLiteral("alice")), tell);
    case Ask::Identify:
        return client.send<api::User>(api::users::identify(id, {{{QStringLiteral("name"), id}}}), tell);
    case Ask::Trigger: {
        api::Trigger trigger;
        trigger.recipients = {QStringLiteral("alice")};
        trigger.data = {{QStringLiteral("about"), id}};
        return client.send<api::TriggerReply>(api::workflows::trigger(QStringLiteral("new-comment"), trigger),
                                              tell);
    }
    case Ask::Bulk:
        break;
    }
    return client.send<api::BulkOperation>(api::users::bulkIdentify({{{{QStringLiteral("id"), id}}}}), tell);
}

QByteArray wordFor(const api::ApiError &error)
{
    using Kind = api::ApiError::Kind;
    QByteArray word;
    switch (error.kind) {
    case Kind::None:
        return "ok";
    case Kind::Network:
        word = causeName(error.cause);
        break;
    case Kind::Http:
        word = "Http" + QByteArray::number(error.httpStatus);
        break;
    case Kind::Decode:
        word = "Decode";
        break;
    default:
        word = "Refusal";
        break;
    }
    return error.outcomeUnknown ? word + '?' : word;
}

// Faults that come once show what a client mends by itself, those that stay what it tells of.
const std::vector<Row> &rows()
{
    constexpr bool done = true, notDone = false;
    const auto status = [](int code, bool executed, int count, const char *after = "") {
        return Fault {
            .kind = Kind::Status, .executed = executed, .status = code, .retryAfter = after, .count = count};
    };
    const auto close = [](bool executed, int count) {
        return Fault {.kind = Kind::Close, .executed = executed, .retryAfter = {}, .count = count};
    };
    const auto page = [](bool executed) {
        return Fault {.kind = Kind::ContentType, .executed = executed, .retryAfter = {}, .count = once};
    };
    const auto body = [](Kind kind, qsizetype bytes, int everyMs = 10) {
        return Fault {.kind = kind, .retryAfter = {}, .bytes = bytes, .everyMs = everyMs, .count = once};
    };
    const Fault late {.kind = Kind::Delay, .retryAfter = {}, .delayMs = 900, .count = once};
    const auto H = Host::Sandbox;
    // clang-format off
    static const std::vector<Row> table {
        // fault, where, what, patience              list        get         identify      trigger       bulk
        {"429 with Retry-After", H, status(429, notDone, once, "0.05"), 5000,
                                                     {"ok",      "ok",      "ok*1",       "ok*1",       "ok*1"}},
        {"429 without", H, status(429, notDone, once), 5000,
                                                     {"ok",      "ok",      "ok*1",       "ok*1",       "ok*1"}},
        {"429 for good", H, status(429, notDone, always), 5000,
                                                     {"Http429", "Http429", "Http429*0",  "Http429*0",  "Http429*0"}},
        {"429 that asks for hours", H, status(429, notDone, always, "7200"), 5000,
                                                     {"Http429", "Http429", "Http429*0",  "Http429*0",  "Http429*0"}},
        {"500, done", H, status(500, done, once), 5000,
                                                     {"ok",      "ok",      "ok*2",       "ok*1",       "Http500?*1"}},
        {"500, not done", H, status(500, notDone, once), 5000,
                                                     {"ok",      "ok",      "ok*1",       "ok*1",       "Http500?*0"}},
        {"500 for good", H, status(500, done, always), 5000,
                                                     {"Http500", "Http500", "Http500?*3", "Http500?*1", "Http500?*1"}},
        {"502, done", H, status(502, done, once), 5000,
                                                     {"ok",      "ok",      "ok*2",       "ok*1",       "Http502?*1"}},
        {"502, not done", H, status(502, notDone, once), 5000,
                                                     {"ok",      "ok",      "ok*1",       "ok*1",       "Http502?*0"}},
        {"503", H, status(503, notDone, once), 5000,
                                                     {"ok",      "ok",      "ok*1",       "ok*1",       "Http503*0"}},
        {"503 with Retry-After", H, status(503, notDone, once, "0.05"), 5000,
                                                     {"ok",      "ok",      "ok*1",       "ok*1",       "Http503*0"}},
        {"503 for good", H, status(503, notDone, always), 5000,
                                                     {"Http503", "Http503", "Http503*0",  "Http503*0",  "Http503*0"}},
        {"closed early, not done", H, close(notDone, once), 5000,
                                                     {"ok",      "ok",      "ok*1",       "ok*1",       "Reset?*0"}},
        {"closed early, done", H, close(done, once), 5000,
                                                     {"ok",      "ok",      "ok*2",       "ok*1",       "Reset?*1"}},
        {"closed early for good", H, close(done, always), 5000,
                                                     {"Reset",   "Reset",   "Reset?*+",   "Reset?*1",   "Reset?*1"}},
        {"cut in the body", H, body(Kind::Cut, 20), 5000,
                                                     {"ok",      "ok",      "ok*2",       "ok*1",       "Reset?*1"}},
        {"cut before the body", H, body(Kind::Cut, 0), 5000,
                                                     {"ok",      "ok",      "ok*2",       "ok*1",       "Reset?*1"}},
        {"broken JSON", H, body(Kind::Truncate, 20), 5000,
                                                     {"Decode",  "Decode",  "Decode?*1",  "Decode?*1",  "Decode?*1"}},
        {"one byte of JSON", H, body(Kind::Truncate, 1), 5000,
                                                     {"Decode",  "Decode",  "Decode?*1",  "Decode?*1",  "Decode?*1"}},
        {"no body", H, body(Kind::Truncate, 0), 5000,
                                                     {"Decode",  "Decode",  "ok*1",       "Decode?*1",  "Decode?*1"}},
        {"a web page, not done", H, page(notDone), 5000,
                                                     {"Decode",  "Decode",  "Decode?*0",  "Decode?*0",  "Decode?*0"}},
        {"a web page, done", H, page(done), 5000,
                                                     {"Decode",  "Decode",  "Decode?*1",  "Decode?*1",  "Decode?*1"}},
        {"slow drip", H, body(Kind::Drip, 64, 4), 5000,
                                                     {"ok",      "ok",      "ok*1",       "ok*1",       "ok*1"}},
        {"no byte in time", H, late, 300,
                                                     {"ok",      "ok",      "ok*2",       "ok*1",       "Timeout?*1"}},
        {"TLS on a plain port", Host::TlsOnPlainPort, {}, 5000,
                                                     {"Tls",     "Tls",     "Tls*0",      "Tls*0",      "Tls*0"}},
        {"no such host", Host::NoSuchName, {}, 5000,
                                                     {"NoHost",  "NoHost",  "NoHost*0",   "NoHost*0",   "NoHost*0"}},
        {"nobody listens", Host::ClosedPort, {}, 5000,
                                                     {"Refused", "Refused", "Refused*0",  "Refused*0",  "Refused*0"}},
        {"offline", Host::NoNetwork, {}, 5000,
                                                     {"NoNet",   "NoNet",   "NoNet*0",    "NoNet*0",    "NoNet*0"}},
    };
    // clang-format on
    return table;
}

} // namespace matrix
