#include "api/sandbox/auth.h"
#include "api/sandbox/refs.h"

#include <QJsonArray>
#include <QUrl>

namespace api::sandbox {

namespace {

struct Rule
{
    const char *number; // of an endpoint
    const char *grant;
};
constexpr Rule grantRules[] = {
    {"E10", "user/feed_write"},
    {"E11", "user/feed_write"},
    {"E12", "user/feed_write"},
    {"E13", "user/feed_write"},
    {"E14", "user/feed_read"},
    {"E15", "user/write"},
    {"E17", "user/read"},
    {"E35", "preferences/read"},
    {"E36", "preferences/read"},
    {"E37", "preferences/write"},
    {"X03", "preferences/write"},
    {"E52", "channel_data/read"},
    {"E53", "channel_data/write"},
    {"E54", "channel_data/write"},
    {"E55", "channel_data/read"},
    {"E56", "channel_data/write"},
    {"E57", "channel_data/write"},
    {"E59", "slack/channels_read"},
    {"E60", "slack/channels_read"},
    {"E61", "channel_data/write"},
    {"A01", "channel_data/write"},
    {"A02", "preferences/write"},
    {"A03", "preferences/write"},
    {"A04", "preferences/write"},
    {"A05", "preferences/write"},
    {"A06", "preferences/write"},
    {"A07", "preferences/write"},
    {"A14", "user/feed_read"},
    {"X12", "ms_teams/channels_read"},
    {"X13", "ms_teams/channels_read"},
    {"X14", "ms_teams/channels_read"},
    {"X15", "channel_data/write"},
    {"X16", "preferences/read"},
    {"X17", "preferences/write"},
    {"X18", "user/feed_read"},
    {"X19", "user/feed_write"},
    {"X20", "user/feed_write"},
    {"X21", "user/feed_write"},
    {"X22", "user/feed_write"},
    {"X23", "user/feed_write"},
    {"A17", "user/feed_write"},
    {"A18", "user/feed_write"},
    {"A19", "user/feed_write"},
};

QLatin1StringView grantFor(const EndpointInfo &endpoint)
{
    for (const Rule &rule : grantRules) {
        if (qstrcmp(rule.number, endpoint.number) == 0)
            return QLatin1StringView(rule.grant);
    }
    return {};
}

QString pathOf(const Ref &ref)
{
    return ref.isUser() ? QStringLiteral("/v1/users/") + ref.id
                        : QStringLiteral("/v1/objects/") + ref.collection + u'/' + ref.id;
}

// Resources are named by their address; whose host it names does not matter to a sandbox, nor does a trailing
// slash or what was percent-encoded.
bool names(const QString &resource, const Ref &ref)
{
    QString path = QUrl(resource).path(QUrl::FullyDecoded);
    if (path.endsWith(u'/'))
        path.chop(1);
    return path == pathOf(ref);
}

bool mayTouch(const Caller &caller, const Ref &ref, QLatin1StringView grant)
{
    if (!caller.explicitGrants && ref == Ref::user(caller.user))
        return true;
    for (auto it = caller.grants.begin(); it != caller.grants.end(); ++it) {
        if (it->contains(grant) && names(it.key(), ref))
            return true;
    }
    return false;
}

QList<Ref> recipientsOf(Store &store, const QStringList &messages)
{
    QList<Ref> found;
    for (const QString &id : messages) {
        store.each(QStringLiteral("SELECT recipient_collection, recipient_id FROM messages WHERE id = ?"),
                   {id}, [&](const QSqlQuery &row) {
                       const Ref ref {row.value(0).toString(), row.value(1).toString()};
                       if (!found.contains(ref))
                           found.append(ref);
                       return false;
                   });
    }
    return found;
}

// A list of ids, or of {id}, as BodyReader::list() takes it.
QStringList idsIn(const QJsonValue &list)
{
    QStringList ids;
    const QJsonArray array = list.toArray();
    for (const QJsonValue &item : array)
        ids.append(item.isObject() ? item.toObject().value(QLatin1StringView("id")).toString()
                                   : item.toString());
    return ids;
}

// Whose token or tenant the routes of chat providers would use. Every form they could be named in counts:
// which one the handler prefers must not matter. None: the request does not say, and the handler answers to
// that.
QList<Ref> tokenOwners(const Exchange &x)
{
    Params params = x.params; // a copy: what is wrong here is the handler's to say
    QList<Ref> owners;
    const auto add = [&](const QJsonObject &owner) {
        for (const char *key : {"object_id", "objectId"}) {
            const QString id = owner.value(QLatin1StringView(key)).toString();
            if (!id.isEmpty())
                owners.append({owner.value(QLatin1StringView("collection")).toString(), id});
        }
    };
    for (const QString &name :
         {QStringLiteral("access_token_object"), QStringLiteral("ms_teams_tenant_object")}) {
        add(x.body.value(name).toObject());
        add(params.object(name));
    }
    return owners;
}

// What the request is about. Empty: nothing that is there.
QList<Ref> resourcesOf(const Exchange &x)
{
    const QByteArrayView path = x.endpoint.path;
    if (path.startsWith("/v1/users/%1"))
        return {Ref::user(x.args.at(0))};
    if (path.startsWith("/v1/objects/%1/%2"))
        return {Ref::object(x.args.at(0), x.args.at(1))};
    if (path.startsWith("/v1/messages/batch/"))
        return recipientsOf(x.store, idsIn(x.body.value(QLatin1StringView("message_ids"))));
    if (path.startsWith("/v1/messages/%1"))
        return recipientsOf(x.store, {x.args.at(0)});
    if (path.startsWith("/v1/providers/"))
        return tokenOwners(x);
    QList<Ref> users; // of a bulk change: it must say whose messages it means
    for (const char *key : {"user_ids", "recipient_ids"}) {
        const QStringList ids = idsIn(x.body.value(QLatin1StringView(key)));
        for (const QString &id : ids)
            users.append(Ref::user(id));
    }
    return users.isEmpty() ? QList<Ref> {Ref()} : users;
}

} // namespace

std::optional<HttpResponse> refusalByGrants(const Exchange &x)
{
    if (x.caller.isSecret() || !x.caller.hasUser())
        return std::nullopt;
    const QLatin1StringView grant = grantFor(x.endpoint);
    const QList<Ref> resources = resourcesOf(x);
    for (const Ref &ref : resources) {
        if (mayTouch(x.caller, ref, grant))
            continue;
        const QString what = ref.isNull() ? QStringLiteral("other people's messages") : pathOf(ref);
        return HttpResponse::error(403, QStringLiteral("incorrect_token_type"),
                                   QStringLiteral("The user token of \"%1\" does not grant %2 on %3.")
                                       .arg(x.caller.user, grant, what));
    }
    return std::nullopt;
}

} // namespace api::sandbox
