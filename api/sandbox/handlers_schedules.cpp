#include "api/sandbox/handlers.h"
#include "api/sandbox/paging.h"
#include "api/sandbox/scheduleedit.h"

#include <QSet>

namespace api::sandbox {

namespace {

constexpr int mostSchedules = 100;

QString blank()
{
    return QStringLiteral("can't be blank");
}

HttpResponse pageOf(Exchange &x, const Listing &listing, const PageRequest &page)
{
    PageWriter writer {.key = "entries", .kind = 'h', .member = {}};
    writer.member = [&](const QSqlQuery &row, const QByteArray &cursor, QByteArray &out) {
        out = scheduleJson(x.store, StoredSchedule::from(row), cursor);
    };
    return HttpResponse::json(writePage(x.store, listing, page, writer));
}

Listing schedules()
{
    return {.columns = scheduleColumns(), .from = QStringLiteral("schedules"), .newestFirst = true};
}

// A unary plus hides a column from the planner, which has no statistics and would guess: the recipient's own
// schedules are fewer than the workflow's.
HttpResponse schedulesOf(Exchange &x, const Ref &recipient)
{
    const PageRequest page = readPage(x.params, 'h', x.endpoint.maxPageSize);
    const QString workflow = x.params.text(QStringLiteral("workflow"));
    const QString tenant = x.params.text(QStringLiteral("tenant"));
    if (x.problems().any())
        return x.problems().response();
    if (!exists(x.store, recipient))
        return HttpResponse::notFound(recipient.isUser() ? QStringLiteral("user") : QStringLiteral("object"),
                                      recipient.id);
    Listing listing = schedules();
    listing.add(QStringLiteral("recipient_id = ? AND recipient_collection = ?"),
                {recipient.id, recipient.collection});
    if (!workflow.isNull())
        listing.add(QStringLiteral("+workflow = ?"), {workflow});
    if (!tenant.isNull())
        listing.add(QStringLiteral("tenant = ?"), {tenant});
    return pageOf(x, listing, page);
}

HttpResponse actorMissing(const ScheduleEdit &edit)
{
    return HttpResponse::error(
        400, QStringLiteral("actor_missing"),
        QStringLiteral("There is no actor \"%1\". Identify it first.").arg((*edit.actor)->ref.id));
}

// The schedules of `schedule_ids`, each once; an unknown id is as good as a malformed one.
QList<StoredSchedule> readSchedules(Exchange &x)
{
    const QString name = QStringLiteral("schedule_ids");
    QList<StoredSchedule> found;
    const auto ids = BodyReader(x.body, x.problems()).list(name);
    if (!ids) {
        if (!x.problems().any())
            x.problems().add(name, blank(), QStringLiteral("required"));
        return found;
    }
    if (ids->size() > mostSchedules) {
        x.problems().add(name, QStringLiteral("has more than %1 ids").arg(mostSchedules));
        return found;
    }
    QSet<QString> seen;
    for (const QString &id : *ids) {
        const auto schedule = findSchedule(x.store, id);
        if (!schedule) {
            x.problems().add(name, QStringLiteral("is invalid"));
            return found;
        }
        if (!seen.contains(id))
            found.append(*schedule);
        seen.insert(id);
    }
    return found;
}

HttpResponse bareList(Store &store, const QList<StoredSchedule> &all)
{
    QList<QByteArray> out;
    for (const StoredSchedule &schedule : all)
        out.append(scheduleJson(store, schedule));
    return HttpResponse::json('[' + out.join(',') + ']');
}

} // namespace

static HttpResponse listSchedules(Exchange &x)
{
    const PageRequest page = readPage(x.params, 'h', x.endpoint.maxPageSize);
    const QString workflow = x.params.text(QStringLiteral("workflow"));
    const QString tenant = x.params.text(QStringLiteral("tenant"));
    const QList<Ref> recipients = x.params.references(QStringLiteral("recipients"));
    if (workflow.isNull())
        x.problems().add(QStringLiteral("workflow"), blank(), QStringLiteral("required"));
    if (x.problems().any())
        return x.problems().response();
    Listing listing = schedules();
    listing.add(QStringLiteral("workflow = ?"), {workflow});
    listing.addRefs("recipient_collection", "recipient_id", recipients, "schedules_recipient");
    if (!tenant.isNull())
        listing.add(QStringLiteral("tenant = ?"), {tenant});
    return pageOf(x, listing, page);
}

static HttpResponse schedulesOfUser(Exchange &x)
{
    return schedulesOf(x, Ref::user(x.args.at(0)));
}

static HttpResponse schedulesOfObject(Exchange &x)
{
    return schedulesOf(x, Ref::object(x.args.at(0), x.args.at(1)));
}

// A recipient nobody has heard of is made, as setting its preferences would make it.
static HttpResponse createSchedules(Exchange &x)
{
    const QString recipientsKey = QStringLiteral("recipients");
    const QString workflow = readWorkflow(x.body, {}, x.problems());
    const QList<RecipientSpec> recipients
        = readRecipients(x.body, recipientsKey, mostSchedules, x.workflows, x.problems());
    const ScheduleEdit edit = ScheduleEdit::from(x.body, {}, x.workflows, x.problems());
    StoredSchedule model;
    model.workflow = workflow;
    edit.applyTo(model);
    checkTiming(x.body, {}, x.problems());
    if (x.problems().any())
        return x.problems().response();
    if (!x.workflows.workflow(workflow))
        return HttpResponse::error(
            404, QStringLiteral("workflow_missing"),
            QStringLiteral("There is no workflow \"%1\" in this environment.").arg(workflow));
    if (!edit.knowsActor(x.store))
        return actorMissing(edit);

    edit.identifyEnds(x.store, x.workflows, x.now, x.problems());
    QList<StoredSchedule> made;
    for (qsizetype i = 0; i < recipients.size(); ++i) {
        if (!identify(x.store, recipients.at(i), x.workflows, x.now))
            x.problems().add(QStringLiteral("%1[%2]").arg(recipientsKey).arg(i),
                             QStringLiteral("has more than 256 kB of custom properties"));
        ensure(x.store, recipients.at(i).ref, x.now);
        StoredSchedule schedule = model;
        schedule.recipient = recipients.at(i).ref;
        addSchedule(x.store, schedule, x.now, x.random);
        made.append(schedule);
    }
    return x.problems().any() ? x.problems().response() : bareList(x.store, made);
}

static HttpResponse updateSchedules(Exchange &x)
{
    QList<StoredSchedule> all = readSchedules(x);
    const ScheduleEdit edit = ScheduleEdit::from(x.body, {}, x.workflows, x.problems());
    if (x.problems().any())
        return x.problems().response();
    for (StoredSchedule &schedule : all) {
        edit.applyTo(schedule);
        checkTiming(schedule, x.problems());
        if (x.problems().any())
            return x.problems().response();
    }
    if (!edit.knowsActor(x.store))
        return actorMissing(edit);
    edit.identifyEnds(x.store, x.workflows, x.now, x.problems());
    if (x.problems().any())
        return x.problems().response();
    for (StoredSchedule &schedule : all)
        saveSchedule(x.store, schedule, edit.isTiming(), x.now);
    return bareList(x.store, all);
}

static HttpResponse removeSchedules(Exchange &x)
{
    const QList<StoredSchedule> all = readSchedules(x);
    if (x.problems().any())
        return x.problems().response();
    const HttpResponse response = bareList(x.store, all);
    for (const StoredSchedule &schedule : all)
        removeSchedule(x.store, schedule.id);
    return response;
}

HandlerTable scheduleHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E46", listSchedules},   {"E47", schedulesOfUser}, {"E48", schedulesOfObject},
        {"E49", createSchedules}, {"E50", updateSchedules}, {"E51", removeSchedules},
    };
    return table;
}

} // namespace api::sandbox
