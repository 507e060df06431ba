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
    int timeoutMs = 60000; // without a byte, for each try

    QByteArrayList secrets() const { return {key, userToken}; }
    bool isPublishable() const { return key.startsWith("pk_"); }
};

} // namespace api
