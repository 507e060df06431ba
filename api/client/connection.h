#pragma once

#include "api/client/retrypolicy.h"

#include <QByteArrayList>
#include <QUrl>

namespace api {

// Where the client talks to, and as whom.
struct Connection
{
    QUrl baseUrl; // scheme, host and port; paths start with /v1
    QByteArray key; // sk_… or pk_…; never logged, never in the journal
    QByteArray userToken; // a JWT, beside a publishable key; as secret as the key
    bool readOnly = false; // the write guard refuses every writing endpoint
    bool mayUnlock = false; // … until it is unlocked for a while, see WriteLock
    bool pace = true; // hold requests back by the documented rate tiers
    RetryPolicy retry;
    // Of each try, in milliseconds; 0: no limit.
    int connectMs = 20'000; // until there is a connection, TLS and all
    int timeoutMs = 60'000; // without a byte
    int totalMs = 600'000; // for all of it
    int probeMs = 1000; // after the network failed, until it is looked for; doubles up to 30 s; 0: never

    QByteArrayList secrets() const { return {key, userToken}; }
    bool isPublishable() const { return key.startsWith("pk_"); }
};

} // namespace api
