#pragma once

#include "models/exportcrawl.h"

#include <QTimer>
#include <deque>

namespace models {

// Rows on their way into a file. It runs on whatever becomes of the list it was started from.
class Export : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Reading,
        Ordering, // all rows are there, and are put in order
        Stopped, // by the person: goOn() goes on from there
        Failed, // problem() says why; goOn() tries again from there
        Done
    };
    Q_ENUM(State)
    using Clock = std::function<qint64()>; // milliseconds, never backwards

    // `title` says what is exported, e.g. "Messages". Replaces `path` when all rows are there.
    Export(api::Client &client, const QString &title, const QString &path,
           std::unique_ptr<ExportSource> source, QObject *parent = nullptr);
    ~Export() override; // what is there stays, as NAME.part

    void setClock(const Clock &clock) { m_clock = clock; }
    void setSliced(bool on) { m_crawl->setSliced(on); } // before start()
    void start();
    void stop();
    void goOn(); // also after a failure

    State state() const { return m_state; }
    bool isRunning() const { return m_state == State::Reading || m_state == State::Ordering; }
    const QString &title() const { return m_title; }
    QString path() const { return m_file.path(); }
    // Where the rows are: path() once it is done, before that NAME.part.
    QString rowsPath() const;
    qint64 rows() const { return m_crawl->rows(); }
    qint64 total() const { return m_crawl->total(); } // an estimate; -1: not known
    double progress() const; // 0 to 1; -1: not known
    double rowsPerSecond() const; // of the last seconds; 0: not known
    qint64 msLeft() const; // -1: not known
    QString problem() const { return m_problem; } // in a sentence
    const ExportCrawl &crawl() const { return *m_crawl; }

Q_SIGNALS:
    void stateChanged();
    void progressed();

private:
    void setState(State state, const QString &problem = {});
    void failed(const api::ApiError &error, const QString &fileProblem);
    void fail(const QString &problem);
    void order();
    void orderSome();
    qint64 now() const;

    QString m_title;
    ExportFile m_file;
    ExportCrawl *m_crawl;
    QTimer m_turn; // between two pieces that are put in order
    State m_state = State::Stopped;
    QString m_problem;
    bool m_lacksNetwork = false;
    Clock m_clock;
    struct Sample
    {
        qint64 at;
        qint64 rows;
    };
    std::deque<Sample> m_samples;
};

} // namespace models
