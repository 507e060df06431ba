#include "app/environment.h"

#include "app/commandline.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace app {

namespace {

struct EnvironmentText
{
    Q_DECLARE_TR_FUNCTIONS(Environment)
};

// The host only is asked for; a path (/v1) that came along with it is part of every request anyway.
QUrl readBaseUrl(const QString &text, QString *error)
{
    QUrl url(text.contains(QLatin1StringView("://")) ? text : QStringLiteral("https://") + text,
             QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1StringView("https") || url.scheme() == QLatin1StringView("http");
    if (!url.isValid() || !web || url.host().isEmpty()) {
        *error = EnvironmentText::tr(
                     "KNOCK_BASE_URL is not a web address: “%1”. Use a form like https://api.knock.app.")
                     .arg(text);
        return {};
    }
    url.setPath(QString());
    url.setQuery(QString());
    url.setFragment(QString());
    return url;
}

} // namespace

QString Environment::storageKey() const
{
    if (isSandbox)
        return QStringLiteral("sandbox");
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(connection.baseUrl.toEncoded());
    hash.addData(QByteArrayView("\n"));
    hash.addData(connection.key);
    return QString::fromLatin1(hash.result().toHex().left(16));
}

Environment Environment::choose(const CommandLine &commandLine, const QProcessEnvironment &variables)
{
    Environment environment;
    const QString key = variables.value(QStringLiteral("KNOCK_API_KEY")).trimmed();
    if (commandLine.sandbox || !commandLine.tourDirectory.isEmpty() || key.isEmpty()) {
        environment.connection.key = "sk_test_sandbox";
        return environment;
    }
    environment.isSandbox = false;
    const QByteArray bytes = key.toUtf8();
    for (const char c : bytes) {
        if (c <= ' ' || c > '~') {
            environment.error
                = EnvironmentText::tr("KNOCK_API_KEY holds a character that no key has. Copy the key again, "
                                      "without quotes or spaces.");
            return environment;
        }
    }
    environment.connection.key = bytes;
    const QString base = variables.value(QStringLiteral("KNOCK_BASE_URL")).trimmed();
    environment.connection.baseUrl
        = readBaseUrl(base.isEmpty() ? QStringLiteral("https://api.knock.app") : base, &environment.error);
    return environment;
}

} // namespace app
