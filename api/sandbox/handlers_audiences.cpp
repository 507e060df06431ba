#include "api/sandbox/audiences.h"
#include "api/sandbox/entities.h"
#include "api/sandbox/handlers.h"
#include "api/sandbox/identify.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/owner.h"
#include "api/sandbox/paging.h"

namespace api::sandbox {

namespace {

constexpr qsizetype mostMembers = 1000;
const QString membersKey = QStringLiteral("members");

struct MemberSpec
{
    RecipientSpec user;
    QString tenant; // null: whatever the tenant
};

HttpResponse audienceMissing(const Exchange &x)
{
    return HttpResponse::notFound(QStringLiteral("audience"), x.args.at(0));
}

std::optional<MemberSpec> readMember(const QJsonValue &value, const QString &field, Exchange &x)
{
    const QString userField = field + QStringLiteral(".user");
    const QJsonObject member = value.toObject();
    const QJsonValue user = member.value(QLatin1StringView("user"));
    const bool isUser = user.isObject() && !user.toObject().contains(QLatin1StringView("collection"));
    if (!isUser) {
        x.problems().add(value.isObject() ? userField : field,
                         value.isObject() ? QStringLiteral("must be a user: an object with an id")
                                          : QStringLiteral("is not an object"),
                         QStringLiteral("embed"));
        return std::nullopt;
    }
    const auto spec = readRecipient(user, userField, x.workflows, x.problems());
    const QJsonValue tenant = member.value(QLatin1StringView("tenant"));
    const bool hasTenant = !tenant.isUndefined() && !tenant.isNull();
    if (hasTenant)
        checkId(field + QStringLiteral(".tenant"), tenant.toString(), x.problems());
    return spec ? std::optional(MemberSpec {*spec, hasTenant ? tenant.toString() : QString()}) : std::nullopt;
}

QList<MemberSpec> readMembers(Exchange &x)
{
    QList<MemberSpec> members;
    const QJsonValue value = x.body.value(membersKey);
    const QJsonArray list = value.toArray();
    if (value.isUndefined() || value.isNull())
        x.problems().add(membersKey, QStringLiteral("can't be blank"), QStringLiteral("required"));
    else if (!value.isArray())
        x.problems().add(membersKey, QStringLiteral("is not a list"));
    else if (list.size() > mostMembers)
        x.problems().add(membersKey, QStringLiteral("has more than %1 members").arg(mostMembers));
    if (x.problems().any())
        return members;
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (const auto member = readMember(list.at(i), QStringLiteral("%1[%2]").arg(membersKey).arg(i), x))
            members.append(*member);
    }
    return members;
}

} // namespace

static HttpResponse listAudienceMembers(Exchange &x)
{
    const PageRequest page = readPage(x.params, 'A', x.endpoint.maxPageSize);
    if (x.problems().any())
        return x.problems().response();
    if (!audienceExists(x.store, x.args.at(0)))
        return audienceMissing(x);
    Listing listing {.columns = QStringLiteral("seq, user_id, tenant, added_at"),
                     .from = QStringLiteral("audience_members")};
    listing.add(QStringLiteral("audience = ?"), {x.args.at(0)});
    PageWriter writer {.key = "entries", .kind = 'A', .member = {}, .withCursors = false};
    writer.member = [&](const QSqlQuery &row, const QByteArray &, QByteArray &json) {
        const QString user = row.value(1).toString();
        const QString tenant = row.value(2).toString();
        ObjectText out(json);
        out.text("__typename", QStringLiteral("AudienceMember")).text("user_id", user);
        out.raw("user", entityJson(x.store, Ref::user(user)));
        out.text("tenant", tenant.isEmpty() ? QString() : tenant).time("added_at", timeAt(row, 3)).end();
    };
    return HttpResponse::json(writePage(x.store, listing, page, writer));
}

static HttpResponse addAudienceMembers(Exchange &x)
{
    const QString &key = x.args.at(0);
    const bool makes = x.params.boolean(QStringLiteral("create_audience")).value_or(false);
    checkId(QStringLiteral("key"), key, x.problems());
    const QList<MemberSpec> members = readMembers(x);
    if (x.problems().any())
        return x.problems().response();
    if (!makes && !audienceExists(x.store, key))
        return audienceMissing(x);
    ensureAudience(x.store, key, x.now);
    for (qsizetype i = 0; i < members.size(); ++i) {
        const MemberSpec &member = members.at(i);
        if (!identify(x.store, member.user, x.workflows, x.now))
            x.problems().add(QStringLiteral("%1[%2].user.properties").arg(membersKey).arg(i),
                             tooManyProperties());
        addToAudience(x.store, key, member.user.ref.id, member.tenant, x.now);
    }
    return x.problems().any() ? x.problems().response() : HttpResponse {204, {}, {}};
}

// What is said of a user beside the id does not matter here.
static HttpResponse removeAudienceMembers(Exchange &x)
{
    const QList<MemberSpec> members = readMembers(x);
    if (x.problems().any())
        return x.problems().response();
    if (!audienceExists(x.store, x.args.at(0)))
        return audienceMissing(x);
    for (const MemberSpec &member : members)
        removeFromAudience(x.store, x.args.at(0), member.user.ref.id, member.tenant);
    return {204, {}, {}};
}

HandlerTable audienceHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"X09", listAudienceMembers},
        {"X10", addAudienceMembers},
        {"X11", removeAudienceMembers},
    };
    return table;
}

} // namespace api::sandbox
