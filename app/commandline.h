#pragma once

#include <QString>

class QCoreApplication;

namespace app {

// doorman [--sandbox] [--environment NAME] [--profile NAME] [--tour DIR] [PLACE]
struct CommandLine
{
    bool sandbox = false; // the embedded one, whatever the environment says
    QString profile;
    QString tourDirectory;
    QString place; // user:ID, message:ID, bulk:ID, or any other address of a place
    int sandboxTraffic = 0; // workflow runs a minute in the embedded sandbox that happen by themselves
    QString environment; // by name; empty: that of the variables, or the last used
};

// Handles --help, --version and wrong usage itself (prints and exits).
CommandLine parseCommandLine(const QCoreApplication &application);

} // namespace app
