#include "api/sandbox/runjson.h"

#include "api/sandbox/jsontext.h"

namespace api::sandbox {

namespace {

QByteArray referenceJson(const Ref &ref)
{
    if (ref.isNull())
        return {};
    return ref.isUser() ? quoted(ref.id) : jsonText(ref.json().toObject());
}

QByteArray sourceJson(const StoredRun &run)
{
    QByteArray json;
    ObjectText out(json);
    out.text("type", run.triggerType).text("cancellation_key", run.cancellationKey);
    out.text("schedule_id", run.scheduleId).text("audience_key", {}).end();
    return json;
}

void addMembers(ObjectText &out, const StoredRun &run, const QByteArray &cursor)
{
    out.text("__typename", QStringLiteral("WorkflowRecipientRun"));
    if (!cursor.isEmpty())
        out.raw("__cursor", cursor);
    out.text("id", run.id).text("workflow_run_id", run.workflowRunId).text("workflow", run.workflow);
    out.text("status", wireName(run.status)).number("error_count", run.errorCount);
    out.raw("recipient", referenceJson(run.recipient)).raw("actor", referenceJson(run.actor));
    out.text("tenant", run.tenant).raw("trigger_source", sourceJson(run));
    out.time("inserted_at", run.insertedAt).time("updated_at", run.updatedAt);
}

QByteArray eventJson(const QSqlQuery &row)
{
    const auto text = [&](int i) { return row.value(i).isNull() ? QString() : row.value(i).toString(); };
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("WorkflowRecipientRunEvent")).text("id", text(0));
    out.text("event", text(1)).text("status", text(2)).text("step_ref", text(3)).text("step_type", text(4));
    out.number("attempt", row.value(5).toInt()).raw("data", row.value(6).toByteArray());
    out.time("inserted_at", timeAt(row, 7)).end();
    return json;
}

} // namespace

QByteArray runJson(const StoredRun &run, const QByteArray &cursor)
{
    QByteArray json;
    ObjectText out(json);
    addMembers(out, run, cursor);
    out.end();
    return json;
}

QByteArray runJsonWithEvents(Store &store, const StoredRun &run)
{
    QByteArray events;
    store.each(QStringLiteral("SELECT id, event, status, step_ref, step_type, attempt, CAST(data AS BLOB),"
                              " inserted_at FROM run_events WHERE run_seq = ? ORDER BY seq"),
               {run.seq}, [&](const QSqlQuery &row) {
                   events += (events.isEmpty() ? "" : ",") + eventJson(row);
                   return true;
               });
    QByteArray json;
    ObjectText out(json);
    addMembers(out, run, {});
    out.raw("events", '[' + events + ']').end();
    return json;
}

} // namespace api::sandbox
