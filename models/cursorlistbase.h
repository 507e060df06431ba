// A list that arrives page by page (behaviour 4).
#pragma once

#include "api/client/client.h"
#include "api/schema/page.h"
#include "models/display.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QSet>
#include <memory>

namespace models {

class ExportSource;
class Vocabulary;
struct ExportShape;

// What asking for the newest rows found.
struct Newest
{
    int added = 0; // rows that came in above those there were
    bool changed = false; // some row came, went, or is another now
    int waiting = 0; // more than a page is new: at least so many rows, none of them taken in before catchUp()
    api::ApiError error;
};

// State, error and signals of every paged list; the rows live in CursorListModel.
class CursorListBase : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class State {
        Idle, // more can be asked for
        Loading, // a page is under way
        Failed, // the last page failed: nothing more is asked until retry() or refresh()
        Complete // the end was reached
    };
    Q_ENUM(State)
    enum Role {
        ObjectRole = Qt::UserRole, // the row's raw JSON, a QJsonObject
        ProblemRole, // why the row could not be decoded; empty for a sound row
        IdRole, // the row's id
        ShownRole, // QList<models::Shown>: what a delegate paints in the cell
        MachineRole, // the cell as a program reads it: ISO times, ids, words of the wire
        FirstFreeRole
    };
    // headerData: the field's path on the wire; a stable name of the column, e.g. for its kept width.
    static constexpr int ColumnKeyRole = Qt::UserRole;

    State state() const { return m_state; }
    bool isRefreshing() const { return m_refreshing; } // Loading, and the old rows are still shown
    const api::ApiError &error() const
    {
        return m_error;
    } // of the last page or refresh; none after a success
    qint64 totalCount() const { return m_total; } // -1: the service did not say
    bool hasLoadedOnce() const { return m_loadedOnce; } // since the last change of the query

    // Asks again from the start, for as many rows as there are; rows, selection and scroll position stay, and
    // the answer is merged by id when all of it is there. A failure keeps the old rows.
    virtual void refresh() = 0;
    // After a failure: asks for the same page again, or refreshes again.
    virtual void retry() = 0;
    // Asks for the newest rows, in the background, and merges what is new, other or gone into those that are
    // there; looked() tells what it was. False: the list can't, or not now (nothing loaded, refreshing).
    virtual bool lookForNew() { return false; }
    // After rows were left waiting: asks for page after page until a row is met that is there.
    virtual bool catchUp() { return false; }
    virtual bool isLooking() const { return false; }
    virtual void stopLooking() { }

    // Tells the last row a view shows, so that the next page is asked for while a screenful is unseen.
    // Until it is told once, nothing is read ahead.
    void setLastVisibleRow(int row);
    bool canFetchMore(const QModelIndex &parent) const final;
    void fetchMore(const QModelIndex &parent) final;

    virtual int rowOfId(const QString &id) const = 0; // -1: not loaded
    QModelIndex indexOfId(const QString &id, int column = 0) const; // invalid: not loaded
    QString idAt(int row) const { return data(index(row, 0), IdRole).toString(); }
    int columnOf(QLatin1StringView key) const; // by ColumnKeyRole; -1: none

    // A chip before the others in the cells of this column, for the rows with these ids: something about them
    // that is not their own. It stays over refreshes, until it is set anew.
    void setRemark(const QSet<QString> &ids, const Shown &remark, int column = 0);
    bool hasRemark(const QString &id) const { return m_remarked.contains(id); }
    const Shown &remark() const { return m_remark; }

    // Names channels in the cells, and learns from every row that arrives.
    void setVocabulary(Vocabulary *vocabulary);
    // What cells consult; tests pin the clock here.
    void setLook(const Look &look);
    const Look &look() const { return m_look; }

    // Of a page: its rows or its cursors could not be read.
    static bool hasPageProblem(const QStringList &problems);

    // For an export: all that the service has of this list, and rows that are loaded. Null: nothing to ask.
    virtual std::unique_ptr<ExportSource> exportAll(const ExportShape &shape) const = 0;
    virtual std::unique_ptr<ExportSource> exportRows(const QList<int> &rows,
                                                     const ExportShape &shape) const = 0;

Q_SIGNALS:
    void stateChanged(); // also when only error() or isRefreshing() changed
    void pageArrived(int rowCount); // after the rows are in the model
    void refreshed(); // after a refresh was merged
    void aboutToMerge(); // rows come, go and move until refreshed() or looked()
    void looked(const models::Newest &found);

protected:
    explicit CursorListBase(QObject *parent = nullptr);
    virtual void requestNextPage() = 0;
    void setState(State state, const api::ApiError &error = {});
    // What failed for want of a network is asked for again, once each time the network is back.
    void retryWhenBack(const api::Client &client);
    void readAhead();
    static QString nextOf(const api::PageHead &page,
                          const QString &asked); // the cursor; null: nothing follows
    bool wantsMoreThan(int rows) const; // a view is, or soon will be, at the end of so many
    void repaintAll(); // dataChanged for every cell
    static bool cellNeedsValue(int role)
    {
        return role == ShownRole || role == Qt::DisplayRole || role == Qt::ToolTipRole
            || role == Qt::AccessibleTextRole;
    }
    static QVariant cellOf(const QList<Shown> &shown, const QString &problem, int role);
    State m_state = State::Complete; // no source yet: there is nothing to ask for
    bool m_refreshing = false;
    bool m_loadedOnce = false;
    qint64 m_total = -1;
    api::ApiError m_error;
    int m_lastVisibleRow = -1;
    QPointer<Vocabulary> m_vocabulary;
    Look m_look;
    QSet<QString> m_remarked;
    Shown m_remark;
    int m_remarkColumn = 0;
};

} // namespace models
