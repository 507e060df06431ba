// doorman-sandbox: the sandbox server as a program of its own.
#include "api/sandbox/httpadapter.h"
#include "api/sandbox/sandboxserver.h"
#include "api/sandbox/signingkey.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSocketNotifier>

#include <cmath>
#include <csignal>
#include <cstdio>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr int wrongUsage = 2;

QString tr(const char *text)
{
    return QCoreApplication::translate("SandboxMain", text);
}

[[noreturn]] void refuse(const QString &message)
{
    std::fprintf(stderr, "doorman-sandbox: %s\n", qUtf8Printable(message));
    std::fprintf(stderr, "%s\n", qUtf8Printable(tr("Run \"doorman-sandbox --help\" for what it takes.")));
    std::exit(wrongUsage);
}

qint64 numberOf(const QCommandLineParser &parser, const char *option, qint64 least, qint64 most)
{
    const QString text = parser.value(QLatin1StringView(option));
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (!ok || value < least || value > most)
        refuse(tr("--%1: \"%2\" is not a whole number from %3 to %4.")
                   .arg(QLatin1StringView(option), text)
                   .arg(least)
                   .arg(most));
    return value;
}

void readListen(const QString &text, api::sandbox::ServerOptions *options)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool ok = false;
    const uint port = text.sliced(colon + 1).toUInt(&ok);
    QString host = text.left(qMax<qsizetype>(colon, 0));
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1).chopped(1);
    if (colon <= 0 || !ok || port > 65535 || host.isEmpty())
        refuse(tr("--listen: \"%1\" is not HOST:PORT, for example 127.0.0.1:8080.").arg(text));
    options->host = host;
    options->port = quint16(port);
}

void addOptions(QCommandLineParser &parser)
{
    const auto add
        = [&](const char *name, const QString &description, const QString &value, const QString &preset) {
              parser.addOption({QLatin1StringView(name), description, value, preset});
          };
    add("listen", tr("Address to listen on; port 0 picks a free one."), QStringLiteral("HOST:PORT"),
        QStringLiteral("127.0.0.1:0"));
    add("data", tr("Keep the data in FILE; without it they are gone at the end."), QStringLiteral("FILE"),
        {});
    add("seed", tr("Which world to make: the same seed makes the same one."), QStringLiteral("N"),
        QStringLiteral("1"));
    add("users", tr("How many people a new world has."), QStringLiteral("N"), QStringLiteral("2000"));
    add("messages", tr("How many messages a new world has."), QStringLiteral("N"), QStringLiteral("40000"));
    add("rate-limits", tr("Whether to refuse what is over the API's limits."), QStringLiteral("on|off"),
        QStringLiteral("on"));
    add("bulk-rate", tr("How many rows of a bulk operation to handle in a second."), QStringLiteral("N"),
        QStringLiteral("100"));
    add("traffic", tr("How many workflows run by themselves in a minute."), QStringLiteral("N"),
        QStringLiteral("0"));
    add("signing-key", tr("Check user tokens with the key in FILE: PEM, or base64 of it."),
        QStringLiteral("FILE"), {});
    add("enhanced-security", tr("Whether a publishable key needs a user token."), QStringLiteral("on|off"),
        QStringLiteral("off"));
    parser.addOption({QStringLiteral("admin"),
                      tr("Serve /_sandbox/ as well: clock, faults, reset, counters. Loopback only.")});
}

bool isOn(const QCommandLineParser &parser, const char *option)
{
    const QString text = parser.value(QLatin1StringView(option));
    if (text != QLatin1StringView("on") && text != QLatin1StringView("off"))
        refuse(tr("--%1: \"%2\" is neither on nor off.").arg(QLatin1StringView(option), text));
    return text == QLatin1StringView("on");
}

void checkSigningKey(const QCommandLineParser &parser)
{
    QString error;
    if (parser.isSet(QStringLiteral("signing-key"))
        && api::sandbox::readSigningKey(parser.value(QStringLiteral("signing-key")), &error).isEmpty())
        refuse(tr("--signing-key: %1. Name a file with the RSA key that signs the tokens, as PEM or base64 "
                  "of it.")
                   .arg(error));
}

api::sandbox::ServerOptions optionsFrom(const QCommandLineParser &parser)
{
    api::sandbox::ServerOptions options;
    readListen(parser.value(QStringLiteral("listen")), &options);
    options.dataFile = parser.value(QStringLiteral("data"));
    if (parser.isSet(QStringLiteral("data"))
        && (options.dataFile.isEmpty() || QFileInfo(options.dataFile).isDir()))
        refuse(tr("--data: \"%1\" is not a file.").arg(options.dataFile));
    constexpr qint64 many = 100'000'000;
    options.seed = quint64(numberOf(parser, "seed", 0, std::numeric_limits<qint64>::max()));
    options.size.users = numberOf(parser, "users", 0, many);
    options.size.messages = numberOf(parser, "messages", 0, many);
    options.bulkRowsPerSecond = int(numberOf(parser, "bulk-rate", 1, 1'000'000));
    options.rateLimits = isOn(parser, "rate-limits");
    options.enhancedSecurity = isOn(parser, "enhanced-security");
    options.trafficPerMinute = int(numberOf(parser, "traffic", 0, 60'000));
    checkSigningKey(parser);
    options.signingKeyFile = parser.value(QStringLiteral("signing-key"));
    options.admin = parser.isSet(QStringLiteral("admin"));
    if (options.admin && !api::sandbox::isLoopback(options.host))
        refuse(tr("--admin: not on %1, where others could reset the data. "
                  "Leave it out, or listen on 127.0.0.1.")
                   .arg(options.host));
    return options;
}

api::sandbox::ServerOptions readOptions(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("A local server that speaks the Knock notification API over made-up data.\n"
           "Keys: sk_test_sandbox (secret), pk_test_sandbox (publishable)."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    addOptions(parser);
    if (!parser.parse(application.arguments()))
        refuse(parser.errorText());
    if (parser.isSet(help))
        parser.showHelp();
    if (parser.isSet(version))
        parser.showVersion();
    if (!parser.positionalArguments().isEmpty())
        refuse(tr("\"%1\" is not an option.").arg(parser.positionalArguments().constFirst()));

    return optionsFrom(parser);
}

// A signal handler may do next to nothing: it writes a byte, and the event loop does the rest.
int signalPipe[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(signalPipe[0], &byte, 1);
}

void quitOnSignals(QCoreApplication &application)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, signalPipe) != 0)
        return;
    auto *notifier = new QSocketNotifier(signalPipe[1], QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
}

// "40 s" or "12 min": how long it will take.
QString span(double seconds)
{
    return seconds < 100 ? tr("%1 s").arg(std::ceil(seconds)) : tr("%1 min").arg(std::ceil(seconds / 60));
}

// One line that is written over where there is a terminal, one for each tenth where there is none.
class ProgressLine
{
public:
    explicit ProgressLine(const api::sandbox::WorldSize &size)
        : m_things(double(size.users + size.messages))
    {
        m_time.start();
    }

    void show(double part)
    {
        const int percent = int(part * 100);
        const bool isNew = m_shown < 0 || percent / m_step != m_shown / m_step;
        const bool isTime = m_terminal && m_time.elapsed() - m_shownAt > 1000;
        if (!isNew && !isTime)
            return;
        m_shown = percent;
        m_shownAt = m_time.elapsed();
        const QString text = tr("Making the world: %1 %").arg(percent) + pace(part);
        std::fprintf(stderr, m_terminal ? "\r%s\x1b[K" : "%s\n", qUtf8Printable(text));
        if (m_terminal && percent >= 100)
            std::fputc('\n', stderr);
    }

private:
    QString pace(double part) const
    {
        const double seconds = double(m_time.elapsed()) / 1000;
        if (part <= 0 || part >= 1 || seconds < 2) // too early to tell, or a small world
            return {};
        return tr(", %L1 people and messages a second, %2 left")
            .arg(qRound(m_things * part / seconds))
            .arg(span(seconds * (1 - part) / part));
    }

    const bool m_terminal = ::isatty(STDERR_FILENO);
    const int m_step = m_terminal ? 1 : 10; // percent
    double m_things;
    QElapsedTimer m_time;
    qint64 m_shownAt = 0; // ms
    int m_shown = -1;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("doorman-sandbox"));
    QCoreApplication::setApplicationVersion(QStringLiteral(DOORMAN_VERSION));
    const api::sandbox::ServerOptions options = readOptions(application);
    quitOnSignals(application);

    api::sandbox::SandboxServer server(options);
    ProgressLine progress(options.size);
    QObject::connect(&server, &api::sandbox::SandboxServer::progress, &server,
                     [&](double part) { progress.show(part); });
    QObject::connect(&server, &api::sandbox::SandboxServer::ready, &server, [&] {
        std::printf("doorman-sandbox listening on %s/v1\n", qUtf8Printable(server.baseUrl().toString()));
        std::fflush(stdout);
    });
    QObject::connect(&server, &api::sandbox::SandboxServer::failed, &server, [](const QString &reason) {
        std::fprintf(stderr, "doorman-sandbox: %s\n", qUtf8Printable(reason));
        QCoreApplication::exit(1);
    });
    server.start();
    return QCoreApplication::exec();
}
