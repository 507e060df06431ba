#include "models/profile.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

namespace models {

namespace {

struct ProfileText
{
    Q_DECLARE_TR_FUNCTIONS(Profile)
};

bool isThisMachine(const QString &host)
{
    return host == QLatin1StringView("localhost") || host.endsWith(QLatin1StringView(".localhost"))
        || QHostAddress(host).isLoopback();
}

} // namespace

KeyTraits keyTraits(const QByteArray &key)
{
    if (key.isEmpty())
        return {};
    const KeyKind kind = key.startsWith("sk_") ? KeyKind::Secret
        : key.startsWith("pk_")                ? KeyKind::Publishable
                                               : KeyKind::Unknown;
    return {kind, kind != KeyKind::Unknown && key.mid(3).startsWith("test")};
}

QUrl readBaseUrl(const QString &text, QString *problem)
{
    const QString typed = text.trimmed();
    const QUrl whole(typed.contains(QLatin1StringView("://")) ? typed : QStringLiteral("https://") + typed,
                     QUrl::StrictMode);
    const bool isPlain = whole.scheme() == QLatin1StringView("http");
    const bool isWeb = isPlain || whole.scheme() == QLatin1StringView("https");
    if (typed.isEmpty())
        *problem = ProfileText::tr("Enter the address of the service, e.g. https://api.knock.app.");
    else if (!whole.isValid() || !isWeb || whole.host().isEmpty())
        *problem = ProfileText::tr("That is not a web address. Use a form like https://api.knock.app.");
    else if (!whole.userInfo().isEmpty())
        *problem
            = ProfileText::tr("Leave user name and password out of the address: the key says who you are.");
    else if (isPlain && !isThisMachine(whole.host()))
        *problem = ProfileText::tr("Use https: with http the key would go over the network unprotected.");
    else {
        // A path (/v1) that came along is part of every request anyway.
        QUrl url;
        url.setScheme(whole.scheme());
        url.setHost(whole.host());
        url.setPort(whole.port());
        return url;
    }
    return {};
}

QString keyProblem(const QByteArray &key)
{
    const bool isPlain = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
    return isPlain
        ? QString()
        : ProfileText::tr("It holds a character that no key has. Copy it again, without quotes or spaces.");
}

} // namespace models
