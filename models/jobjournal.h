#pragma once

#include "models/bulkjob.h"

#include <QSqlDatabase>

class QSqlQuery;

namespace models {

// What a JobsModel knows, on disk: one row for each job, one for each chunk with its request and its last
// answer. Writing is not flushed to the disk one by one: a crash of the program loses nothing, one of the
// machine may lose the last second.
class JobJournal
{
public:
    struct StoredJob
    {
        qint64 number = 0;
        QString title;
        qint64 startedMs = 0, endedMs = 0, lastSeenMs = 0;
        QList<BulkChunk> chunks; // one that was on its way comes back as Unknown
    };
    // Empty: memory. A file that can't be used is left as it is: memory, and problem() says why.
    explicit JobJournal(const QString &file);
    ~JobJournal();
    Q_DISABLE_COPY_MOVE(JobJournal)

    QString problem() const { return m_problem; }
    QList<StoredJob> load(const QString &environment, int limit = 500); // newest first
    qint64 add(const QString &environment, const BulkJob &job); // its number
    void writeChunk(const BulkJob &job, int index);
    void writeTimes(const BulkJob &job);
    void remove(qint64 number);

private:
    bool run(QSqlQuery &query);
    bool open(const QString &name);
    bool createTables();
    void writeChunkOf(qint64 number, const BulkChunk &chunk, int position);
    QList<BulkChunk> loadChunks(qint64 number);

    QString m_connection;
    QSqlDatabase m_database;
    QString m_problem;
};

} // namespace models
