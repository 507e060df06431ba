// The requests of this run as a table, newest first.
#pragma once

#include "api/client/requestjournal.h"
#include "models/cursorlistbase.h"

#include <QSortFilterProxyModel>

namespace models {

class RequestsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        TimeColumn,
        MethodColumn,
        PathColumn,
        StatusColumn,
        DurationColumn,
        SizeColumn,
        AttemptColumn,
        WaitedColumn,
        BudgetColumn,
        RequestIdColumn,
        ColumnCount
    };
    enum Role { ShownRole = CursorListBase::ShownRole, IdRole = CursorListBase::IdRole };
    explicit RequestsModel(const api::RequestJournal &journal, QObject *parent = nullptr);

    const api::JournalEntry *entry(int row) const; // null: no such row

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void follow(quint64 id);
    void drop(int count);

    const api::RequestJournal &m_journal;
    quint64 m_newest = 0; // ids have no gaps: row 0 is this one
    int m_count = 0;
};

// Those that contain a text in address, request id or error, of some methods, with some outcomes, and slow
// ones.
class RequestsFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    struct Wanted
    {
        QString text;
        QStringList methods; // GET, PUT, …; empty: all
        QStringList
            outcomes; // ok, refused (4xx), limited (429), broken (5xx), silent (no answer), open; empty: all
        int slowerThanMs = 0; // 0: all
        friend bool operator==(const Wanted &, const Wanted &) = default;
    };
    void setWanted(const Wanted &wanted);
    const Wanted &wanted() const { return m_wanted; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    Wanted m_wanted;
};

// The word of Wanted::outcomes.
QString outcomeOf(const api::JournalEntry &entry);
Shown statusShown(const api::JournalEntry &entry);
QString requestIdOf(const api::JournalEntry &entry); // X-Request-ID of the answer; null: none

} // namespace models
