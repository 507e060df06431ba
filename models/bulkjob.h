#pragma once

#include "api/client/client.h"
#include "api/schema/bulk.h"
#include "models/shown.h"

#include <QObject>
#include <QTimer>
#include <deque>
#include <functional>

namespace models {

// One call of a bulk endpoint: up to 1,000 rows, one operation of the service.
struct BulkChunk
{
    enum class State {
        Unsent,
        Sending, // on its way; met after a restart it means Unknown
        Unknown, // sent, no answer: the service may have taken it
        Refused, // the service said no, or nothing was sent; `error` says why
        Watched, // taken: `operation` has an id and is polled
        Over, // completed or failed
        GivenUp // its end is not known: skipped, or the service knows its id no more (then with `error`)
    };
    api::Request<api::BulkOperation> request; // endpoint is null for an operation that is only watched
    qint64 rows = 0; // asked for; 0: not known
    State state = State::Unsent;
    api::BulkOperation operation;
    api::ApiError error;
};

// A piece of bulk work from its first request to the end of its last operation (behaviour 16): chunks are
// sent one after another, and each operation is polled until it is over. A failed poll is not a failed job.
class BulkJob : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<qint64()>; // ms since 1970, UTC
    struct Pace
    {
        int firstMs = 500; // first poll, and again after each progress
        int slowestMs = 2000; // while nothing moves
        int lostMs = 15000; // at most, while the service can't be reached
    };
    enum class State {
        Submitting,
        Queued,
        Running,
        Stopped, // rows are left that were not sent: resume()
        Unknown, // a chunk was sent and no answer came: resume() sends it again, skip() goes on without
        Completed,
        CompletedWithErrors, // some rows failed
        Failed
    };
    Q_ENUM(State)

    BulkJob(api::Client &client, QString title, QList<BulkChunk> chunks, qint64 startedMs, Clock clock,
            Pace pace, QObject *parent = nullptr);

    qint64 number() const { return m_number; } // its number in the journal
    QString title() const { return m_title; }
    State state() const;
    bool isOver() const; // nothing is under way and nothing more will come by itself
    bool canResume() const;
    qint64 totalRows() const; // estimated; 0: not known
    qint64 processedRows() const;
    qint64 succeededRows() const;
    qint64 failedRows() const;
    qint64 unsentRows() const;
    double progress() const; // 0 to 1; -1: not known
    double rowsPerSecond() const; // over the last seconds; 0: not known
    qint64 msLeft() const; // -1: not known
    qint64 startedMs() const { return m_startedMs; }
    qint64 endedMs() const; // 0: not over
    bool isOutOfReach() const { return m_failedPolls > 0; } // the last poll failed
    qint64 lastSeenMs() const { return m_lastSeenMs; } // last answer of the service; 0: none yet
    const api::ApiError &error() const { return m_error; } // why it failed, or can't be reached
    QStringList operationIds() const;
    QList<api::BulkErrorItem> errorItems() const;
    const QList<BulkChunk> &chunks() const { return m_chunks; }
    int chunkInWork() const; // index; -1: none
    QList<QPair<qint64, double>> rateHistory() const; // (ms since 1970, rows/s), oldest first, for a chart

    Shown stateShown() const;
    QString sentence() const; // what is going on, in one plain sentence

    void start(); // sends the chunks, one after another
    void watch(); // only watches what was sent; the rest stays unsent, as after a restart
    void stopAfterChunk();
    void resume();
    void skip();
    void setNumber(qint64 number) { m_number = number; }
    void setPast(qint64 endedMs, qint64 lastSeenMs); // from the journal

Q_SIGNALS:
    void changed();
    void chunkChanged(int index); // to be written down, before a request leaves and after each answer
    void ended(); // isOver() became true

private:
    void proceed();
    void submit(int index);
    void submitted(int index, const api::Result<api::BulkOperation> &result);
    void schedulePoll(int ms);
    void finish();
    void poll();
    void polled(const api::Result<api::BulkOperation> &result);
    void pollFailed(const api::ApiError &error);
    void take(int index, const api::BulkOperation &operation);
    void noteProgress();
    void tell(int index);
    int indexOf(BulkChunk::State state) const;
    bool anyFailed() const;

    api::Client &m_client;
    QString m_title;
    QList<BulkChunk> m_chunks;
    qint64 m_number = 0;
    qint64 m_startedMs;
    qint64 m_endedMs = 0;
    qint64 m_lastSeenMs = 0;
    Clock m_clock;
    Pace m_pace;
    api::Call m_call;
    QTimer m_timer;
    int m_waitMs = 0;
    int m_failedPolls = 0;
    bool m_maySend = false;
    bool m_toldEnd = false;
    api::ApiError m_error;
    std::deque<std::pair<qint64, qint64>> m_samples; // (ms, processed rows)
    QList<QPair<qint64, double>> m_rates;
};

} // namespace models
