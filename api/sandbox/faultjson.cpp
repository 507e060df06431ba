#include "api/sandbox/faultjson.h"

#include <array>
#include <cmath>

namespace api::sandbox {

namespace {

struct KindInfo
{
    Fault::Kind kind;
    const char *name;
    bool executed; // unless it says otherwise
    bool eitherWay; // may it say otherwise?
};

// clang-format off
constexpr std::array kinds {
    KindInfo {Fault::Kind::Delay,       "delay",        true,  false},
    KindInfo {Fault::Kind::Status,      "status",       false, true},
    KindInfo {Fault::Kind::Close,       "close",        false, true},
    KindInfo {Fault::Kind::Cut,         "cut",          true,  false},
    KindInfo {Fault::Kind::Truncate,    "truncate",     true,  false},
    KindInfo {Fault::Kind::Drip,        "drip",         true,  false},
    KindInfo {Fault::Kind::ContentType, "content_type", true,  true}};
// clang-format on

const KindInfo &infoOf(Fault::Kind kind)
{
    return *std::find_if(kinds.begin(), kinds.end(),
                         [kind](const KindInfo &info) { return info.kind == kind; });
}

class FaultReader
{
public:
    FaultReader(const QJsonObject &object, Problems &problems)
        : m_object(object)
        , m_problems(problems)
    {
    }
    Fault read();

private:
    void problem(const char *name, const QString &message)
    {
        m_problems.add(QLatin1StringView(name), message);
    }
    QJsonValue value(const char *name) const { return m_object.value(QLatin1StringView(name)); }
    int number(const char *name, int preset, int least, int most);
    void readRoute(Fault &fault);
    void readKind(Fault &fault);
    void readRetryAfter(Fault &fault);
    void refuseUnknown();

    const QJsonObject &m_object;
    Problems &m_problems;
};

int FaultReader::number(const char *name, int preset, int least, int most)
{
    const QJsonValue given = value(name);
    if (given.isUndefined())
        return preset;
    const double n = given.toDouble(std::nan(""));
    if (n >= least && n <= most && n == std::floor(n))
        return int(n);
    problem(name, QStringLiteral("must be a whole number from %1 to %2").arg(least).arg(most));
    return preset;
}

void FaultReader::readKind(Fault &fault)
{
    const QString name = value("kind").toString();
    const auto *const info = std::find_if(
        kinds.begin(), kinds.end(), [&](const KindInfo &k) { return name == QLatin1StringView(k.name); });
    if (info == kinds.end()) {
        QStringList names;
        for (const KindInfo &k : kinds)
            names += QLatin1StringView(k.name);
        problem("kind", QStringLiteral("must be one of: ") + names.join(QStringLiteral(", ")));
        return;
    }
    fault.kind = info->kind;
    const QJsonValue executed = value("executed");
    fault.executed = executed.toBool(info->executed);
    if (!executed.isUndefined() && !executed.isBool())
        problem("executed", QStringLiteral("must be true or false"));
    else if (fault.executed != info->executed && !info->eitherWay)
        problem("executed", QStringLiteral("must be true: there has to be an answer"));
}

void FaultReader::readRoute(Fault &fault)
{
    const QJsonValue given = value("route");
    if (given.isUndefined())
        return;
    const QByteArrayList words = given.toString().toUtf8().split(' ');
    if (words.size() == 2 && !words[0].isEmpty() && words[0] == words[0].toUpper() && words[1].startsWith('/')
        && words[1].size() <= 500) {
        fault.verb = words[0];
        fault.path = words[1];
    } else {
        problem("route",
                QStringLiteral("must be a verb and a path, like \"PUT /v1/users/*\" or \"* /v1/**\""));
    }
}

void FaultReader::readRetryAfter(Fault &fault)
{
    const QJsonValue given = value("retry_after");
    if (given.isString() && !given.toString().isEmpty() && given.toString().size() <= 100)
        fault.retryAfter = given.toString().toLatin1(); // an HTTP date, or what a client should survive
    else if (!given.isUndefined())
        fault.retryAfter = QByteArray::number(number("retry_after", 0, 0, 86'400));
}

void FaultReader::refuseUnknown()
{
    static constexpr std::array names {"kind",     "waits",       "route",      "executed",
                                       "status",   "retry_after", "delay_ms",   "bytes",
                                       "every_ms", "count",       "probability"};
    const QStringList given = m_object.keys();
    for (const QString &name : given) {
        if (std::none_of(names.begin(), names.end(),
                         [&](const char *n) { return name == QLatin1StringView(n); }))
            m_problems.add(name, QStringLiteral("is not known here"));
    }
}

Fault FaultReader::read()
{
    Fault fault;
    readKind(fault);
    readRoute(fault);
    readRetryAfter(fault);
    refuseUnknown();
    fault.status = number("status", fault.status, 400, 599);
    fault.delayMs = number("delay_ms", fault.kind == Fault::Kind::Delay ? 1000 : 0, 0, 600'000);
    fault.waits = value("waits").toBool(false);
    if (!value("waits").isUndefined() && !value("waits").isBool())
        problem("waits", QStringLiteral("must be true or false"));
    fault.bytes = number("bytes", 1, 0, 1'000'000'000);
    fault.everyMs = number("every_ms", fault.everyMs, 1, 60'000);
    fault.count = number("count", 0, 1, 1'000'000'000);
    const QJsonValue probability = value("probability");
    fault.probability = probability.toDouble(probability.isUndefined() ? 1 : -1);
    if (!(fault.probability >= 0 && fault.probability <= 1))
        problem("probability", QStringLiteral("must be a number from 0 to 1"));
    return fault;
}

} // namespace

Fault readFault(const QJsonObject &object, Problems &problems)
{
    return FaultReader(object, problems).read();
}

QJsonObject faultObject(const Faults::Entry &entry)
{
    const Fault &fault = entry.fault;
    QJsonObject object {{QStringLiteral("id"), entry.id},
                        {QStringLiteral("kind"), QLatin1StringView(infoOf(fault.kind).name)},
                        {QStringLiteral("route"), QString::fromUtf8(fault.verb + ' ' + fault.path)},
                        {QStringLiteral("executed"), fault.executed},
                        {QStringLiteral("delay_ms"), fault.delayMs},
                        {QStringLiteral("waits"), fault.waits},
                        {QStringLiteral("probability"), fault.probability},
                        {QStringLiteral("used"), entry.used}};
    object.insert(QStringLiteral("remaining"),
                  fault.count ? QJsonValue(fault.count - entry.used) : QJsonValue());
    if (fault.kind == Fault::Kind::Status)
        object.insert(QStringLiteral("status"), fault.status);
    if (!fault.retryAfter.isEmpty())
        object.insert(QStringLiteral("retry_after"), QString::fromLatin1(fault.retryAfter));
    if (fault.kind == Fault::Kind::Cut || fault.kind == Fault::Kind::Truncate
        || fault.kind == Fault::Kind::Drip)
        object.insert(QStringLiteral("bytes"), qint64(fault.bytes));
    if (fault.kind == Fault::Kind::Drip)
        object.insert(QStringLiteral("every_ms"), fault.everyMs);
    return object;
}

} // namespace api::sandbox
