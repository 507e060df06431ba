#include "api/sandbox/runrecorder.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/runscope.h"

#include <algorithm>

namespace api::sandbox {

namespace {

QJsonObject skipped(const char *reason, QJsonObject data = {})
{
    data.insert(QStringLiteral("reason"), QLatin1StringView(reason));
    return data;
}

// Why it can't be reached, and what is missing.
QJsonObject unreachable(const ChannelDef &channel, QJsonObject data)
{
    const bool isMail = channel.type == QLatin1StringView("email");
    if (channel.type == QLatin1StringView("in_app_feed"))
        return skipped("no_feed", data);
    if (isMail || channel.type == QLatin1StringView("sms")) {
        data.insert(QStringLiteral("missing"),
                    isMail ? QStringLiteral("email") : QStringLiteral("phone_number"));
        return skipped("missing_address", data);
    }
    data.insert(QStringLiteral("missing"), QStringLiteral("channel_data"));
    return skipped("missing_channel_data", data);
}

} // namespace

void RunRecorder::record(const MadeRun &run, Random &random)
{
    const MadeActivity &first = run.activities.front();
    const Timestamp start {run.at.us - first.before};
    const Ref actor = first.actor.id.isEmpty() ? Ref {} : Ref::user(first.actor.id);
    const qint64 seq = m_writer.run({.id = run.recipientRunId,
                                     .runId = run.id,
                                     .workflow = run.workflow->key,
                                     .recipient = run.recipient(),
                                     .actor = actor,
                                     .tenant = run.tenant,
                                     .data = first.text,
                                     .step = int(run.workflow->steps.size()),
                                     .insertedAt = start,
                                     .updatedAt = run.at});
    for (const MadeActivity &activity : run.activities)
        m_writer.runActivity(activity.id, seq, activity.actor.id, activity.text,
                             {run.at.us - activity.before});
    auto made = run.steps.begin();
    for (const StepDef &step : run.workflow->steps) {
        if (step.isChannel())
            noteChannel(seq, run, *made++, random);
        else
            noteGate(seq, run, step, random);
    }
}

void RunRecorder::note(qint64 runSeq, const StepDef &step, const QString &event, const QJsonObject &data,
                       Timestamp at, Random &random)
{
    m_writer.runEvent({.id = ksuid(at, random),
                       .run = runSeq,
                       .event = event,
                       .stepRef = step.ref,
                       .stepType = step.kindName(),
                       .data = data.isEmpty() ? QByteArray() : jsonText(data),
                       .at = at});
}

void RunRecorder::noteGate(qint64 runSeq, const MadeRun &run, const StepDef &step, Random &random)
{
    if (step.kind == StepKind::Batch) {
        const MadeActivity &first = run.activities.front();
        QJsonObject opened {{QStringLiteral("until"), run.at.toWire()}};
        const QJsonValue key = step.keyPath.isEmpty()
            ? QJsonValue()
            : valueAt({{QStringLiteral("data"), first.data}}, step.keyPath);
        if (!key.isNull() && !key.isUndefined())
            opened.insert(QStringLiteral("key"), key);
        note(runSeq, step, QStringLiteral("batch_opened"), opened, {run.at.us - first.before}, random);
        note(runSeq, step, QStringLiteral("batch_closed"),
             {{QStringLiteral("activities"), int(run.activities.size())}}, run.at, random);
    } else if (step.kind == StepKind::Throttle) {
        note(runSeq, step, QStringLiteral("throttle_passed"),
             {{QStringLiteral("limit"), step.most}, {QStringLiteral("passed"), 1}}, run.at, random);
    }
}

void RunRecorder::noteChannel(qint64 runSeq, const MadeRun &run, const MadeStep &made, Random &random)
{
    QJsonObject data {{QStringLiteral("channel_id"), made.channel->id},
                      {QStringLiteral("channel_type"), made.channel->type}};
    const QString skip = QStringLiteral("step_skipped");
    switch (made.outcome) {
    case MadeStep::Outcome::Sent:
        data.insert(QStringLiteral("message_id"), made.messageId);
        return note(runSeq, *made.step, QStringLiteral("message_enqueued"), data, run.at, random);
    case MadeStep::Outcome::Unmet:
        return note(runSeq, *made.step, skip,
                    skipped("conditions", {{QStringLiteral("failed"), made.against}}), run.at, random);
    case MadeStep::Outcome::Unwanted:
        data.insert(QStringLiteral("blocked_by"), made.against);
        return note(runSeq, *made.step, skip, skipped("preferences", data), run.at, random);
    case MadeStep::Outcome::Unreachable:
        return note(runSeq, *made.step, skip, unreachable(*made.channel, data), run.at, random);
    case MadeStep::Outcome::LeftOut:
        return;
    }
}

} // namespace api::sandbox
