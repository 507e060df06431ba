#include "api/sandbox/providerlog.h"

#include "api/sandbox/draw.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/workflows.h"

#include <QUrl>
#include <array>

namespace api::sandbox {

namespace {

QByteArray json(std::initializer_list<std::pair<const char *, QByteArray>> members)
{
    QByteArray out;
    ObjectText object(out);
    for (const auto &[key, value] : members)
        object.raw(key, value);
    object.end();
    return out;
}

QByteArray str(const char *text)
{
    return quoted(QString::fromUtf8(text));
}

struct ProviderCall // the parts that differ between providers
{
    const char *method = "POST";
    const char *host = "";
    QString path;
    QByteArray contentType = "\"application/json\"";
    QByteArray body; // JSON; of a GET: null
};

struct Failure
{
    int status;
    const char *body; // JSON
    const char *line;
};

// For each provider: refused, busy, broken; two of each to choose from.
struct Failures
{
    std::array<Failure, 2> refused, busy, broken;
};

constexpr Failures sendgrid {
    {{{400,
       R"({"errors":[{"message":"Does not contain a valid address.","field":"personalizations.0.to.0.email","help":null}]})",
       "400: not a valid address"},
      {400,
       R"({"errors":[{"message":"The to address is on the suppression list.","field":"personalizations.0.to","help":null}]})",
       "400: on the suppression list"}}},
    {{{503, R"({"errors":[{"message":"Service temporarily unavailable","field":null,"help":null}]})",
       "503: service temporarily unavailable"},
      {429, R"({"errors":[{"field":null,"message":"too many requests"}]})", "429: too many requests"}}},
    {{{403,
       R"({"errors":[{"message":"The from address does not match a verified Sender Identity.","field":"from","help":null}]})",
       "403: the from address is not verified"},
      {401, R"({"errors":[{"field":null,"message":"authorization required"}]})",
       "401: authorization required"}}}};
constexpr Failures twilio {
    {{{400,
       R"({"code":21610,"message":"Attempt to send to unsubscribed recipient","more_info":"https://www.twilio.com/docs/errors/21610","status":400})",
       "21610: the recipient has unsubscribed"},
      {400,
       R"({"code":21211,"message":"Invalid 'To' Phone Number","more_info":"https://www.twilio.com/docs/errors/21211","status":400})",
       "21211: not a valid phone number"}}},
    {{{503, R"({"code":20503,"message":"Service unavailable","status":503})", "503: service unavailable"},
      {429, R"({"code":20429,"message":"Too Many Requests","status":429})", "20429: too many requests"}}},
    {{{401,
       R"({"code":20003,"message":"Authenticate","more_info":"https://www.twilio.com/docs/errors/20003","status":401})",
       "20003: the credentials are refused"},
      {400,
       R"({"code":21408,"message":"Permission to send an SMS has not been enabled for the region","status":400})",
       "21408: the region is not enabled"}}}};
constexpr Failures apns {{{{400, R"({"reason":"BadDeviceToken"})", "400: BadDeviceToken"},
                           {410, R"({"reason":"Unregistered"})", "410: Unregistered"}}},
                         {{{503, R"({"reason":"ServiceUnavailable"})", "503: ServiceUnavailable"},
                           {429, R"({"reason":"TooManyRequests"})", "429: TooManyRequests"}}},
                         {{{403, R"({"reason":"ExpiredProviderToken"})", "403: ExpiredProviderToken"},
                           {413, R"({"reason":"PayloadTooLarge"})", "413: PayloadTooLarge"}}}};
constexpr Failures fcm {
    {{{404,
       R"({"error":{"code":404,"message":"Requested entity was not found.","status":"NOT_FOUND","details":[{"errorCode":"UNREGISTERED"}]}})",
       "404: UNREGISTERED"},
      {400,
       R"({"error":{"code":400,"message":"The registration token is not a valid FCM registration token","status":"INVALID_ARGUMENT"}})",
       "400: INVALID_ARGUMENT"}}},
    {{{503,
       R"({"error":{"code":503,"message":"The service is currently unavailable.","status":"UNAVAILABLE"}})",
       "503: UNAVAILABLE"},
      {500, R"({"error":{"code":500,"message":"Internal error encountered.","status":"INTERNAL"}})",
       "500: INTERNAL"}}},
    {{{401,
       R"({"error":{"code":401,"message":"Request had invalid authentication credentials.","status":"UNAUTHENTICATED"}})",
       "401: UNAUTHENTICATED"},
      {403, R"({"error":{"code":403,"message":"SenderId mismatch","status":"PERMISSION_DENIED"}})",
       "403: SenderId mismatch"}}}};
constexpr Failures slackFailures {
    {{{200, R"({"ok":false,"error":"channel_not_found"})", "channel_not_found"},
      {200, R"({"ok":false,"error":"is_archived"})", "is_archived"}}},
    {{{503, R"("upstream connect error or disconnect/reset before headers")", "503: no answer from upstream"},
      {429, R"({"ok":false,"error":"ratelimited"})", "429: ratelimited"}}},
    {{{200, R"({"ok":false,"error":"invalid_auth"})", "invalid_auth"},
      {200, R"({"ok":false,"error":"not_in_channel"})", "not_in_channel"}}}};

enum class Provider { SendGrid, Twilio, Apns, Fcm, Slack };

Provider providerOf(const ChannelDef &channel)
{
    const QStringView name = channel.provider;
    return name == u"sms_twilio" ? Provider::Twilio
        : name == u"push_apns"   ? Provider::Apns
        : name == u"push_fcm"    ? Provider::Fcm
        : name == u"chat_slack"  ? Provider::Slack
                                 : Provider::SendGrid;
}

const Failures &failuresOf(Provider provider)
{
    switch (provider) {
    case Provider::Twilio:
        return twilio;
    case Provider::Apns:
        return apns;
    case Provider::Fcm:
        return fcm;
    case Provider::Slack:
        return slackFailures;
    case Provider::SendGrid:
        break;
    }
    return sendgrid;
}

const QString twilioAccount
    = QStringLiteral("/2010-04-01/Accounts/ACf00d0000000000000000000000000001/Messages");

ProviderCall sending(Provider provider, const Letter &letter)
{
    const QByteArray title = quoted(letter.title);
    const QByteArray text = quoted(letter.text);
    switch (provider) {
    case Provider::Twilio: {
        const auto escaped
            = [](const QString &value) { return QString::fromLatin1(QUrl::toPercentEncoding(value)); };
        return {"POST", "https://api.twilio.com", twilioAccount + QStringLiteral(".json"),
                "\"application/x-www-form-urlencoded\"",
                quoted(QStringLiteral("To=%1&From=%2&Body=%3")
                           .arg(escaped(letter.to), QStringLiteral("%2B15005550006"), escaped(letter.text)))};
    }
    case Provider::Apns:
        return {
            "POST", "https://api.push.apple.com", QStringLiteral("/3/device/") + letter.to,
            "\"application/json\"",
            json({{"aps",
                   json({{"alert", json({{"title", title}, {"body", text}})}, {"sound", "\"default\""}})}})};
    case Provider::Fcm:
        return {"POST", "https://fcm.googleapis.com",
                QStringLiteral("/v1/projects/parkway-app/messages:send"), "\"application/json\"",
                json({{"message",
                       json({{"token", quoted(letter.to)},
                             {"notification", json({{"title", title}, {"body", text}})}})}})};
    case Provider::Slack:
        return {"POST", "https://slack.com", QStringLiteral("/api/chat.postMessage"),
                "\"application/json; charset=utf-8\"",
                json({{"channel", quoted(letter.to)}, {"text", text}})};
    case Provider::SendGrid:
        break;
    }
    const QByteArray to = json({{"email", quoted(letter.to)}, {"name", quoted(letter.name)}});
    return {"POST", "https://api.sendgrid.com", QStringLiteral("/v3/mail/send"), "\"application/json\"",
            json({{"personalizations", '[' + json({{"to", '[' + to + ']'}}) + ']'},
                  {"from", R"({"email":"notify@parkway.example","name":"Parkway"})"},
                  {"subject", title},
                  {"content", R"([{"type":"text/plain","value":"…"},{"type":"text/html","value":"…"}])"},
                  {"custom_args", json({{"message_id", quoted(letter.messageId)}})}})};
}

ProviderCall lookingUp(Provider provider, const QString &externalId)
{
    if (provider == Provider::Twilio)
        return {"GET",
                "https://api.twilio.com",
                twilioAccount + u'/' + externalId + QStringLiteral(".json"),
                {},
                "\"\""};
    return {"GET", "https://api.sendgrid.com", QStringLiteral("/v3/messages/") + externalId, {}, "\"\""};
}

QByteArray requestText(const ProviderCall &exchange)
{
    QByteArray headers = exchange.contentType.isEmpty()
        ? json({{"Authorization", "\"[hidden]\""}})
        : json({{"Authorization", "\"[hidden]\""}, {"Content-Type", exchange.contentType}});
    return json({{"method", str(exchange.method)},
                 {"host", str(exchange.host)},
                 {"path", quoted(exchange.path)},
                 {"query", "null"},
                 {"headers", headers},
                 {"body", exchange.body}});
}

QByteArray responseText(int status, const QByteArray &headers, const QByteArray &body)
{
    return json({{"status", QByteArray::number(status)}, {"headers", headers}, {"body", body}});
}

QByteArray accepted(Provider provider, const Letter &letter, const QString &externalId)
{
    const QByteArray id = quoted(externalId);
    const QByteArray jsonType = R"({"content-type":"application/json"})";
    switch (provider) {
    case Provider::Twilio:
        return responseText(201, jsonType,
                            json({{"sid", id},
                                  {"status", "\"queued\""},
                                  {"to", quoted(letter.to)},
                                  {"num_segments", "\"1\""},
                                  {"error_code", "null"}}));
    case Provider::Apns:
        return responseText(200, json({{"apns-id", id}}), "\"\"");
    case Provider::Fcm:
        return responseText(200, jsonType, json({{"name", id}}));
    case Provider::Slack:
        return responseText(200, jsonType,
                            json({{"ok", "true"}, {"channel", quoted(letter.to)}, {"ts", id}}));
    case Provider::SendGrid:
        break;
    }
    return responseText(202, json({{"server", "\"nginx\""}, {"x-message-id", id}}), "\"\"");
}

QByteArray lookedUp(Provider provider, bool arrived, const QString &externalId)
{
    const QByteArray jsonType = R"({"content-type":"application/json"})";
    const QByteArray id = quoted(externalId);
    if (provider == Provider::Twilio)
        return responseText(200, jsonType,
                            json({{"sid", id},
                                  {"status", arrived ? "\"delivered\"" : "\"undelivered\""},
                                  {"error_code", arrived ? "null" : "30003"}}));
    const QByteArray events = arrived
        ? R"([{"event_name":"processed"},{"event_name":"delivered","mx_server":"mx1.example"}])"
        : R"([{"event_name":"processed"},{"event_name":"bounced","bounce_type":"hard","reason":"550 5.1.1 mailbox unavailable"}])";
    return responseText(200, jsonType,
                        json({{"msg_id", id},
                              {"status", arrived ? "\"delivered\"" : "\"not_delivered\""},
                              {"events", events}}));
}

} // namespace

bool isFollowedUp(const ChannelDef &channel)
{
    const Provider provider = providerOf(channel);
    return provider == Provider::SendGrid || provider == Provider::Twilio;
}

QString providerId(const ChannelDef &channel, Timestamp at, Random &random)
{
    switch (providerOf(channel)) {
    case Provider::Twilio:
        return QStringLiteral("SM") + uuid(random).remove(u'-');
    case Provider::Apns:
        return uuid(random).toUpper();
    case Provider::Fcm:
        return QStringLiteral("projects/parkway-app/messages/0:%1%%2")
            .arg(at.us)
            .arg(random.below(1u << 30), 8, 16, QChar(u'0'));
    case Provider::Slack:
        return QStringLiteral("%1.%2").arg(at.us / 1'000'000).arg(at.us % 1'000'000, 6, 10, QChar(u'0'));
    case Provider::SendGrid:
        break;
    }
    return ksuid(at, random).left(22);
}

ProviderLog providerLog(const ChannelDef &channel, ProviderAnswer answer, const Letter &letter,
                        const QString &externalId, Random &random)
{
    const Provider provider = providerOf(channel);
    const Failures &failures = failuresOf(provider);
    const auto failed = [&](const std::array<Failure, 2> &choice) {
        const Failure &failure = pick(choice, random);
        const QByteArray headers = failure.status == 429
            ? R"({"content-type":"application/json","retry-after":"30"})"
            : R"({"content-type":"application/json"})";
        return ProviderLog {requestText(sending(provider, letter)),
                            responseText(failure.status, headers, failure.body),
                            QString::fromUtf8(failure.line)};
    };
    switch (answer) {
    case ProviderAnswer::Accepted:
        return {requestText(sending(provider, letter)), accepted(provider, letter, externalId), {}};
    case ProviderAnswer::Confirmed:
        return {requestText(lookingUp(provider, externalId)), lookedUp(provider, true, externalId), {}};
    case ProviderAnswer::Returned:
        return {requestText(lookingUp(provider, externalId)), lookedUp(provider, false, externalId),
                provider == Provider::Twilio ? QStringLiteral("30003: the handset can't be reached")
                                             : QStringLiteral("550 5.1.1: mailbox unavailable")};
    case ProviderAnswer::Refused:
        return failed(failures.refused);
    case ProviderAnswer::Busy:
        return failed(failures.busy);
    case ProviderAnswer::Broken:
        return failed(failures.broken);
    }
    return {};
}

} // namespace api::sandbox
