#include "api/sandbox/faults.h"

#include <algorithm>

namespace api::sandbox {

namespace {

QRegularExpression expressionOf(const QByteArray &pattern)
{
    QString text = QRegularExpression::escape(QString::fromLatin1(pattern));
    text.replace(QStringLiteral("\\*\\*"), QStringLiteral(".*"));
    text.replace(QStringLiteral("\\*"), QStringLiteral("[^/]*"));
    return QRegularExpression(QRegularExpression::anchoredPattern(text));
}

qsizetype lessThanAll(qsizetype bytes, const QByteArray &body)
{
    return std::max<qsizetype>(std::min(bytes, body.size() - 1), 0);
}

HttpResponse webPage(int status)
{
    return {status,
            {{"Content-Type", "text/html; charset=utf-8"}},
            "<!DOCTYPE html>\n<html><head><title>Gateway</title></head>\n"
            "<body><h1>Please sign in to the network</h1></body></html>\n"};
}

} // namespace

int Faults::add(const Fault &fault)
{
    if (m_entries.size() >= most)
        return 0;
    m_entries.push_back({++m_lastId, fault, expressionOf(fault.path)});
    return m_lastId;
}

bool Faults::remove(int id)
{
    return std::erase_if(m_entries, [id](const Entry &entry) { return entry.id == id; }) > 0;
}

std::optional<Faults::Picked> Faults::pick(const HttpRequest &request)
{
    for (Entry &entry : m_entries) {
        const Fault &fault = entry.fault;
        if ((fault.count > 0 && entry.used >= fault.count)
            || (fault.verb != "*" && fault.verb != request.verb)
            || !entry.path.match(QString::fromLatin1(request.path)).hasMatch()
            || (fault.probability < 1 && !m_random.chance(fault.probability)))
            continue;
        ++entry.used;
        return Picked {entry.id, fault};
    }
    return std::nullopt;
}

HttpResponse faultAnswer(const Fault &fault)
{
    if (fault.kind == Fault::Kind::ContentType)
        return webPage(200);
    HttpResponse answer = HttpResponse::error(
        fault.status, fault.status == 429 ? QStringLiteral("rate_limited") : QStringLiteral("fault_injected"),
        QStringLiteral("The sandbox was told to fail here."));
    if (!fault.retryAfter.isEmpty())
        answer.headers.emplaceBack("Retry-After", fault.retryAfter);
    return answer;
}

Outgoing spoiled(const Fault &fault, HttpResponse answer)
{
    Outgoing out {std::move(answer), {}};
    out.dispatch.delayMs = fault.delayMs;
    switch (fault.kind) {
    case Fault::Kind::Delay:
        break;
    case Fault::Kind::Status:
        out.response = faultAnswer(fault);
        break;
    case Fault::Kind::Close:
        out.dispatch.end = Dispatch::End::Silent;
        break;
    case Fault::Kind::Cut:
        out.dispatch.end = Dispatch::End::Cut;
        out.dispatch.cutAfter = lessThanAll(fault.bytes, out.response.body);
        break;
    case Fault::Kind::Truncate:
        out.response.body.truncate(lessThanAll(fault.bytes, out.response.body));
        break;
    case Fault::Kind::Drip:
        out.dispatch.dripBytes = std::max<qsizetype>(fault.bytes, 1);
        out.dispatch.dripMs = fault.everyMs;
        break;
    case Fault::Kind::ContentType:
        out.response = webPage(out.response.status);
        break;
    }
    return out;
}

} // namespace api::sandbox
