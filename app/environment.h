#pragma once

#include "api/client/connection.h"

#include <QProcessEnvironment>
#include <QString>

namespace app {

struct CommandLine;

// What the console talks to: the embedded sandbox, or the service as the variables KNOCK_API_KEY and
// KNOCK_BASE_URL say.
struct Environment
{
    bool isSandbox = true;
    api::Connection connection; // base URL empty for the sandbox until it listens
    QString error; // why the variables can't be used; names the variable and the fix

    // Tells the files of one environment from another's, without a way back to the key.
    QString storageKey() const;

    static Environment choose(const CommandLine &commandLine, const QProcessEnvironment &variables);
};

} // namespace app
