// /_sandbox/: what a test does to the sandbox itself. No key is needed, so it is served to this machine only.
#pragma once

#include "api/sandbox/http.h"

#include <QJsonObject>
#include <functional>
#include <span>

namespace api::sandbox {

class Counters;
class Faults;
class RequestLog;
class SandboxClock;

class Admin
{
public:
    struct World
    {
        SandboxClock &clock;
        Faults &faults;
        Counters &counters;
        RequestLog &requests;
        std::function<void(qint64 us)> workDue; // does all that became due when the clock moved that far
        std::function<QString()> reset; // data, clock, faults and counts as at the start; or what went wrong
    };
    explicit Admin(World world)
        : m_world(std::move(world))
    {
    }

    static bool isFor(const HttpRequest &request);
    HttpResponse handle(const HttpRequest &request);

private:
    using Method = HttpResponse (Admin::*)(const QJsonObject &body, const QByteArray &argument);
    struct Route
    {
        const char *verb;
        const char *path; // a star at its end stands for an argument
        Method method;
        const char *text;
    };
    static std::span<const Route> routes();

    HttpResponse index(const QJsonObject &, const QByteArray &);
    HttpResponse clock(const QJsonObject &, const QByteArray &);
    HttpResponse setClock(const QJsonObject &body, const QByteArray &);
    HttpResponse faults(const QJsonObject &, const QByteArray &);
    HttpResponse addFault(const QJsonObject &body, const QByteArray &);
    HttpResponse clearFaults(const QJsonObject &, const QByteArray &);
    HttpResponse removeFault(const QJsonObject &, const QByteArray &id);
    HttpResponse reset(const QJsonObject &, const QByteArray &);
    HttpResponse counters(const QJsonObject &, const QByteArray &);
    HttpResponse requests(const QJsonObject &, const QByteArray &);
    HttpResponse clearRequests(const QJsonObject &, const QByteArray &);

    World m_world;
};

// "1h30m", "2d", "500ms" in µs; nullopt for anything else, and for nothing.
std::optional<qint64> readDuration(QStringView text);

} // namespace api::sandbox
