#include "api/sandbox/engagement.h"
#include "api/sandbox/handlers.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/messagefilter.h"
#include "api/sandbox/messagejson.h"

namespace api::sandbox {

namespace {

HttpResponse noMessage(const Exchange &x)
{
    return HttpResponse::notFound(QStringLiteral("message"), x.args.at(0));
}

HttpResponse pageOfMessages(Exchange &x, const MessageFilter &filter, const PageRequest &page)
{
    PageWriter writer {.key = "items", .kind = 'm', .member = {}};
    writer.member = [&](const QSqlQuery &row, const QByteArray &cursor, QByteArray &out) {
        out = messageJson(StoredMessage::from(row), x.workflows, cursor);
    };
    return HttpResponse::json(
        writePage(x.store, filter.listing(messageColumns(), x.workflows), page, writer));
}

// The lists below a message: oldest first.
Listing partsOf(const StoredMessage &message, const char *table, const QString &columns)
{
    Listing listing {.columns = columns, .from = QString::fromLatin1(table)};
    listing.add(QStringLiteral("message_seq = ?"), {message.seq});
    return listing;
}

constexpr qsizetype mostContents = 25;
// Of one batch change. No limit is documented; the answer holds every one of them, so there has to be one.
constexpr qsizetype mostChanges = 1000;

// The body of E10 and E12; its metadata as JSON, empty when there is none.
QByteArray readMetadata(Exchange &x, StatusEdit edit)
{
    const QString name = QStringLiteral("metadata");
    const QJsonValue value = x.body.value(name);
    if (value.isUndefined() || value.isNull())
        return {};
    const QJsonObject metadata = value.toObject();
    if (!edit.set || edit.engagement != Engagement::Interacted)
        x.problems().add(name, QStringLiteral("is only taken with interacted"));
    else if (!value.isObject())
        x.problems().add(name, QStringLiteral("is not an object"));
    else if (metadata.size() > 5)
        x.problems().add(name, QStringLiteral("has more than 5 pairs"));
    else if (!isFlat(metadata))
        x.problems().add(name, QStringLiteral("must not hold lists or objects"), QStringLiteral("embed"));
    return jsonText(metadata);
}

// Of the words that name a change, those of single messages: bulk changes have more.
std::optional<StatusEdit> editFrom(const QString &word)
{
    const auto edit = StatusEdit::fromWord(word);
    const bool isBulkWord = word.endsWith(QLatin1StringView("archive"))
        || (edit && !edit->set && edit->engagement == Engagement::Interacted);
    return isBulkWord ? std::nullopt : edit;
}

HttpResponse listMessagesOf(Exchange &x, const Ref &recipient)
{
    const PageRequest page = readPage(x.params, 'm', x.endpoint.maxPageSize);
    MessageFilter filter = readMessageFilter(x.params);
    filter.recipientCollection = recipient.collection;
    filter.recipientId = recipient.id;
    if (x.problems().any())
        return x.problems().response();
    if (!exists(x.store, recipient))
        return HttpResponse::notFound(recipient.isUser() ? QStringLiteral("user") : QStringLiteral("object"),
                                      recipient.id);
    return pageOfMessages(x, filter, page);
}

HttpResponse changeStatus(Exchange &x, std::optional<StatusEdit> edit)
{
    if (!edit)
        x.problems().add(QStringLiteral("status"),
                         QStringLiteral("must be seen, read, interacted or archived"));
    const QByteArray metadata = edit && edit->set ? readMetadata(x, *edit) : QByteArray();
    if (x.problems().any())
        return x.problems().response();
    auto message = findMessage(x.store, x.args.at(0));
    if (!message)
        return noMessage(x);
    applyStatus(x.store, *message, *edit, metadata, x.now, x.random);
    return HttpResponse::json(messageJson(*message, x.workflows));
}

// Each once.
QStringList readMessageIds(Exchange &x)
{
    const QString name = QStringLiteral("message_ids");
    const QJsonValue given = x.body.value(name);
    if (given.isUndefined() || given.isNull())
        x.problems().add(name, QStringLiteral("can't be blank"), QStringLiteral("required"));
    auto ids = BodyReader(x.body, x.problems()).list(name).value_or(QStringList());
    if (ids.size() > mostChanges)
        x.problems().add(name, QStringLiteral("has more than %1 ids").arg(mostChanges));
    ids.removeDuplicates();
    return ids;
}

} // namespace

static HttpResponse listMessages(Exchange &x)
{
    const PageRequest page = readPage(x.params, 'm', x.endpoint.maxPageSize);
    const MessageFilter filter = readMessageFilter(x.params);
    return x.problems().any() ? x.problems().response() : pageOfMessages(x, filter, page);
}

static HttpResponse listMessagesOfUser(Exchange &x)
{
    return listMessagesOf(x, Ref::user(x.args.at(0)));
}

static HttpResponse listMessagesOfObject(Exchange &x)
{
    return listMessagesOf(x, Ref::object(x.args.at(0), x.args.at(1)));
}

static HttpResponse getMessage(Exchange &x)
{
    const auto message = findMessage(x.store, x.args.at(0));
    return message ? HttpResponse::json(messageJson(*message, x.workflows)) : noMessage(x);
}

static HttpResponse listEvents(Exchange &x)
{
    const PageRequest page = readPage(x.params, 'e', x.endpoint.maxPageSize);
    if (x.problems().any())
        return x.problems().response();
    const auto message = findMessage(x.store, x.args.at(0));
    if (!message)
        return noMessage(x);
    PageWriter writer {.key = "items", .kind = 'e', .member = {}};
    writer.member = [&](const QSqlQuery &row, const QByteArray &cursor, QByteArray &json) {
        ObjectText out(json);
        out.text("__typename", QStringLiteral("MessageEvent"))
            .raw("__cursor", cursor)
            .text("id", row.value(1).toString());
        out.text("environment_id", x.workflows.environmentId).raw("recipient", message->recipient());
        out.text("type", row.value(2).toString()).raw("data", row.value(3).toByteArray());
        out.time("inserted_at", timeAt(row, 4)).end();
    };
    const Listing listing
        = partsOf(*message, "events", QStringLiteral("seq, id, type, CAST(data AS BLOB), inserted_at"));
    return HttpResponse::json(writePage(x.store, listing, page, writer));
}

static HttpResponse listActivities(Exchange &x)
{
    const PageRequest page = readPage(x.params, 'a', x.endpoint.maxPageSize);
    const QJsonObject triggerData = x.params.flatObject(QStringLiteral("trigger_data"));
    if (x.problems().any())
        return x.problems().response();
    const auto message = findMessage(x.store, x.args.at(0));
    if (!message)
        return noMessage(x);
    const QByteArray recipient = entityJson(x.store, message->recipientRef());
    PageWriter writer {.key = "items", .kind = 'a', .member = {}};
    writer.member = [&](const QSqlQuery &row, const QByteArray &cursor, QByteArray &out) {
        out = activityJson(row, x.store, recipient, cursor);
    };
    Listing listing = partsOf(*message, "activities", activityColumns());
    addTriggerData(listing, triggerData);
    return HttpResponse::json(writePage(x.store, listing, page, writer));
}

static HttpResponse listDeliveryLogs(Exchange &x)
{
    const PageRequest page = readPage(x.params, 'l', x.endpoint.maxPageSize);
    if (x.problems().any())
        return x.problems().response();
    const auto message = findMessage(x.store, x.args.at(0));
    if (!message)
        return noMessage(x);
    PageWriter writer {.key = "items", .kind = 'l', .member = {}};
    writer.member = [&](const QSqlQuery &row, const QByteArray &, QByteArray &json) {
        ObjectText out(json);
        out.text("__typename", QStringLiteral("MessageDeliveryLog")).text("id", row.value(1).toString());
        out.text("environment_id", x.workflows.environmentId).text("service_name", row.value(2).toString());
        out.raw("request", row.value(3).toByteArray()).raw("response", row.value(4).toByteArray());
        out.time("inserted_at", timeAt(row, 5)).end();
    };
    const Listing listing = partsOf(
        *message, "delivery_logs",
        QStringLiteral("seq, id, service_name, CAST(request AS BLOB), CAST(response AS BLOB), inserted_at"));
    return HttpResponse::json(writePage(x.store, listing, page, writer));
}

static HttpResponse getContent(Exchange &x)
{
    const auto message = findMessage(x.store, x.args.at(0));
    if (!message)
        return noMessage(x);
    const QByteArray content = contentJson(x.store, *message, x.workflows);
    return content.isEmpty() ? HttpResponse::notFound(QStringLiteral("content of message"), message->id)
                             : HttpResponse::json(content);
}

// In the order asked for; ids that name no message have no content.
static HttpResponse getContents(Exchange &x)
{
    const QString name = QStringLiteral("message_ids");
    const QStringList ids = x.params.list(name, mostContents);
    if (ids.isEmpty() && !x.problems().any())
        x.problems().add(name, QStringLiteral("can't be blank"), QStringLiteral("required"));
    if (x.problems().any())
        return x.problems().response();
    QByteArrayList contents;
    for (const QString &id : ids) {
        const auto message = findMessage(x.store, id);
        const QByteArray content = message ? contentJson(x.store, *message, x.workflows) : QByteArray();
        if (!content.isEmpty())
            contents.append(content);
    }
    return HttpResponse::json('[' + contents.join(',') + ']');
}

static HttpResponse markMessage(Exchange &x)
{
    auto edit = editFrom(x.args.at(1));
    if (edit && !edit->set)
        edit.reset();
    return changeStatus(x, edit);
}

static HttpResponse unmarkMessage(Exchange &x)
{
    auto edit = editFrom(x.args.at(1)); // `unseen` says the same twice, and is another name of it
    if (edit)
        edit->set = false;
    return changeStatus(x, edit);
}

// Answers with every message asked for, changed or held back by the limit; ids of no message are passed over.
static HttpResponse changeStatuses(Exchange &x)
{
    const QString &word = x.args.at(0);
    const auto edit = editFrom(word);
    if (!edit)
        x.problems().add(QStringLiteral("status"),
                         QStringLiteral("must be seen, read, interacted, archived, unseen, unread or"
                                        " unarchived"));
    const QByteArray metadata = edit ? readMetadata(x, *edit) : QByteArray();
    const QStringList ids = readMessageIds(x);
    if (x.problems().any())
        return x.problems().response();
    QByteArrayList messages;
    QStringList limited;
    for (const QString &id : ids) {
        auto message = findMessage(x.store, id);
        if (!message)
            continue;
        if (x.batchLimits.admit(word, id, x.now))
            applyStatus(x.store, *message, *edit, metadata, x.now, x.random);
        else
            limited.append(id);
        messages.append(messageJson(*message, x.workflows));
    }
    HttpResponse response = HttpResponse::json('[' + messages.join(',') + ']');
    if (!limited.isEmpty())
        response.headers.emplaceBack("x-ratelimited-message_ids", limited.join(u',').toLatin1());
    return response;
}

HandlerTable messageHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E03", listMessages},     {"E04", getMessage},         {"E05", listEvents},
        {"E06", listActivities},   {"E07", getContent},         {"E08", getContents},
        {"E09", listDeliveryLogs}, {"E10", markMessage},        {"E11", unmarkMessage},
        {"E12", changeStatuses},   {"E18", listMessagesOfUser}, {"E25", listMessagesOfObject},
    };
    return table;
}

} // namespace api::sandbox
