#include "api/schema/feed.h"

namespace api {

EngagementStatuses FeedItem::engagement() const
{
    EngagementStatuses set;
    set.set(Engagement::Seen, !seenAt.isNull());
    set.set(Engagement::Read, !readAt.isNull());
    set.set(Engagement::Interacted, !interactedAt.isNull());
    set.set(Engagement::LinkClicked, !linkClickedAt.isNull());
    set.set(Engagement::Archived, !archivedAt.isNull());
    return set;
}

void read(const QJsonValue &v, Feed &out, Trace &t)
{
    read(v, static_cast<Page<FeedItem> &>(out), t);
    const QJsonObject object = v.toObject();
    {
        Trace::Step step(t, QLatin1StringView("meta"));
        read(object.value(QLatin1StringView("meta")), out.meta, t);
    }
    if (const QJsonValue vars = object.value(QLatin1StringView("vars"));
        !vars.isUndefined() && !vars.isNull()) {
        Trace::Step step(t, QLatin1StringView("vars"));
        read(vars, out.vars, t);
    }
}

} // namespace api
