// The write log of an environment as a table, newest first.
#pragma once

#include "models/cursorlistbase.h"
#include "models/fileformat.h"
#include "models/writelog.h"

#include <QSortFilterProxyModel>
#include <memory>

namespace models {

class WritesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        TimeColumn,
        OutcomeColumn,
        MethodColumn,
        PathColumn,
        EndpointColumn,
        UserColumn,
        ReasonColumn,
        StatusColumn,
        RequestIdColumn,
        ColumnCount
    };
    enum Role { ShownRole = CursorListBase::ShownRole, IdRole = CursorListBase::IdRole };
    static constexpr int pageSize = 200;

    explicit WritesModel(WriteLog &log, QObject *parent = nullptr);
    ~WritesModel() override;

    const WriteEntry *entry(int row) const; // null: no such row
    int unreadable() const; // lines of the files that make no sense, so far
    void refresh(); // reads the files again: another program may have written, too

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

private:
    QList<WriteEntry> readPage();
    void prepend(const WriteEntry &entry);
    void change(const WriteEntry &entry);

    WriteLog &m_log;
    std::unique_ptr<WriteLogReader> m_reader;
    std::vector<WriteEntry> m_rows; // oldest first, as far as they are loaded: row 0 is the last
};

// Which writes are to be seen.
struct WantedWrites
{
    QString text; // anywhere but in the bodies
    QStringList outcomes; // words of WriteOutcome; empty: all
    bool accepts(const WriteEntry &entry) const;
    friend bool operator==(const WantedWrites &, const WantedWrites &) = default;
};

class WritesFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWanted(const WantedWrites &wanted);
    const WantedWrites &wanted() const { return m_wanted; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    WantedWrites m_wanted;
};

// Writes what is wanted of a log to a file, newest first; from any thread. Null, or why it could not be done.
QString exportWrites(const QString &folder, const WantedWrites &wanted, FileFormat format,
                     const QString &path);

} // namespace models
