#include "api/schema/content.h"

namespace api {

void read(const QJsonValue &v, MailAddress &out, Trace &t)
{
    if (v.isString()) {
        out.email = v.toString();
    } else if (v.isObject()) {
        const auto part = [&](QLatin1StringView key, QString &to) {
            const QJsonValue value = v[key];
            if (value.isUndefined() || value.isNull())
                return;
            Trace::Step step(t, key);
            read(value, to, t);
        };
        part(QLatin1StringView("email"), out.email);
        part(QLatin1StringView("name"), out.name);
    } else {
        t.expected(QStringLiteral("an address"), v);
    }
}

QJsonValue write(const MailAddress &v)
{
    return QJsonObject {{QStringLiteral("email"), v.email}, {QStringLiteral("name"), v.name}};
}

// The kind by its name where the service says it, else by the keys that only one kind has.
void read(const QJsonValue &v, ContentData &out, Trace &t)
{
    if (!v.isObject())
        return t.expected(QStringLiteral("an object"), v);
    const QJsonObject object = v.toObject();
    const QString kind = object.value(QLatin1StringView("__typename")).toString();
    const auto has = [&](const char *key) { return object.contains(QLatin1StringView(key)); };
    const auto is = [&](const char *name, bool byKeys) {
        return kind.isEmpty() ? byKeys : kind == QLatin1StringView(name);
    };
    if (is("MessageInAppFeedContent", has("blocks")))
        read(v, out.emplace<InAppContent>(), t);
    else if (is("MessageChatContent", has("template") || has("connection")))
        read(v, out.emplace<ChatContent>(), t);
    else if (is("MessageEmailContent", has("html_body") || has("subject") || has("subject_line")))
        read(v, out.emplace<EmailContent>(), t);
    else if (is("MessagePushContent", has("token") || has("title")))
        read(v, out.emplace<PushContent>(), t);
    else if (is("MessageSmsContent", has("body") && has("to")))
        read(v, out.emplace<SmsContent>(), t);
}

} // namespace api
