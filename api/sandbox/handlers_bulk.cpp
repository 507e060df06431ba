#include "api/sandbox/bulkjobs.h"
#include "api/sandbox/handlers.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/preferencesets.h"

namespace api::sandbox {

namespace {

constexpr int mostUsers = 1000;

} // namespace

static HttpResponse bulkSetPreferences(Exchange &x)
{
    const QString idsKey = QStringLiteral("user_ids");
    const QString setKey = QStringLiteral("preferences");
    const auto ids = BodyReader(x.body, x.problems()).list(idsKey);
    if (!x.problems().any() && (!ids || ids->isEmpty()))
        x.problems().add(idsKey, QStringLiteral("can't be blank"), QStringLiteral("required"));
    else if (ids && ids->size() > mostUsers)
        x.problems().add(idsKey, QStringLiteral("has more than %1 ids").arg(mostUsers));

    const QJsonValue set = x.body.value(setKey);
    const QJsonObject body = set.toObject();
    if (!set.isObject())
        x.problems().add(setKey, QStringLiteral("is not an object"));
    checkPreferences(body, setKey + u'.', x.problems());
    const QJsonValue setId = body.value(QLatin1StringView("id"));
    if (!setId.isUndefined() && (!setId.isString() || setId.toString().isEmpty()))
        x.problems().add(setKey + QStringLiteral(".id"), QStringLiteral("is not text"));
    if (x.problems().any())
        return x.problems().response();

    const QJsonObject job {{idsKey, QJsonArray::fromStringList(*ids)},
                           {setKey, preferenceSet(setId.toString(QStringLiteral("default")), body)}};
    return HttpResponse::json(createBulkOperation(x.store, QStringLiteral("users.set_preferences"), job,
                                                  ids->size(), x.now, x.random));
}

static HttpResponse bulkChangeStatuses(Exchange &x)
{
    const QString &channelId = x.args.at(0);
    const auto edit = StatusEdit::fromWord(x.args.at(1));
    if (!edit)
        x.problems().add(QStringLiteral("status"),
                         QStringLiteral("must be seen, read, interacted, archived, unseen, unread or"
                                        " unarchived"));
    const MessageFilter filter = readBulkFilter(channelId, x.body, x.problems());
    if (x.problems().any())
        return x.problems().response();
    if (!x.workflows.channel(channelId))
        return HttpResponse::error(
            404, QStringLiteral("channel_invalid"),
            QStringLiteral("There is no channel \"%1\" in this environment.").arg(channelId));
    const QString word = (edit->set ? QString() : QStringLiteral("un")) + wireName(edit->engagement);
    const QJsonObject job {{QStringLiteral("channel_id"), channelId},
                           {QStringLiteral("action"), word},
                           {QStringLiteral("filter"), x.body},
                           {QStringLiteral("last"), 0},
                           {QStringLiteral("newest"),
                            x.store.value(QStringLiteral("SELECT max(seq) FROM messages")).toLongLong()}};
    const qint64 estimated = countRows(x.store, filter.listing(messageColumns(), x.workflows));
    return HttpResponse::json(
        createBulkOperation(x.store, QStringLiteral("messages.") + word, job, estimated, x.now, x.random));
}

static HttpResponse getBulkOperation(Exchange &x)
{
    const auto row = findBulkOperation(x.store, QStringLiteral("id = ?"), {x.args.at(0)});
    return row ? HttpResponse::json(bulkJson(*row))
               : HttpResponse::notFound(QStringLiteral("bulk operation"), x.args.at(0));
}

HandlerTable bulkHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E13", bulkChangeStatuses},
        {"E41", bulkSetPreferences},
        {"E58", getBulkOperation},
    };
    return table;
}

} // namespace api::sandbox
