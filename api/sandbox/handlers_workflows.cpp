#include "api/sandbox/handlers.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/paging.h"
#include "api/sandbox/runjson.h"
#include "api/sandbox/triggerorder.h"

namespace api::sandbox {

namespace {

HttpResponse noWorkflow(const QString &key)
{
    return HttpResponse::error(404, QStringLiteral("workflow_missing"),
                               QStringLiteral("There is no workflow \"%1\" in this environment.").arg(key));
}

// Everybody the trigger defines on the way is there before the first run is (behaviour 8).
bool identifyAll(Exchange &x, const CheckedTrigger &trigger)
{
    if (trigger.actor && !identify(x.store, *trigger.actor, x.workflows, x.now)) {
        x.problems().add(QStringLiteral("actor"), tooManyProperties());
        return false;
    }
    const QList<RecipientSpec> &recipients = trigger.order.recipients;
    for (qsizetype i = 0; i < recipients.size(); ++i) {
        if (!identify(x.store, recipients.at(i), x.workflows, x.now))
            x.problems().add(QStringLiteral("recipients[%1]").arg(i), tooManyProperties());
    }
    if (trigger.tenant && !identify(x.store, *trigger.tenant, x.workflows, x.now))
        x.problems().add(QStringLiteral("tenant"), tooManyProperties());
    if (trigger.tenant)
        ensure(x.store, trigger.tenant->ref, x.now);
    return !x.problems().any();
}

HttpResponse trigger(Exchange &x, const QString &key, const char *replyKey)
{
    const WorkflowDef *workflow = x.workflows.workflow(key);
    if (!workflow)
        return noWorkflow(key);
    if (!workflow->isActive)
        return HttpResponse::error(400, QStringLiteral("workflow_inactive"),
                                   QStringLiteral("The workflow \"%1\" is not active.").arg(key));
    const CheckedTrigger checked = readTrigger(x, *workflow);
    if (x.problems().any())
        return x.problems().response();
    if (checked.actor && !checked.actor->isInline && !exists(x.store, checked.actor->ref))
        return HttpResponse::error(
            400, QStringLiteral("actor_missing"),
            QStringLiteral("There is no actor \"%1\". Identify it first.").arg(checked.actor->ref.id));
    if (!identifyAll(x, checked))
        return x.problems().response();
    QByteArray json;
    ObjectText(json).text(replyKey, startRuns(x.store, x.workflows, checked.order, x.now, x.random)).end();
    return HttpResponse::json(json);
}

HttpResponse cancel(Exchange &x, const QString &key)
{
    const Cancel checked = readCancel(x);
    if (x.problems().any())
        return x.problems().response();
    cancelRuns(x.store, x.workflows, key, checked.key, checked.recipients, x.now, x.random);
    return {.status = 204, .headers = {}, .body = {}};
}

// The workflow's key where the body names it.
QString readName(Exchange &x)
{
    const QString key = BodyReader(x.body, x.problems()).text(QStringLiteral("name"));
    if (key.isEmpty() && !x.problems().any())
        x.problems().add(QStringLiteral("name"), QStringLiteral("can't be blank"),
                         QStringLiteral("required"));
    return key;
}

QStringList stateWords()
{
    QStringList words;
    for (std::size_t i = 1; i < wireNames<RunState>.size(); ++i)
        words.append(wireName(RunState(i)));
    return words;
}

// Which index the list is walked along, so that its order comes with it; the others' columns are hidden.
void filterRuns(Listing &list, const Ref &recipient, const QString &workflow, const QStringList &states)
{
    const bool byRecipient = !recipient.isNull();
    const bool byWorkflow = !byRecipient && !workflow.isEmpty();
    if (byRecipient)
        list.add(QStringLiteral("recipient_id = ? AND recipient_collection = ?"),
                 {recipient.id, recipient.collection});
    if (!workflow.isEmpty())
        list.add(byWorkflow ? QStringLiteral("workflow = ?") : QStringLiteral("+workflow = ?"), {workflow});
    if (states.isEmpty())
        return;
    if (byRecipient || byWorkflow) {
        list.add(QStringLiteral("+status IN (SELECT value FROM json_each(?))"),
                 {QString::fromUtf8(jsonText(QJsonArray::fromStringList(states)))});
    } else {
        list.splitColumn = QStringLiteral("status");
        list.splitValues = states;
    }
}

} // namespace

static HttpResponse triggerWorkflow(Exchange &x)
{
    return trigger(x, x.args.at(0), "workflow_run_id");
}

static HttpResponse cancelWorkflow(Exchange &x)
{
    return cancel(x, x.args.at(0));
}

static HttpResponse notify(Exchange &x)
{
    const QString key = readName(x);
    return x.problems().any() ? x.problems().response() : trigger(x, key, "result_id");
}

static HttpResponse cancelNotify(Exchange &x)
{
    const QString key = readName(x);
    return x.problems().any() ? x.problems().response() : cancel(x, key);
}

static HttpResponse listRuns(Exchange &x)
{
    const PageRequest page = readPage(x.params, 'r', x.endpoint.maxPageSize);
    const QString workflow = x.params.text(QStringLiteral("workflow"));
    const QStringList states = x.params.words(QStringLiteral("status"), stateWords());
    const QString tenant = x.params.text(QStringLiteral("tenant"));
    const auto hasErrors = x.params.boolean(QStringLiteral("has_errors"));
    const QList<Ref> recipients = x.params.references(QStringLiteral("recipient"), 1);
    const Timestamp from = x.params.time(QStringLiteral("starting_at"));
    const Timestamp upTo = x.params.time(QStringLiteral("ending_at"));
    if (x.problems().any())
        return x.problems().response();
    Listing list {.columns = runColumns(), .from = QStringLiteral("runs"), .newestFirst = true};
    filterRuns(list, recipients.value(0), workflow, states);
    if (!tenant.isEmpty())
        list.add(QStringLiteral("tenant = ?"), {tenant});
    if (hasErrors)
        list.add(*hasErrors ? QStringLiteral("error_count > 0") : QStringLiteral("error_count = 0"));
    if (!from.isNull())
        list.add(QStringLiteral("+inserted_at >= ?"), {from.us});
    if (!upTo.isNull())
        list.add(QStringLiteral("+inserted_at <= ?"), {upTo.us});
    PageWriter writer {.key = "items", .kind = 'r', .member = {}};
    writer.member = [](const QSqlQuery &row, const QByteArray &cursor, QByteArray &out) {
        out = runJson(StoredRun::from(row), cursor);
    };
    return HttpResponse::json(writePage(x.store, list, page, writer));
}

static HttpResponse getRun(Exchange &x)
{
    const auto run = findRun(x.store, x.args.at(0));
    return run ? HttpResponse::json(runJsonWithEvents(x.store, *run))
               : HttpResponse::notFound(QStringLiteral("workflow recipient run"), x.args.at(0));
}

HandlerTable workflowHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E01", triggerWorkflow}, {"E02", cancelWorkflow}, {"X01", listRuns},
        {"X02", getRun},          {"A15", notify},         {"A16", cancelNotify},
    };
    return table;
}

} // namespace api::sandbox
