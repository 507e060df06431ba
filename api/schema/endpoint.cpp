#include "api/schema/endpoint.h"

#include <QUrl>

namespace api {

int requestsPerSecond(Tier tier)
{
    switch (tier) {
    case Tier::One:
        return 1;
    case Tier::Two:
        return 5;
    case Tier::Three:
        return 60;
    case Tier::Four:
        return 200;
    case Tier::Five:
        return 1000;
    }
    return 1;
}

QByteArray verbName(Verb verb)
{
    switch (verb) {
    case Verb::Get:
        return "GET";
    case Verb::Put:
        return "PUT";
    case Verb::Post:
        return "POST";
    case Verb::Delete:
        return "DELETE";
    }
    return {};
}

QByteArray RequestData::target() const
{
    QByteArray out;
    for (const char *c = endpoint->path; *c; ++c) {
        if (*c == '%' && c[1] >= '1' && c[1] <= '9') {
            out += QUrl::toPercentEncoding(pathArguments.value(*++c - '1'));
        } else {
            out += *c;
        }
    }
    if (!query.isEmpty())
        out += '?' + query.query(QUrl::FullyEncoded).toLatin1();
    return out;
}

} // namespace api
