// The preference centre: X16 and X17.
#include "api/schema/preferencecenter.h"
#include "contract/cases.h"

#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace api;

namespace contract {

namespace {

QJsonObject claimsOf(const QString &token)
{
    const QByteArray middle = token.section(u'.', 1, 1).toLatin1();
    return QJsonDocument::fromJson(QByteArray::fromBase64(middle, QByteArray::Base64UrlEncoding)).object();
}

} // namespace

void preferenceCenterCases(Cases &c, const Known &)
{
    const QByteArray config = "/v1/users/settler/preference_center/config";
    const Step settler {"PUT", "/v1/users/settler", R"({"email":"settler@x.example"})"};
    c.on("X16");
    c.ok("of a known user", config, {}, reads<PreferenceCenterConfig>())
        .given(settler)
        .then(says("enabled", true))
        .then(says("account_name", "Parkway"))
        .then(says("user_email", "settler@x.example"))
        .then([](Service &, const Answer &a) {
            QVERIFY(a.at(QLatin1StringView("config.rows")).toArray().size() >= 4);
            QVERIFY(a.at(QLatin1StringView("branding.dark")).isObject());
        });
    c.ok("of nobody", "/v1/users/nobody%20at%20all/preference_center/config", {},
         reads<PreferenceCenterConfig>())
        .then(says("user_email", "nobody at all"));

    c.on("X17");
    c.ok("a link", "/v1/users/settler/preference_center/signed_url", {}, reads<PreferenceCenterLink>())
        .given(settler)
        .then([](Service &s, const Answer &a) {
            const QString token = a.at(QLatin1StringView("token")).toString();
            QVERIFY(a.at(QLatin1StringView("url")).toString().endsWith("/p/" + token));
            const QJsonObject claims = claimsOf(token);
            QCOMPARE(claims.value("sub").toString(), QStringLiteral("settler"));
            QVERIFY(claims.value("exp").toInteger() > claims.value("iat").toInteger());
            const Answer again = s.ask("POST", "/v1/users/settler/preference_center/signed_url");
            QVERIFY(again.at(QLatin1StringView("token")).toString() != token);
        });
    c.ok("for nobody", "/v1/users/nobody/preference_center/signed_url", "{}", reads<PreferenceCenterLink>());
}

} // namespace contract
