#include "ui/message/runsteps.h"

#include "models/display.h"
#include "models/vocabulary.h"
#include "ui/message/timespans.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

struct RunStepsText
{
    Q_DECLARE_TR_FUNCTIONS(RunSteps)
};

QString textsOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    QStringList texts;
    for (const QJsonValue &each : value.toArray())
        texts += each.isString() ? each.toString() : models::compactJson(each);
    return texts.join("; "_L1);
}

// "email", "Twilio", "marketing": what a preference stands for.
QString thingOf(const QJsonObject &reason, const models::Vocabulary *vocabulary)
{
    const QString where = reason.value("where"_L1).toString(), key = reason.value("key"_L1).toString();
    if (where == "commercial"_L1)
        return RunStepsText::tr("commercial messages");
    if (where == "channel_type"_L1)
        return models::channelTypeName(key).toLower();
    if (where == "channel"_L1 && vocabulary && vocabulary->knowsChannel(key))
        return vocabulary->channel(key).label();
    return where == "workflow"_L1 ? RunStepsText::tr("the workflow %1").arg(key) : key;
}

// One entry of `blocked_by`: whose preference, of what, and how it is set.
QString preferenceText(const QJsonObject &reason, const QString &who, const QString &channel,
                       const models::Vocabulary *vocabulary)
{
    QString thing = thingOf(reason, vocabulary);
    const QString where = reason.value("where"_L1).toString();
    if ((where == "category"_L1 || where == "workflow"_L1) && reason.value("whole_row"_L1) == false
        && !channel.isEmpty())
        thing = RunStepsText::tr("%1 by %2").arg(thing, channel.toLower());
    const QString level = reason.value("level"_L1).toString();
    if (reason.value("state"_L1) == "conditions"_L1) {
        const QString failed = textsOf(reason.value("failed"_L1));
        const QString text = RunStepsText::tr("a condition set on %1 does not hold").arg(thing);
        return failed.isEmpty() ? text : text + " ("_L1 + failed + u')';
    }
    if (level == "recipient"_L1)
        return RunStepsText::tr("%1 turned %2 off").arg(who, thing);
    if (level == "tenant_default"_L1)
        return RunStepsText::tr("the tenant's default turns %1 off").arg(thing);
    if (level == "environment_default"_L1)
        return RunStepsText::tr("the default for everybody turns %1 off").arg(thing);
    return RunStepsText::tr("%1 is turned off in the preferences").arg(thing);
}

QString missingText(const QString &reason, const QString &missing, const QString &who)
{
    if (missing == "email"_L1)
        return RunStepsText::tr("%1 has no email address").arg(who);
    if (missing == "phone_number"_L1)
        return RunStepsText::tr("%1 has no phone number").arg(who);
    if (reason == "missing_channel_data"_L1)
        return RunStepsText::tr("%1 has no device or connection stored for this channel").arg(who);
    return missing.isEmpty() ? QString(reason).replace(u'_', u' ')
                             : RunStepsText::tr("%1 has no %2").arg(who, missing);
}

QString skipReason(const QJsonObject &data, const QString &who, const QString &channel,
                   const models::Vocabulary *vocabulary)
{
    const QString reason = data.value("reason"_L1).toString();
    if (reason == "preferences"_L1) {
        QStringList texts;
        for (const QJsonValue &each : data.value("blocked_by"_L1).toArray())
            texts += preferenceText(each.toObject(), who, channel, vocabulary);
        return texts.isEmpty() ? RunStepsText::tr("the preferences are against it") : texts.join(", "_L1);
    }
    if (reason == "conditions"_L1) {
        const QString failed = textsOf(data.value("failed"_L1));
        return failed.isEmpty() ? RunStepsText::tr("its conditions do not hold")
                                : RunStepsText::tr("its conditions do not hold (%1)").arg(failed);
    }
    if (reason == "no_feed"_L1)
        return RunStepsText::tr("objects have no feed");
    if (reason == "channel_missing"_L1)
        return RunStepsText::tr("there is no such channel (%1)").arg(data.value("channel_key"_L1).toString());
    if (reason == "skip_delay"_L1)
        return RunStepsText::tr("the trigger asked for no delay");
    if (reason == "time_has_passed"_L1)
        return RunStepsText::tr("the time to wait for had passed");
    if (reason == "no_time"_L1)
        return RunStepsText::tr("there is no time at %1").arg(data.value("path"_L1).toString());
    if (reason == "no_activities"_L1)
        return RunStepsText::tr("no activity was left in it");
    if (!reason.isEmpty())
        return missingText(reason, data.value("missing"_L1).toString(), who);
    return data.isEmpty() ? RunStepsText::tr("the service does not say why") : models::compactJson(data);
}

QString stepName(const api::RunEvent &event, const models::Vocabulary *vocabulary)
{
    const QString type = event.data.value("channel_type"_L1).toString();
    if (!type.isEmpty()) {
        const QString kind = models::channelTypeName(type);
        const QString id = event.data.value("channel_id"_L1).toString();
        // A workflow may have two pushes: their channels tell them apart.
        const QString name
            = vocabulary && vocabulary->knowsChannel(id) ? vocabulary->channel(id).name : QString();
        return name.isEmpty() || name == kind ? kind : RunStepsText::tr("%1 (%2)").arg(kind, name);
    }
    if (event.stepType == "channel"_L1 || event.stepType.isEmpty())
        return event.stepRef.isEmpty() ? RunStepsText::tr("The run") : event.stepRef;
    QString name = QString(event.stepType).replace(u'_', u' ');
    name[0] = name.at(0).toUpper();
    return name;
}

// How long from the event on; empty when it does not say.
QString untilText(const api::RunEvent &event)
{
    const api::Timestamp until = api::Timestamp::fromWire(event.data.value("until"_L1).toString());
    if (until.isNull() || event.insertedAt.isNull() || until < event.insertedAt)
        return {};
    return spanText(until.us - event.insertedAt.us);
}

QString waitText(const api::RunEvent &event)
{
    const QString span = untilText(event);
    if (event.event == "delay_started"_L1)
        return span.isEmpty() ? RunStepsText::tr("delay started")
                              : RunStepsText::tr("delay started, for %1").arg(span);
    if (event.event == "delay_finished"_L1)
        return RunStepsText::tr("delay over");
    if (event.event == "batch_opened"_L1)
        return span.isEmpty() ? RunStepsText::tr("batch opened")
                              : RunStepsText::tr("batch opened, collects for %1").arg(span);
    if (event.event == "batch_joined"_L1)
        return RunStepsText::tr("joined a batch that another run had opened; that run carries on");
    if (event.event == "batch_closed"_L1) {
        const int n = event.data.value("activities"_L1).toInt();
        return n == 1 ? RunStepsText::tr("batch closed with 1 activity")
                      : RunStepsText::tr("batch closed with %1 activities").arg(n);
    }
    return {};
}

QString endText(const api::RunEvent &event, const QString &who)
{
    if (event.event == "throttled"_L1)
        return RunStepsText::tr("stopped by the throttle: %1 had %2 of at most %3 already")
            .arg(who)
            .arg(event.data.value("passed"_L1).toInt())
            .arg(event.data.value("limit"_L1).toInt());
    if (event.event == "conditions_not_met"_L1) {
        const QString failed = textsOf(event.data.value("failed"_L1));
        return failed.isEmpty() ? RunStepsText::tr("the workflow's conditions do not hold")
                                : RunStepsText::tr("the workflow's conditions do not hold (%1)").arg(failed);
    }
    if (event.event == "recipient_missing"_L1)
        return RunStepsText::tr("the recipient did not exist any more");
    if (event.event == "workflow_missing"_L1)
        return RunStepsText::tr("the workflow did not exist any more");
    return {};
}

} // namespace

QList<RunStep> runSteps(const api::WorkflowRecipientRun &run, const QString &who,
                        const models::Vocabulary *vocabulary)
{
    const QString name = who.isEmpty() ? RunStepsText::tr("the recipient") : who;
    QList<RunStep> steps;
    for (const api::RunEvent &event : run.events) {
        RunStep step {.at = event.insertedAt, .ref = event.stepRef, .step = stepName(event, vocabulary)};
        if (event.status == "error"_L1)
            step.tone = models::Tone::Bad;
        if (event.event == "message_enqueued"_L1) {
            step.messageId = event.data.value("message_id"_L1).toString();
            step.text = RunStepsText::tr("%1 message made").arg(step.step);
        } else if (event.event == "step_skipped"_L1) {
            step.isSkip = true;
            step.text
                = RunStepsText::tr("%1 was skipped: %2")
                      .arg(step.step,
                           skipReason(event.data, name,
                                      models::channelTypeName(event.data.value("channel_type"_L1).toString()),
                                      vocabulary));
            if (step.tone == models::Tone::None)
                step.tone = models::Tone::Warn;
        } else if (event.event == "throttle_passed"_L1) {
            continue; // it let the run through: nothing happened
        } else if (const QString wait = waitText(event); !wait.isEmpty()) {
            step.text = wait;
        } else if (const QString end = endText(event, name); !end.isEmpty()) {
            step.text = end;
            step.isSkip = true;
            if (step.tone == models::Tone::None)
                step.tone = models::Tone::Warn;
        } else {
            step.text = QString(event.event).replace(u'_', u' ');
            if (!event.data.isEmpty())
                step.text += u' ' + models::compactJson(event.data, 120);
        }
        steps += step;
    }
    return steps;
}

QString skipSentence(const QList<RunStep> &steps)
{
    QStringList texts;
    for (const RunStep &step : steps) {
        if (step.isSkip) {
            QString text = step.text;
            text[0] = text.at(0).toUpper();
            texts += text + u'.';
        }
    }
    return texts.join(u' ');
}

} // namespace ui
