// An endpoint is a constexpr value; calling it makes a typed request.
#pragma once

#include "api/schema/codec.h"

#include <QByteArray>

namespace api {

struct Parameter;

enum class Verb { Get, Put, Post, Delete };
// Requests per second: 1, 5, 60, 200, 1,000 (behaviour 2).
enum class Tier { One = 1, Two, Three, Four, Five };
// Publishable: a `pk_` key may call it, too. Granted: with a user token that grants it (behaviour 1).
enum class Access { Secret, Publishable, Granted };
enum class Scope { Environment, User }; // User: the limit is counted for each user (the first path argument)
// What may be repeated by itself after a failure that leaves the outcome unknown.
enum class Repeat {
    Natural, // doing it twice is doing it once
    Keyed, // carries an Idempotency-Key
    Never
};

int requestsPerSecond(Tier tier);
QByteArray verbName(Verb verb);

struct EndpointInfo
{
    const char *number = ""; // E16: its row in the list of endpoints; X01: one of today's service only
    const char *name = ""; // users.list
    Verb verb = Verb::Get;
    const char *path = ""; // /v1/users/%1: %1, %2, … are the path arguments
    Tier tier = Tier::Four; // the lower one where two are documented
    Access access = Access::Secret;
    Scope scope = Scope::Environment;
    Repeat repeat = Repeat::Natural;
    int maxPageSize = 50;
    // Set by Endpoint: what it takes; see parametersOf().
    void (*describe)(const EndpointInfo &endpoint, QList<Parameter> &out) = nullptr;

    constexpr bool writes() const { return verb != Verb::Get; }
};

enum class Priority { Foreground, Background };

// A request without its reply's type: what the client sends.
struct RequestData
{
    const EndpointInfo *endpoint = nullptr;
    QStringList pathArguments; // not encoded
    QUrlQuery query; // items already percent-encoded
    std::optional<QJsonObject> body;
    Priority priority = Priority::Foreground;
    // Of a Keyed endpoint: empty makes a new one. Sending a request again with the key it had is safe, even
    // after a restart, for as long as the service remembers it (a day, behaviour 3).
    QByteArray idempotencyKey;

    // Path with encoded arguments, and the query behind it: "/v1/users/a%2Fb?page_size=50".
    QByteArray target() const;
};

template <class R>
struct Request : RequestData
{
    using Reply = R;
    Request background() const
    {
        Request r = *this;
        r.priority = Priority::Background;
        return r;
    }
};

// A body that is free JSON, for what no struct describes.
struct JsonBody
{
    QJsonObject object;
};

// Nothing comes back (204), or nothing that matters.
struct Nothing
{
};
inline void read(const QJsonValue &, Nothing &, Trace &) { }

namespace detail {
inline void addArgument(RequestData &r, const QString &text)
{
    r.pathArguments += text;
}
inline void addArgument(RequestData &r, const JsonBody &body)
{
    r.body = body.object;
}
template <WireEnum E>
void addArgument(RequestData &r, E e)
{
    r.pathArguments += wireName(e);
}
template <Described T>
void addArgument(RequestData &r, const T &v)
{
    if (r.endpoint->verb == Verb::Get || requires { T::isQuery; })
        addQuery(r.query, v);
    else
        r.body = writeObject(v);
}
}

namespace detail {
// In describe.h: only the registry's file, which names every endpoint, has to put them together.
template <class... Args>
void describeArguments(const EndpointInfo &endpoint, QList<Parameter> &out);
}

template <class R, class... Args>
struct Endpoint : EndpointInfo
{
    using Reply = R;
    constexpr Endpoint(const EndpointInfo &info)
        : EndpointInfo(info)
    {
        describe = &detail::describeArguments<Args...>;
    }
    // Arguments in order: path arguments as they are (encoding is done here), then the query or body.
    Request<R> operator()(const Args &...args) const
    {
        Request<R> request;
        request.endpoint = this;
        (detail::addArgument(request, args), ...);
        return request;
    }
};

} // namespace api
