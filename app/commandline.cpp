#include "app/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace app {

namespace {

// A list or a feed that is looked at shows something new every minute or two.
constexpr int gentleTraffic = 6;

} // namespace

CommandLine parseCommandLine(const QCoreApplication &application)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("CommandLine", text); };
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Desktop console for the Knock notification API."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption sandbox(QStringLiteral("sandbox"),
                                     tr("Use the embedded sandbox, even when KNOCK_API_KEY is set."));
    const QCommandLineOption profile(
        QStringLiteral("profile"),
        tr("Keep everything this console stores, its environments too, under this name."), tr("NAME"));
    const QCommandLineOption environment(
        QStringLiteral("environment"),
        tr("Open this environment of those kept in the console, instead of the last used."), tr("NAME"));
    const QCommandLineOption tour(QStringLiteral("tour"),
                                  tr("Render every page, light and dark, to PNG files in DIR, and exit."),
                                  tr("DIR"));
    parser.addOptions({sandbox, environment, profile, tour});
    parser.addPositionalArgument(
        QStringLiteral("PLACE"),
        tr("What to open: user:ID, object:COLLECTION/ID, message:ID, workflow:KEY, channel:ID or bulk:ID."),
        QStringLiteral("[PLACE]"));
    parser.process(application);
    return {parser.isSet(sandbox), parser.value(profile),
            parser.value(tour),    parser.positionalArguments().value(0),
            gentleTraffic,         parser.value(environment)};
}

} // namespace app
