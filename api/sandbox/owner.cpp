#include "api/sandbox/owner.h"

#include "api/sandbox/identify.h"

namespace api::sandbox {

Ref ownerOf(const Exchange &x)
{
    if (QByteArrayView(x.endpoint.path).startsWith("/v1/users/"))
        return Ref::user(x.args.at(0));
    return Ref::object(x.args.at(0), x.args.at(1));
}

HttpResponse ownerMissing(const Ref &owner)
{
    return HttpResponse::notFound(owner.isUser() ? QStringLiteral("user") : QStringLiteral("object"),
                                  owner.id);
}

HttpResponse channelMissing(const QString &id)
{
    return HttpResponse::error(
        404, QStringLiteral("channel_invalid"),
        QStringLiteral("There is no such channel \"%1\" in this environment.").arg(id));
}

void checkId(const QString &field, const QString &id, Problems &problems)
{
    if (!isUsableId(id))
        problems.add(field, QStringLiteral("must have 1 to 256 characters, neither / nor #"));
}

void checkOwner(const Ref &owner, Problems &problems)
{
    if (!owner.isUser())
        checkId(QStringLiteral("collection"), owner.collection, problems);
    checkId(owner.isUser() ? QStringLiteral("user_id") : QStringLiteral("object_id"), owner.id, problems);
}

} // namespace api::sandbox
