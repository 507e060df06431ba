#pragma once

#include "models/bulkjob.h"
#include "models/cursorlistbase.h"

#include <QAbstractTableModel>
#include <memory>
#include <vector>

namespace models {

class JobJournal;

// Bulk work, newest first. The API lists no bulk operations, so their ids are kept in a local journal, per
// environment, and watched again after a restart; what was not sent is kept and waits for resume().
class JobsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        TitleColumn,
        StateColumn,
        ProgressColumn,
        RowsColumn,
        FailedColumn,
        TimeColumn,
        ColumnCount
    };
    enum Role {
        ShownRole = CursorListBase::ShownRole, // as in every list
        IdRole = CursorListBase::IdRole, // the first operation's id; may be empty
        ProgressRole = CursorListBase::FirstFreeRole, // double, 0 to 1; -1: not known
        StateRole // BulkJob::State as int
    };
    struct Options
    {
        QString journalFile; // empty: memory
        QString environment; // jobs of other environments stay in the file, unseen
        BulkJob::Clock clock; // empty: the system's
        BulkJob::Pace pace;
    };
    JobsModel(api::Client &client, const Options &options, QObject *parent = nullptr);
    ~JobsModel() override;

    // Sends the chunks one after another and watches them. The job is written down before anything is sent.
    BulkJob *add(const QString &title, const QList<BulkChunk> &chunks);
    // Follows an operation someone else started; one that is in the list already is only returned.
    BulkJob *watch(const QString &operationId, const QString &title = {});
    void remove(int row); // from the list; what the service was given goes on there
    BulkJob *job(int row) const;
    int rowOf(const BulkJob *job) const; // -1: not here
    BulkJob *jobOfOperation(const QString &operationId) const; // null: none

    int runningCount() const;
    double runningProgress() const; // of all that run, together; -1: none or not known
    QString journalProblem() const; // why nothing is kept; empty: all is well

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void jobChanged(models::BulkJob *job);
    void jobEnded(models::BulkJob *job); // not for those that were over at the start
    void runningChanged();

private:
    BulkJob *insert(std::unique_ptr<BulkJob> job);
    void restore();
    void follow(BulkJob *job);
    Shown shown(const BulkJob &job, int column) const;

    api::Client &m_client;
    Options m_options;
    std::unique_ptr<JobJournal> m_journal;
    std::vector<std::unique_ptr<BulkJob>> m_jobs; // newest first
    int m_lastRunning = 0;
};

} // namespace models
