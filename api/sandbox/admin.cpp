#include "api/sandbox/admin.h"

#include "api/sandbox/counters.h"
#include "api/sandbox/faultjson.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/requestlog.h"
#include "api/sandbox/sandboxclock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>
#include <cmath>

namespace api::sandbox {

namespace {

constexpr qint64 mostAhead = 10LL * 366 * 24 * 3600 * 1'000'000; // µs

HttpResponse ok(const QJsonObject &object)
{
    return HttpResponse::json(jsonText(object));
}

bool isLoopbackName(QString host)
{
    host = host.toLower();
    return host == QLatin1StringView("localhost") || host == QLatin1StringView("::1")
        || host.startsWith(QLatin1StringView("127."));
}

// A web page must not get here, neither by a form nor by a name of its own that leads to this machine.
bool isFromAPage(const HttpRequest &request)
{
    const QUrl host(QStringLiteral("http://") + QString::fromLatin1(request.header("Host")));
    return !request.header("Origin").isEmpty() || !request.header("Sec-Fetch-Site").isEmpty()
        || (!request.header("Host").isEmpty() && !isLoopbackName(host.host()));
}

// The body's object; an empty one for no body. nullopt with `error` set.
std::optional<QJsonObject> readObject(const QByteArray &body, HttpResponse *error)
{
    if (body.trimmed().isEmpty())
        return QJsonObject();
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(body, &parse);
    if (document.isObject())
        return document.object();
    if (parse.error != QJsonParseError::NoError) {
        *error = HttpResponse::error(400, QStringLiteral("invalid_json"),
                                     QStringLiteral("The body is not JSON: %1.").arg(parse.errorString()));
    } else {
        Problems problems;
        problems.add(QStringLiteral("body"), QStringLiteral("is not an object"));
        *error = problems.response();
    }
    return std::nullopt;
}

bool fits(QByteArrayView pattern, const QByteArray &path, QByteArray *argument)
{
    if (!pattern.endsWith('*'))
        return pattern == path;
    const QByteArrayView stem = pattern.chopped(1);
    *argument = path.mid(stem.size());
    return path.startsWith(stem) && !argument->isEmpty() && !argument->contains('/');
}

} // namespace

std::optional<qint64> readDuration(QStringView text)
{
    static const QRegularExpression part(QStringLiteral("\\G(\\d{1,9})(ms|s|m|h|d)"));
    qint64 us = 0;
    qsizetype at = 0;
    while (at < text.size()) {
        const QRegularExpressionMatch match = part.match(text.toString(), at);
        if (!match.hasMatch())
            return std::nullopt;
        const QString unit = match.captured(2);
        const qint64 factor = unit == QLatin1StringView("ms") ? 1'000
            : unit == QLatin1StringView("s")                  ? 1'000'000
            : unit == QLatin1StringView("m")                  ? 60'000'000
            : unit == QLatin1StringView("h")                  ? 3'600'000'000
                                                              : 86'400'000'000;
        us += std::min(match.captured(1).toLongLong(), 2 * mostAhead / factor) * factor;
        if (us > mostAhead)
            us = mostAhead + 1; // too much, whatever follows
        at = match.capturedEnd();
    }
    return text.isEmpty() ? std::nullopt : std::optional(us);
}

std::span<const Admin::Route> Admin::routes()
{
    // clang-format off
    static constexpr Route all[] = {
        {"GET",    "/_sandbox/",         &Admin::index,         "what there is here"},
        {"GET",    "/_sandbox/clock",    &Admin::clock,         "the sandbox's time"},
        {"POST",   "/_sandbox/clock",    &Admin::setClock,
         "advance it by \"advance_ms\" or \"advance\" (\"1h30m\"), and do what became due; \"frozen\": true or false"},
        {"GET",    "/_sandbox/faults",   &Admin::faults,        "the faults, in the order they are tried"},
        {"POST",   "/_sandbox/faults",   &Admin::addFault,
         "one more: \"kind\" (delay, status, close, cut, truncate, drip, content_type), \"route\" (\"PUT /v1/users/*\"), "
         "\"count\", \"probability\", \"executed\", \"delay_ms\", \"waits\" (before it is carried out), \"status\", \"retry_after\", \"bytes\", \"every_ms\""},
        {"DELETE", "/_sandbox/faults",   &Admin::clearFaults,   "no faults any more"},
        {"DELETE", "/_sandbox/faults/*", &Admin::removeFault,   "not this one any more"},
        {"POST",   "/_sandbox/reset",    &Admin::reset,         "back to the start: data, clock, faults and counts"},
        {"GET",    "/_sandbox/counters", &Admin::counters,      "requests by endpoint and status; writes by identity"},
        {"GET",    "/_sandbox/requests", &Admin::requests,      "the last requests as they came"},
        {"DELETE", "/_sandbox/requests", &Admin::clearRequests, "forget requests and counts"}};
    // clang-format on
    return all;
}

bool Admin::isFor(const HttpRequest &request)
{
    return request.path == "/_sandbox" || request.path.startsWith("/_sandbox/");
}

HttpResponse Admin::handle(const HttpRequest &request)
{
    if (isFromAPage(request))
        return HttpResponse::error(
            403, QStringLiteral("forbidden"),
            QStringLiteral("This is for programs on this machine, not for web pages."));
    const QByteArray path = request.path == "/_sandbox" ? QByteArray("/_sandbox/") : request.path;
    QByteArrayList allowed;
    for (const Route &route : routes()) {
        QByteArray argument;
        if (!fits(route.path, path, &argument))
            continue;
        allowed += route.verb;
        if (request.verb != route.verb)
            continue;
        HttpResponse error;
        const auto body = readObject(request.body, &error);
        return body ? (this->*route.method)(*body, argument) : error;
    }
    if (allowed.isEmpty())
        return HttpResponse::error(404, QStringLiteral("route_missing"),
                                   QStringLiteral("There is nothing here. See /_sandbox/."));
    HttpResponse wrong = HttpResponse::error(
        405, QStringLiteral("method_not_allowed"),
        QStringLiteral("This address does not take %1.").arg(QString::fromLatin1(request.verb)));
    wrong.headers.emplaceBack("Allow", allowed.join(", "));
    return wrong;
}

HttpResponse Admin::index(const QJsonObject &, const QByteArray &)
{
    QJsonArray all;
    for (const Route &route : routes())
        all.append(QJsonObject {{QStringLiteral("verb"), QLatin1StringView(route.verb)},
                                {QStringLiteral("path"), QLatin1StringView(route.path)},
                                {QStringLiteral("text"), QLatin1StringView(route.text)}});
    return ok({{QStringLiteral("routes"), all}});
}

HttpResponse Admin::clock(const QJsonObject &, const QByteArray &)
{
    return ok({{QStringLiteral("now"), m_world.clock.now().toWire()},
               {QStringLiteral("ahead_ms"), m_world.clock.ahead() / 1000},
               {QStringLiteral("frozen"), m_world.clock.isFrozen()}});
}

HttpResponse Admin::setClock(const QJsonObject &body, const QByteArray &)
{
    Problems problems;
    qint64 us = 0;
    for (auto it = body.begin(); it != body.end(); ++it) {
        const double number = it->toDouble(-1);
        if (it.key() == QLatin1StringView("advance_ms")) {
            if (number < 1 || number != std::floor(number) || number * 1000 > double(mostAhead))
                problems.add(it.key(),
                             QStringLiteral("must be a whole number from 1 to %1").arg(mostAhead / 1000));
            else
                us = qint64(number) * 1000;
        } else if (it.key() == QLatin1StringView("advance")) {
            us = readDuration(it->toString()).value_or(0);
            if (us < 1 || us > mostAhead || body.contains(QLatin1StringView("advance_ms")))
                problems.add(it.key(),
                             QStringLiteral("must be a time like 1h30m or 500ms, instead of advance_ms"));
        } else if (it.key() != QLatin1StringView("frozen") || !it->isBool()) {
            problems.add(it.key(),
                         it.key() == QLatin1StringView("frozen") ? QStringLiteral("must be true or false")
                                                                 : QStringLiteral("is not known here"));
        }
    }
    if (body.isEmpty())
        problems.add(QStringLiteral("advance_ms"), QStringLiteral("is needed, or advance, or frozen"));
    if (problems.any())
        return problems.response();
    if (body.contains(QLatin1StringView("frozen")))
        body.value(QLatin1StringView("frozen")).toBool() ? m_world.clock.freeze() : m_world.clock.thaw();
    if (us > 0) {
        m_world.clock.advance(us);
        m_world.workDue(us);
    }
    return clock({}, {});
}

HttpResponse Admin::faults(const QJsonObject &, const QByteArray &)
{
    QJsonArray all;
    for (const Faults::Entry &entry : m_world.faults.entries())
        all.append(faultObject(entry));
    return ok({{QStringLiteral("entries"), all}});
}

HttpResponse Admin::addFault(const QJsonObject &body, const QByteArray &)
{
    Problems problems;
    const Fault fault = readFault(body, problems);
    if (!problems.any() && m_world.faults.add(fault) == 0)
        problems.add(QStringLiteral("body"), QStringLiteral("is one fault too many: remove some first"));
    return problems.any() ? problems.response() : ok(faultObject(m_world.faults.entries().back()));
}

HttpResponse Admin::clearFaults(const QJsonObject &, const QByteArray &)
{
    m_world.faults.clear();
    return faults({}, {});
}

HttpResponse Admin::removeFault(const QJsonObject &, const QByteArray &id)
{
    if (!m_world.faults.remove(id.toInt()))
        return HttpResponse::notFound(QStringLiteral("fault"), QString::fromLatin1(id));
    return faults({}, {});
}

HttpResponse Admin::reset(const QJsonObject &, const QByteArray &)
{
    const QString failure = m_world.reset();
    return failure.isEmpty() ? clock({}, {}) : HttpResponse::error(500, QStringLiteral("internal"), failure);
}

HttpResponse Admin::counters(const QJsonObject &, const QByteArray &)
{
    return ok(m_world.counters.toJson());
}

HttpResponse Admin::requests(const QJsonObject &, const QByteArray &)
{
    return ok({{QStringLiteral("entries"), m_world.requests.toJson()}});
}

HttpResponse Admin::clearRequests(const QJsonObject &, const QByteArray &)
{
    m_world.requests.clear();
    m_world.counters.clear();
    return requests({}, {});
}

} // namespace api::sandbox
