#pragma once

#include "models/messageactions.h"

#include <QObject>
#include <deque>

namespace models {

// Does one marking after another, knows what each of them changed, and takes the last one back as a whole, or
// does it again. What a message was before is looked up in the lists that follow `actions`, and read where
// none has it (E03); only messages that were really changed are taken back.
class MarkHistory : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Marked, Undone, Redone };
    // Of the last step: a marking, or its undo or redo. Counts are messages.
    struct Report
    {
        Kind kind = Kind::Marked;
        Mark mark; // of the marking, also where it was undone
        int asked = 0;
        int changed = 0; // as asked for, with `same` and `unsure`
        int same = 0; // were so before: only their time is another one
        int unsure = 0; // nobody knows what they were before: undo leaves them
        int skipped = 0; // to be taken back where nothing was set: not sent
        QStringList limited = {};
        QStringList missing = {};
        QStringList notSent = {};
        QStringList notDone = {}; // found by check(): the request had not arrived
        QList<MessageActions::Failure> failures = {};
        bool isUnsupported = false;
        bool wasStopped = false; // by stop()

        QStringList retryable() const; // limited, failed, not sent or not done
        QStringList unknown() const; // failed, and may have been done all the same
        Mark sent() const { return kind == Kind::Undone ? mark.reversed() : mark; }
    };

    explicit MarkHistory(MessageActions *actions);

    // After what is under way. Any number of ids. Replaces what could be undone.
    void apply(const QStringList &ids, const Mark &mark);
    void undo(); // while a marking is under way: what is left of it is not sent, then the rest is taken back
    void redo();
    void retry(); // just what the last step left
    void check(); // reads what may have been done
    void stop(); // also what waits
    void forgetUndo(); // nothing can be undone or redone any more
    void forgetLeft(); // nor retried or checked; what was held back is no longer marked

    bool canUndo() const { return !m_done.isEmpty(); }
    bool canRedo() const { return !m_undone.isEmpty(); }
    bool isBusy() const { return m_phase != Phase::Idle; }
    bool isEmpty() const { return m_report.asked == 0 && m_report.skipped == 0; } // nothing was done yet
    int waiting() const { return int(m_next.size()); } // steps
    const Report &report() const { return m_report; }

Q_SIGNALS:
    void changed(); // a step began or ended
    void ended(); // a step ended: its report is complete

private:
    enum class Phase { Idle, Reading, Sending, Checking };
    struct Wish
    {
        Kind kind;
        QStringList ids; // of a marking
        Mark mark;
    };
    void want(const Wish &wish);
    void startNext();
    void startMarking(const Wish &wish);
    void sendMarking();
    void send(const QStringList &ids);
    void finished(const MessageActions::Outcome &outcome);
    void statesRead(const MessageActions::Outcome &outcome);
    void sent(const MessageActions::Outcome &outcome);
    void checked(const MessageActions::Outcome &outcome);
    void settle(const QString &id);
    void end();
    QStringList inOrder(const QSet<QString> &ids) const;
    std::optional<bool> wasMarked(const QString &id) const;

    MessageActions *m_actions;
    Phase m_phase = Phase::Idle;
    std::deque<Wish> m_next;
    Report m_report;
    QStringList m_ids; // of the marking, in the order they were given
    QHash<QString, api::EngagementStatuses> m_before;
    QSet<QString> m_done; // changed by the marking, and so now
    QSet<QString> m_undone; // changed by it, and taken back
};

} // namespace models
