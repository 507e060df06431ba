#include "models/jobsmodel.h"

#include "models/bulkjobtext.h"
#include "models/jobjournal.h"

#include <QDateTime>
#include <algorithm>

namespace models {

namespace {

Shown progressShown(const BulkJob &job)
{
    Shown shown = displayNull();
    if (const double progress = job.progress(); progress >= 0)
        shown = {.text = JobsModel::tr("%1 %").arg(int(progress * 100))};
    return shown;
}

} // namespace

JobsModel::JobsModel(api::Client &client, const Options &options, QObject *parent)
    : QAbstractTableModel(parent)
    , m_client(client)
    , m_options(options)
    , m_journal(std::make_unique<JobJournal>(options.journalFile))
{
    if (!m_options.clock)
        m_options.clock = &QDateTime::currentMSecsSinceEpoch;
    restore();
}

JobsModel::~JobsModel() = default;

void JobsModel::restore()
{
    const QList<JobJournal::StoredJob> stored = m_journal->load(m_options.environment);
    for (const JobJournal::StoredJob &past : stored) {
        auto job = std::make_unique<BulkJob>(m_client, past.title, past.chunks, past.startedMs,
                                             m_options.clock, m_options.pace);
        job->setNumber(past.number);
        job->setPast(past.endedMs, past.lastSeenMs);
        follow(job.get());
        m_jobs.push_back(std::move(job));
    }
    for (const auto &job : m_jobs) {
        if (!job->isOver())
            job->watch();
    }
    m_lastRunning = runningCount();
}

BulkJob *JobsModel::add(const QString &title, const QList<BulkChunk> &chunks)
{
    BulkJob *job = insert(std::make_unique<BulkJob>(m_client, title, chunks, m_options.clock(),
                                                    m_options.clock, m_options.pace));
    job->start();
    return job;
}

BulkJob *JobsModel::watch(const QString &operationId, const QString &title)
{
    const QString id = operationId.trimmed();
    if (BulkJob *known = jobOfOperation(id))
        return known;
    BulkChunk chunk;
    chunk.state = BulkChunk::State::Watched;
    chunk.operation.id = id;
    const QString name = title.isEmpty() ? tr("Watched: %1").arg(id) : title;
    BulkJob *job = insert(std::make_unique<BulkJob>(m_client, name, QList<BulkChunk> {chunk},
                                                    m_options.clock(), m_options.clock, m_options.pace));
    job->watch();
    return job;
}

BulkJob *JobsModel::insert(std::unique_ptr<BulkJob> job)
{
    BulkJob *added = job.get();
    added->setNumber(m_journal->add(m_options.environment, *added));
    beginInsertRows({}, 0, 0);
    m_jobs.insert(m_jobs.begin(), std::move(job));
    endInsertRows();
    follow(added);
    return added;
}

void JobsModel::follow(BulkJob *job)
{
    connect(job, &BulkJob::chunkChanged, this, [this, job](int index) {
        m_journal->writeChunk(*job, index);
        m_journal->writeTimes(*job);
    });
    connect(job, &BulkJob::changed, this, [this, job] {
        if (const int row = rowOf(job); row >= 0)
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        Q_EMIT jobChanged(job);
        const bool other = std::exchange(m_lastRunning, runningCount()) != m_lastRunning;
        if (other || !job->isOver())
            Q_EMIT runningChanged();
    });
    connect(job, &BulkJob::ended, this, [this, job] {
        m_journal->writeTimes(*job);
        Q_EMIT jobEnded(job);
    });
}

void JobsModel::remove(int row)
{
    BulkJob *removed = job(row);
    if (!removed)
        return;
    m_journal->remove(removed->number());
    disconnect(removed, nullptr, this, nullptr);
    beginRemoveRows({}, row, row);
    auto gone = std::move(m_jobs[std::size_t(row)]);
    m_jobs.erase(m_jobs.begin() + row);
    endRemoveRows();
    m_lastRunning = runningCount();
    Q_EMIT runningChanged();
    // It may be one of the job's own signals that led here.
    removed->stopAfterChunk();
    gone.release()->deleteLater();
}

BulkJob *JobsModel::job(int row) const
{
    return row >= 0 && row < rowCount() ? m_jobs[std::size_t(row)].get() : nullptr;
}

int JobsModel::rowOf(const BulkJob *job) const
{
    const auto it
        = std::find_if(m_jobs.cbegin(), m_jobs.cend(), [job](const auto &one) { return one.get() == job; });
    return it == m_jobs.cend() ? -1 : int(it - m_jobs.cbegin());
}

BulkJob *JobsModel::jobOfOperation(const QString &operationId) const
{
    for (const auto &job : m_jobs) {
        if (job->operationIds().contains(operationId))
            return job.get();
    }
    return nullptr;
}

int JobsModel::runningCount() const
{
    return int(std::count_if(m_jobs.cbegin(), m_jobs.cend(), [](const auto &job) { return !job->isOver(); }));
}

double JobsModel::runningProgress() const
{
    qint64 processed = 0, total = 0;
    for (const auto &job : m_jobs) {
        if (!job->isOver()) {
            processed += job->processedRows();
            total += job->totalRows();
        }
    }
    return total > 0 ? std::min(1.0, double(processed) / double(total)) : -1;
}

QString JobsModel::journalProblem() const
{
    return m_journal->problem();
}

int JobsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

int JobsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

Shown JobsModel::shown(const BulkJob &job, int column) const
{
    switch (column) {
    case TitleColumn:
        return {.text = job.title(), .tip = job.operationIds().join(u'\n')};
    case StateColumn:
        return job.stateShown();
    case ProgressColumn:
        return progressShown(job);
    case RowsColumn:
        return jobRowsShown(job);
    case FailedColumn:
        return jobFailedShown(job);
    case TimeColumn:
        return jobTimeShown(job, m_options.clock());
    default:
        return {};
    }
}

QVariant JobsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const BulkJob &job = *m_jobs[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return shown(job, index.column()).text;
    case Qt::ToolTipRole: {
        const QString tip = shown(job, index.column()).tip;
        return tip.isEmpty() ? job.sentence() : tip;
    }
    case Qt::TextAlignmentRole: {
        const bool number = index.column() == RowsColumn || index.column() == FailedColumn;
        return QVariant::fromValue(Qt::Alignment(number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case ShownRole:
        return QVariant::fromValue(QList<Shown> {shown(job, index.column())});
    case IdRole:
        return job.operationIds().value(0);
    case ProgressRole:
        return job.progress();
    case StateRole:
        return int(job.state());
    default:
        return {};
    }
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isNumber = section == RowsColumn || section == FailedColumn;
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && isNumber)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case TitleColumn:
        return tr("Job");
    case StateColumn:
        return tr("State");
    case ProgressColumn:
        return tr("Progress");
    case RowsColumn:
        return tr("Rows");
    case FailedColumn:
        return tr("Failed");
    case TimeColumn:
        return tr("Time");
    default:
        return {};
    }
}

} // namespace models
