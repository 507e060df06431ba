// A list that arrives page by page (behaviour 4).
#pragma once

#include "api/client/client.h"
#include "api/schema/page.h"

#include <QAbstractTableModel>

namespace models {

// State, error and signals of every paged list; the rows live in the template below.
class CursorListBase : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class State {
        Idle, // more can be asked for
        Loading, // a page is under way
        Failed, // the last page failed: nothing more is asked until retry()
        Complete // the end was reached
    };
    Q_ENUM(State)
    enum Role {
        ObjectRole = Qt::UserRole, // the row's raw JSON, a QJsonObject
        ProblemRole, // why the row could not be decoded; empty for a sound row
        IdRole, // the row's id
        ShownRole, // QList<models::Shown>: what a delegate paints in the cell
        FirstFreeRole
    };

    State state() const { return m_state; }
    bool isRefreshing() const { return m_refreshing; } // Loading, and the old rows are still shown
    const api::ApiError &error() const { return m_error; }
    qint64 totalCount() const { return m_total; } // -1: the service did not say
    bool hasLoadedOnce() const { return m_loadedOnce; }

    // Asks again from the start; rows, selection and scroll position stay, and the answer is merged by id.
    virtual void refresh() = 0;
    // After a failure: asks for the same page again.
    virtual void retry() = 0;
    // Tells the last row a view shows, so that the next page is asked for while a screenful is unseen.
    void setLastVisibleRow(int row);
    bool canFetchMore(const QModelIndex &parent) const final;
    void fetchMore(const QModelIndex &parent) final;

Q_SIGNALS:
    void stateChanged();
    void pageArrived(int rowCount); // after the rows are in the model

protected:
    explicit CursorListBase(QObject *parent = nullptr);
    virtual void requestNextPage() = 0;
    void setState(State state, const api::ApiError &error = {});

    State m_state = State::Idle;
    bool m_refreshing = false;
    bool m_loadedOnce = false;
    qint64 m_total = -1;
    api::ApiError m_error;
    int m_lastVisibleRow = -1;
};

} // namespace models
