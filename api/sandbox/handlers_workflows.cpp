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

struct RunFilter
{
    Ref recipient;
    QString workflow, tenant;
    QStringList states;
    std::optional<bool> hasErrors;
    Timestamp from, upTo;
};

RunFilter readRunFilter(Params &params)
{
    RunFilter f;
    f.workflow = params.text(QStringLiteral("workflow"));
    f.states = params.words(QStringLiteral("status"), stateWords());
    f.tenant = params.text(QStringLiteral("tenant"));
    f.hasErrors = params.boolean(QStringLiteral("has_errors"));
    f.recipient = params.references(QStringLiteral("recipient"), 1).value(0);
    f.from = params.time(QStringLiteral("starting_at"));
    f.upTo = params.time(QStringLiteral("ending_at"));
    return f;
}

// One index is walked along, so that the order comes with it: the first of these that is asked for. A plus
// hides the other columns from the planner, which would guess.
class RunListing
{
public:
    explicit RunListing(const RunFilter &f)
    {
        if (!f.recipient.isNull())
            add("recipient_id = ? AND recipient_collection = ?", {f.recipient.id, f.recipient.collection});
        if (!f.workflow.isEmpty())
            add("workflow = ?", {f.workflow});
        if (!f.tenant.isEmpty())
            add("tenant = ?", {f.tenant});
        if (f.hasErrors == true)
            add("error_count > 0");
        else if (f.hasErrors)
            m_list.add(QStringLiteral("+error_count = 0"));
        if (!f.from.isNull())
            m_list.add(QStringLiteral("+inserted_at >= ?"), {f.from.us});
        if (!f.upTo.isNull())
            m_list.add(QStringLiteral("+inserted_at <= ?"), {f.upTo.us});
        addStates(f.states);
    }
    const Listing &listing() const { return m_list; }

private:
    void add(const char *condition, const QVariantList &values = {})
    {
        const QString text = QString::fromLatin1(condition);
        m_list.add(m_isDriven ? u'+' + text : text, values);
        m_isDriven = true;
    }
    void addStates(const QStringList &states)
    {
        if (!states.isEmpty() && m_isDriven) {
            m_list.add(QStringLiteral("+status IN (SELECT value FROM json_each(?))"),
                       {QString::fromUtf8(jsonText(QJsonArray::fromStringList(states)))});
        } else if (!states.isEmpty()) {
            m_list.splitColumn = QStringLiteral("status");
            m_list.splitValues = states;
        }
    }

    Listing m_list {.columns = runColumns(), .from = QStringLiteral("runs"), .newestFirst = true};
    bool m_isDriven = false;
};

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
    const RunFilter filter = readRunFilter(x.params);
    if (x.problems().any())
        return x.problems().response();
    PageWriter writer {.key = "items", .kind = 'r', .member = {}};
    writer.member = [](const QSqlQuery &row, const QByteArray &cursor, QByteArray &out) {
        out = runJson(StoredRun::from(row), cursor);
    };
    return HttpResponse::json(writePage(x.store, RunListing(filter).listing(), page, writer));
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
