// What the providers behind the channels answer: requests and responses of delivery logs.
#pragma once

#include "api/sandbox/chance.h"

#include <QByteArray>
#include <QString>

namespace api::sandbox {

struct ChannelDef;

enum class ProviderAnswer {
    Accepted,
    Confirmed, // a later look at a message that has arrived
    Returned, // a later look at a message that came back
    Refused, // the recipient's address is no good
    Busy, // worth another try
    Broken // the account is no good: no try helps
};

struct Letter // what is sent, and where to
{
    QString messageId;
    QString to; // address, number, token, or Slack's id
    QString name;
    QString title;
    QString text;
};

struct ProviderLog
{
    QByteArray request, response; // JSON
    QString failure; // one line; empty when it went well
};

// `externalId` is the provider's id of the message; a first acceptance carries it.
ProviderLog providerLog(const ChannelDef &channel, ProviderAnswer answer, const Letter &letter,
                        const QString &externalId, Random &random);
QString providerId(const ChannelDef &channel, Timestamp at, Random &random);
// Whether the provider is asked again later what became of a message it took.
bool isFollowedUp(const ChannelDef &channel);

} // namespace api::sandbox
