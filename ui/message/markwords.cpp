#include "ui/message/markwords.h"

#include <QCoreApplication>

namespace ui {
namespace {

using api::Engagement;
using models::MarkHistory;

struct MarkWords
{
    Engagement what;
    const char *setDone; // "30 messages …"
    const char *unsetDone;
    const char *setState; // "they are …"
    const char *unsetState;
    const char *setting; // "…: 200 of 500 messages to go"
    const char *unsetting;
};
constexpr MarkWords markWords[] = {
    {Engagement::Seen, QT_TRANSLATE_NOOP("MarkWords", "marked seen"),
     QT_TRANSLATE_NOOP("MarkWords", "marked unseen"), QT_TRANSLATE_NOOP("MarkWords", "seen"),
     QT_TRANSLATE_NOOP("MarkWords", "unseen"), QT_TRANSLATE_NOOP("MarkWords", "Marking seen"),
     QT_TRANSLATE_NOOP("MarkWords", "Marking unseen")},
    {Engagement::Read, QT_TRANSLATE_NOOP("MarkWords", "marked read"),
     QT_TRANSLATE_NOOP("MarkWords", "marked unread"), QT_TRANSLATE_NOOP("MarkWords", "read"),
     QT_TRANSLATE_NOOP("MarkWords", "unread"), QT_TRANSLATE_NOOP("MarkWords", "Marking read"),
     QT_TRANSLATE_NOOP("MarkWords", "Marking unread")},
    {Engagement::Interacted, QT_TRANSLATE_NOOP("MarkWords", "marked interacted"),
     QT_TRANSLATE_NOOP("MarkWords", "no longer marked interacted"),
     QT_TRANSLATE_NOOP("MarkWords", "interacted"), QT_TRANSLATE_NOOP("MarkWords", "not interacted"),
     QT_TRANSLATE_NOOP("MarkWords", "Marking interacted"),
     QT_TRANSLATE_NOOP("MarkWords", "Taking “interacted” back")},
    {Engagement::Archived, QT_TRANSLATE_NOOP("MarkWords", "archived"),
     QT_TRANSLATE_NOOP("MarkWords", "taken out of the archive"), QT_TRANSLATE_NOOP("MarkWords", "archived"),
     QT_TRANSLATE_NOOP("MarkWords", "not archived"), QT_TRANSLATE_NOOP("MarkWords", "Archiving"),
     QT_TRANSLATE_NOOP("MarkWords", "Taking out of the archive")},
};

struct MarkWordsText
{
    Q_DECLARE_TR_FUNCTIONS(MarkWords)
};

const MarkWords &markWordsOf(Engagement what)
{
    for (const MarkWords &one : markWords) {
        if (one.what == what)
            return one;
    }
    return markWords[0];
}

QString doneWord(const models::Mark &mark)
{
    const MarkWords &one = markWordsOf(mark.what);
    return MarkWordsText::tr(mark.set ? one.setDone : one.unsetDone);
}

QString stateWord(const models::Mark &mark)
{
    const MarkWords &one = markWordsOf(mark.what);
    return MarkWordsText::tr(mark.set ? one.setState : one.unsetState);
}

// "7 of 50 not updated"
QString notMade(const MarkHistory::Report &report, qsizetype count)
{
    const QString text = report.kind == MarkHistory::Kind::Undone
        ? MarkWordsText::tr("%L1 of %L2 not undone")
        : MarkWordsText::tr("%L1 of %L2 not updated");
    return text.arg(count).arg(report.asked);
}

QString undoneSentence(const MarkHistory::Report &report)
{
    const QString who = report.changed == 1 ? MarkWordsText::tr("1 message is")
                                            : MarkWordsText::tr("%L1 messages are").arg(report.changed);
    const QString text = report.mark.set
        ? MarkWordsText::tr("Undone: %1 %2 again.")
        : MarkWordsText::tr("Undone: %1 %2 again, as of now: the time it was before is not kept.");
    return text.arg(who, stateWord(report.sent()));
}

QString firstSentence(const MarkHistory::Report &report)
{
    switch (report.kind) {
    case MarkHistory::Kind::Undone:
        return undoneSentence(report);
    case MarkHistory::Kind::Redone:
        return MarkWordsText::tr("Done again: %1 %2.")
            .arg(countedMessages(report.changed), doneWord(report.mark));
    case MarkHistory::Kind::Marked:
        break;
    }
    return MarkWordsText::tr("%1 %2.").arg(countedMessages(report.changed), doneWord(report.mark));
}

QString failureWords(const MarkHistory::Report &report)
{
    const auto count = report.failures.size();
    if (count == 0)
        return {};
    const api::Explanation why = api::explain(report.failures.first().error);
    if (count == 1 && report.asked == 1)
        return why.hint.isEmpty() ? why.sentence : why.sentence + u' ' + why.hint;
    const QString text = report.kind == MarkHistory::Kind::Undone
        ? MarkWordsText::tr("%L1 of %L2 changes were not undone: %3")
        : MarkWordsText::tr("%L1 of %L2 changes were not made: %3");
    return text.arg(count).arg(report.asked).arg(why.sentence);
}

} // namespace

QString countedMessages(int count)
{
    return count == 1 ? MarkWordsText::tr("1 message") : MarkWordsText::tr("%L1 messages").arg(count);
}

QString progressWords(const MarkHistory::Report &report, int toGo)
{
    const models::Mark mark = report.sent();
    const MarkWords &one = markWordsOf(mark.what);
    const QString what = MarkWordsText::tr(mark.set ? one.setting : one.unsetting);
    const QString text = report.kind == MarkHistory::Kind::Undone
        ? MarkWordsText::tr("Undoing. %1: %L2 of %3 to go")
        : MarkWordsText::tr("%1: %L2 of %3 to go");
    return text.arg(what).arg(toGo).arg(countedMessages(report.asked));
}

QString doneWords(const MarkHistory::Report &report)
{
    QStringList sentences;
    if (report.changed > 0)
        sentences += firstSentence(report);
    if (report.same > 0)
        sentences += report.same == 1
            ? MarkWordsText::tr("1 was so before: only its time is new.")
            : MarkWordsText::tr("%L1 were so before: only their time is new.").arg(report.same);
    if (report.unsure > 0)
        sentences += MarkWordsText::tr("Undo leaves %1: what was before is not known.")
                         .arg(countedMessages(report.unsure));
    if (report.skipped > 0)
        sentences += MarkWordsText::tr("Not sent for %1: already %2.")
                         .arg(countedMessages(report.skipped), stateWord(report.mark));
    if (report.wasStopped && !report.notSent.isEmpty())
        sentences += MarkWordsText::tr("Stopped before the other %L1.").arg(report.notSent.size());
    return sentences.join(u' ');
}

QString troubleWords(const MarkHistory::Report &report)
{
    QStringList sentences;
    if (report.isUnsupported)
        return MarkWordsText::tr(
                   "“Interacted” was not taken back on %1: the service as it is today has no call for that.")
            .arg(countedMessages(int(report.failures.size() + report.notSent.size())));
    if (!report.limited.isEmpty())
        sentences += MarkWordsText::tr("%1 (limited): the service takes one change of a message in a second.")
                         .arg(notMade(report, report.limited.size()));
    if (const QString failed = failureWords(report); !failed.isEmpty())
        sentences += failed;
    if (!report.wasStopped && !report.notSent.isEmpty())
        sentences += MarkWordsText::tr("The other %L1 were not sent.").arg(report.notSent.size());
    if (!report.notDone.isEmpty())
        sentences += MarkWordsText::tr("%1: the request had not arrived.")
                         .arg(notMade(report, report.notDone.size()));
    if (!report.missing.isEmpty())
        sentences += MarkWordsText::tr("%1: the service does not know these messages, or no longer.")
                         .arg(notMade(report, report.missing.size()));
    return sentences.join(u' ');
}

} // namespace ui
