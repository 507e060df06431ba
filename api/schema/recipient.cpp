#include "api/schema/recipient.h"

namespace api {

QString Recipient::label() const
{
    if (!name.isEmpty())
        return name;
    return isObject() ? collection + u'/' + id : id;
}

void read(const QJsonValue &v, Recipient &out, Trace &t)
{
    if (v.isString()) {
        out.id = v.toString();
        return;
    }
    if (!v.isObject())
        return t.expected(QStringLiteral("a user id or a recipient object"), v);
    out.raw = v.toObject();
    const QJsonValue id = out.raw.value(QLatin1StringView("id"));
    if (id.isUndefined() || id.isNull())
        return t.missing("id");
    {
        Trace::Step step(t, QLatin1StringView("id"));
        read(id, out.id, t);
    }
    // What is no text must not pass for a user.
    if (const QJsonValue collection = out.raw.value(QLatin1StringView("collection"));
        !collection.isUndefined() && !collection.isNull()) {
        Trace::Step step(t, QLatin1StringView("collection"));
        read(collection, out.collection, t);
    }
    out.name = valueAt(out.raw, "name|properties.name").toString();
    out.avatar = valueAt(out.raw, "avatar|properties.avatar").toString();
}

QJsonValue write(const Recipient &r)
{
    if (!r.isObject())
        return r.id;
    return QJsonObject {{QStringLiteral("id"), r.id}, {QStringLiteral("collection"), r.collection}};
}

} // namespace api
