#include "api/sandbox/engagement.h"
#include "api/sandbox/guidetargets.h"
#include "api/sandbox/handlers.h"
#include "api/sandbox/identify.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/owner.h"

#include <algorithm>

namespace api::sandbox {

namespace {

const GuideDef *guideNamed(const Exchange &x, const QString &key)
{
    const auto &guides = x.workflows.guides;
    const auto it
        = std::find_if(guides.begin(), guides.end(), [&](const GuideDef &guide) { return guide.key == key; });
    return it == guides.end() ? nullptr : &*it;
}

// Why the channel has no guides; nullopt when it may have some.
std::optional<HttpResponse> guideChannelProblem(const Exchange &x, const QString &channelId)
{
    const ChannelDef *channel = x.workflows.channel(channelId);
    if (!channel)
        return channelMissing(channelId);
    if (channel->type != QLatin1StringView("in_app_guide"))
        return HttpResponse::error(422, QStringLiteral("channel_invalid"),
                                   QStringLiteral("The channel \"%1\" shows no guides.").arg(channel->key));
    return std::nullopt;
}

QJsonObject objectInBody(Exchange &x, const char *name, bool isRequired = false)
{
    const QJsonValue value = x.body.value(QLatin1StringView(name));
    const bool isAbsent = value.isUndefined() || value.isNull();
    if (isAbsent && isRequired)
        x.problems().add(QString::fromLatin1(name), QStringLiteral("can't be blank"),
                         QStringLiteral("required"));
    else if (!isAbsent && !value.isObject())
        x.problems().add(QString::fromLatin1(name), QStringLiteral("is not an object"),
                         QStringLiteral("embed"));
    return value.toObject();
}

GuidePlace placeInBody(Exchange &x)
{
    const BodyReader body(x.body, x.problems());
    const QString tenant = body.text(QStringLiteral("tenant"));
    return {x.args.at(0), body.neededText(QStringLiteral("guide_key")),
            tenant.isEmpty() ? QString() : tenant};
}

HttpResponse guideMarked()
{
    return HttpResponse::json(R"({"status":"ok"})");
}

// Which step of which guide is marked; or the answer to a request that says none of it.
struct GuideMark
{
    GuidePlace place;
    const GuideDef *guide = nullptr;
    QString step, channelId;
    std::optional<HttpResponse> failure;
};

GuideMark readMark(Exchange &x)
{
    GuideMark mark;
    const BodyReader body(x.body, x.problems());
    mark.channelId = body.neededText(QStringLiteral("channel_id"));
    const QString id = body.neededText(QStringLiteral("guide_id"));
    mark.step = body.neededText(QStringLiteral("guide_step_ref"));
    mark.place = placeInBody(x);
    checkOwner(Ref::user(mark.place.user), x.problems());
    if (x.problems().any()) {
        mark.failure = x.problems().response();
        return mark;
    }
    mark.guide = guideNamed(x, mark.place.guide);
    mark.failure = guideChannelProblem(x, mark.channelId);
    if (!mark.failure && !mark.guide)
        mark.failure = HttpResponse::notFound(QStringLiteral("guide"), mark.place.guide);
    if (mark.failure)
        return mark;
    if (mark.guide->id != id)
        x.problems().add(QStringLiteral("guide_id"), QStringLiteral("is not that of the guide"));
    if (!mark.guide->step(mark.step))
        x.problems().add(QStringLiteral("guide_step_ref"), QStringLiteral("is no step of the guide"));
    if (x.problems().any())
        mark.failure = x.problems().response();
    return mark;
}

// The message that the path names, if it is one of this step's; else the one of the log.
std::optional<StoredMessage> messageOf(Exchange &x, const GuideMark &mark)
{
    const QByteArray data = x.body.contains(QLatin1StringView("data"))
        ? jsonText(x.body.value(QLatin1StringView("data")).toObject())
        : QByteArray("{}");
    if (x.args.size() == 1)
        return guideMessage(x.store, mark.place, mark.step, mark.channelId, data, x.now, x.random);
    auto message = findMessage(x.store, x.args.at(1));
    const bool isOfStep = message && message->recipientRef() == Ref::user(mark.place.user)
        && message->workflow == mark.place.guide && message->stepRef == mark.step
        && message->channelId == mark.channelId;
    return isOfStep ? message : std::nullopt;
}

HttpResponse markGuide(Exchange &x, const GuideMark &mark, std::initializer_list<Engagement> marks,
                       const QByteArray &eventData = {})
{
    ensure(x.store, Ref::user(mark.place.user), x.now);
    auto message = messageOf(x, mark);
    if (!message)
        return HttpResponse::notFound(QStringLiteral("message"), x.args.at(1));
    for (const Engagement &engagement : marks) // what there is to say belongs to the last
        applyStatus(x.store, *message, {engagement, true},
                    &engagement == marks.end() - 1 ? eventData : QByteArray(), x.now, x.random);
    return guideMarked();
}

} // namespace

// Somebody nobody knows has guides, too: a page shows them before it identifies.
static HttpResponse getGuides(Exchange &x)
{
    const QString &channelId = x.args.at(1);
    const QString type = x.params.text(QStringLiteral("type"));
    const QString tenant = x.params.text(QStringLiteral("tenant"));
    const QJsonObject data = x.params.object(QStringLiteral("data"));
    if (x.problems().any())
        return x.problems().response();
    if (auto problem = guideChannelProblem(x, channelId))
        return *problem;
    const GuideTargets targets(x, {x.args.at(0), tenant, data});
    const QString channelKey = x.workflows.channel(channelId)->key;
    QByteArrayList entries;
    QJsonArray ineligible;
    for (const GuideDef &guide : x.workflows.guides) {
        if (guide.channelKey != channelKey || (!type.isNull() && guide.type != type))
            continue;
        const QJsonObject refusal = targets.refusal(guide);
        if (refusal.isEmpty())
            entries.append(targets.json(guide, channelId));
        else
            ineligible.append(refusal);
    }
    QJsonArray groups;
    for (const QJsonObject &group : x.workflows.guideGroups)
        groups.append(group);
    QByteArray json;
    ObjectText(json)
        .raw("entries", '[' + entries.join(',') + ']')
        .raw("guide_groups", jsonText(groups))
        .raw("guide_group_display_logs", groupsShown(x.store, x.args.at(0), tenant))
        .raw("ineligible_guides", jsonText(ineligible))
        .end();
    return HttpResponse::json(json);
}

// What was shown is kept with the event.
static HttpResponse markGuideSeen(Exchange &x)
{
    const QJsonObject content = objectInBody(x, "content", true);
    objectInBody(x, "data");
    const GuideMark mark = readMark(x);
    if (mark.failure)
        return *mark.failure;
    return markGuide(x, mark, {Engagement::Seen},
                     jsonText(QJsonObject {{QStringLiteral("content"), content}}));
}

static HttpResponse markGuideInteracted(Exchange &x)
{
    const QJsonObject metadata = objectInBody(x, "metadata");
    const GuideMark mark = readMark(x);
    if (mark.failure)
        return *mark.failure;
    return markGuide(x, mark, {Engagement::Read, Engagement::Interacted},
                     metadata.isEmpty() ? QByteArray() : jsonText(metadata));
}

static HttpResponse markGuideArchived(Exchange &x)
{
    const BodyReader body(x.body, x.problems());
    const bool isFinal = body.boolean(QStringLiteral("is_final")).value_or(false);
    const bool isUnthrottled = body.boolean(QStringLiteral("unthrottled")).value_or(false);
    const GuideMark mark = readMark(x);
    if (mark.failure)
        return *mark.failure;
    const HttpResponse answer = markGuide(x, mark, {Engagement::Archived});
    if (isFinal)
        setEndsGuide(x.store, mark.place, mark.step, true);
    for (const QJsonObject &group : x.workflows.guideGroups) {
        const QJsonArray sequence = group.value(QLatin1StringView("display_sequence")).toArray();
        if (!isUnthrottled && sequence.contains(mark.place.guide))
            noteGroupShown(x.store, mark.place, textIn(group, "key"), x.now);
    }
    return answer;
}

static HttpResponse unmarkGuideArchived(Exchange &x)
{
    const GuidePlace place = placeInBody(x);
    if (x.problems().any())
        return x.problems().response();
    if (!guideNamed(x, place.guide))
        return HttpResponse::notFound(QStringLiteral("guide"), place.guide);
    QHash<QString, GuideStepLog> log = guideLog(x.store, place);
    for (auto it = log.begin(); it != log.end(); ++it) {
        applyStatus(x.store, it->message, {Engagement::Archived, false}, {}, x.now, x.random);
        setEndsGuide(x.store, place, it.key(), false);
    }
    return guideMarked();
}

static HttpResponse resetGuide(Exchange &x)
{
    const GuidePlace place = placeInBody(x);
    if (x.problems().any())
        return x.problems().response();
    if (!guideNamed(x, place.guide))
        return HttpResponse::notFound(QStringLiteral("guide"), place.guide);
    forgetGuide(x.store, place);
    return guideMarked();
}

HandlerTable guideHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"X18", getGuides},         {"X19", markGuideSeen},       {"X20", markGuideInteracted},
        {"X21", markGuideArchived}, {"X22", unmarkGuideArchived}, {"X23", resetGuide},
    };
    return table;
}

} // namespace api::sandbox
