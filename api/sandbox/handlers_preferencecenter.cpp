#include "api/sandbox/handlers.h"
#include "api/sandbox/identify.h"
#include "api/sandbox/jsontext.h"

#include <QMessageAuthenticationCode>

namespace api::sandbox {

namespace {

constexpr qint64 linkSeconds = 24 * 3600; // how long a link is good for; no source says

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

// What links are signed with: made once for this world, and kept in it.
QByteArray linkSecret(Exchange &x)
{
    const QString key = QStringLiteral("preference_center_secret");
    const QString sql = QStringLiteral("SELECT value FROM world WHERE key = ?");
    if (!x.store.value(sql, {key}).isValid())
        x.store.run(QStringLiteral("INSERT INTO world (key, value) VALUES (?, ?)"),
                    {key, uuid(x.random) + uuid(x.random)});
    return x.store.value(sql, {key}).toByteArray();
}

// A JWT as RFC 7519 has it, with HS256.
QByteArray linkToken(Exchange &x, const QString &user)
{
    const qint64 issued = x.now.us / 1'000'000;
    const QJsonObject claims {{QStringLiteral("sub"), user},
                              {QStringLiteral("env"), x.workflows.environmentId},
                              {QStringLiteral("jti"), uuid(x.random)},
                              {QStringLiteral("iat"), issued},
                              {QStringLiteral("exp"), issued + linkSeconds}};
    const QByteArray text = base64Url(R"({"alg":"HS256","typ":"JWT"})") + '.' + base64Url(jsonText(claims));
    return text + '.'
        + base64Url(QMessageAuthenticationCode::hash(text, linkSecret(x), QCryptographicHash::Sha256));
}

} // namespace

// Somebody nobody knows has the same rows, as they have an empty preference set.
static HttpResponse getCenterConfig(Exchange &x)
{
    QJsonObject answer = x.workflows.preferenceCenter.value(QLatin1StringView("answer")).toObject();
    const QString email = userProperties(x.store, x.args.at(0)).value(QLatin1StringView("email")).toString();
    answer.insert(QStringLiteral("user_email"), email.isEmpty() ? x.args.at(0) : email);
    return HttpResponse::json(jsonText(answer));
}

// The address is one of the made-up company's: the page itself is no part of the API.
static HttpResponse signCenterUrl(Exchange &x)
{
    const QString token = QString::fromLatin1(linkToken(x, x.args.at(0)));
    const QString base = x.workflows.preferenceCenter.value(QLatin1StringView("address")).toString();
    QByteArray json;
    ObjectText(json).text("url", base + QStringLiteral("/p/") + token).text("token", token).end();
    return HttpResponse::json(json);
}

HandlerTable preferenceCenterHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"X16", getCenterConfig},
        {"X17", signCenterUrl},
    };
    return table;
}

} // namespace api::sandbox
