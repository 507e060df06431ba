#include "models/bulkjobtext.h"

#include "models/display.h"

#include <QCoreApplication>

namespace models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(BulkJob)
};

Shown chip(const QString &word, Tone tone, const char *icon)
{
    return {.text = word, .tone = tone, .icon = QString::fromLatin1(icon)};
}

QString unsentText(const BulkJob &job)
{
    const qint64 rows = job.unsentRows();
    return rows ? u' ' + Text::tr("%1 rows were not sent.").arg(numberText(rows)) : QString();
}

QString failureText(const BulkJob &job)
{
    const api::ApiError &error = job.error();
    if (error.httpStatus == 404 && !job.operationIds().isEmpty())
        return Text::tr("This environment knows no bulk operation with the id %1.")
            .arg(job.operationIds().constLast());
    if (error.isError())
        return api::explain(error).sentence;
    return Text::tr("The service gave up after %1 of %2 rows.")
        .arg(numberText(job.processedRows()), numberText(job.totalRows()));
}

// The service answered the last poll, and said no: the key, not the network.
bool wasRefused(const BulkJob &job)
{
    return job.error().httpStatus >= 400 && job.error().httpStatus < 500;
}

QString lostText(const BulkJob &job, qint64 nowMs)
{
    if (wasRefused(job))
        return Text::tr("the service refuses to tell");
    if (!job.lastSeenMs())
        return Text::tr("can't reach the service");
    return Text::tr("can't reach, last seen %1").arg(relativeTime(job.lastSeenMs(), nowMs));
}

QString runningText(const BulkJob &job)
{
    const qint64 left = job.totalRows() - job.processedRows();
    QString text
        = Text::tr("%1 done, %2 failed").arg(numberText(job.succeededRows()), numberText(job.failedRows()));
    if (left > 0)
        text += Text::tr(", %1 to go").arg(numberText(left));
    return text + u'.';
}

} // namespace

Shown jobStateShown(BulkJob::State state)
{
    switch (state) {
    case BulkJob::State::Submitting:
        return chip(Text::tr("sending"), Tone::Info, "play");
    case BulkJob::State::Queued:
        return chip(Text::tr("queued"), Tone::Neutral, "clock");
    case BulkJob::State::Running:
        return chip(Text::tr("running"), Tone::Info, "play");
    case BulkJob::State::Stopped:
        return chip(Text::tr("stopped"), Tone::Warn, "pause");
    case BulkJob::State::Unknown:
        return chip(Text::tr("outcome unknown"), Tone::Warn, "warn");
    case BulkJob::State::Completed:
        return chip(Text::tr("completed"), Tone::Ok, "check");
    case BulkJob::State::CompletedWithErrors:
        return chip(Text::tr("completed with errors"), Tone::Warn, "warn");
    case BulkJob::State::Failed:
        return chip(Text::tr("failed"), Tone::Bad, "cross");
    }
    return {};
}

QString jobSentence(const BulkJob &job, qint64 nowMs)
{
    if (!job.isOver() && job.isOutOfReach() && wasRefused(job))
        return Text::tr("Watching goes on. %1").arg(api::explain(job.error()).sentence);
    if (job.isOutOfReach() && !job.isOver())
        return Text::tr("Watching goes on: %1.").arg(lostText(job, nowMs));
    switch (job.state()) {
    case BulkJob::State::Submitting:
        if (job.chunks().size() > 1)
            return Text::tr("Sending part %1 of %2.").arg(job.chunkInWork() + 1).arg(job.chunks().size());
        return Text::tr("Sending it to the service.");
    case BulkJob::State::Queued:
        return Text::tr("The service has it and has not begun yet.");
    case BulkJob::State::Running:
        return runningText(job);
    case BulkJob::State::Stopped:
        return Text::tr("Stopped.") + unsentText(job);
    case BulkJob::State::Unknown:
        return Text::tr("A part was sent and no answer came: the service may have taken it. "
                        "Send it again, or go on without it.")
            + unsentText(job);
    case BulkJob::State::Completed:
        return Text::tr("All %1 rows done.").arg(numberText(job.totalRows()));
    case BulkJob::State::CompletedWithErrors:
        return runningText(job);
    case BulkJob::State::Failed:
        return failureText(job) + unsentText(job);
    }
    return {};
}

Shown jobRowsShown(const BulkJob &job)
{
    const qint64 processed = job.processedRows();
    const qint64 total = job.totalRows();
    Shown shown {.text = numberText(processed), .number = true};
    if (total > 0 && processed != total)
        shown.text = Text::tr("%1 of %2").arg(numberText(processed), numberText(total));
    else if (total == 0 && processed == 0 && job.progress() < 1) {
        shown = displayNull();
        shown.number = true;
    }
    return shown;
}

Shown jobFailedShown(const BulkJob &job)
{
    const qint64 failed = job.failedRows();
    Shown shown {.text = numberText(failed), .number = true};
    if (failed > 0) {
        shown.tone = Tone::Bad;
    } else if (job.state() != BulkJob::State::Completed) {
        shown = displayNull(); // none so far says nothing yet
        shown.number = true;
    }
    return shown;
}

Shown jobTimeShown(const BulkJob &job, qint64 nowMs)
{
    Shown shown;
    shown.dim = true;
    if (job.isOver()) {
        const qint64 ended = job.endedMs() ? job.endedMs() : job.startedMs();
        shown.text = relativeTime(ended, nowMs);
        shown.tip = timeTip(api::Timestamp::fromMs(ended));
        return shown;
    }
    if (job.isOutOfReach()) {
        shown.text = lostText(job, nowMs);
        shown.tip = api::explain(job.error()).sentence;
        return shown;
    }
    shown.tip = timeTip(api::Timestamp::fromMs(job.startedMs()));
    if (job.msLeft() >= 0)
        shown.text = Text::tr("%1 left · %2 rows/s")
                         .arg(durationText(job.msLeft()), numberText(qint64(job.rowsPerSecond() + 0.5)));
    else
        shown.text = relativeTime(job.startedMs(), nowMs);
    return shown;
}

} // namespace models
