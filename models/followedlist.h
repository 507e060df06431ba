// A paged list, newest first, whose new rows come in while it is looked at.
#pragma once

#include "models/cursorlistmodel.h"

namespace models {

// Asks for the newest page beside whatever else the list does, and merges it by id: new rows come in where
// the service has them, rows that are other are brought up to date, and what is gone from that part goes. The
// rest of the list is not asked for. A change of the query, a refresh and stopLooking() drop the request.
template <class T, class PageT = api::Page<T>>
class FollowedList : public CursorListModel<T, PageT>
{
    using Base = CursorListModel<T, PageT>;

public:
    explicit FollowedList(api::Client &client, QObject *parent = nullptr)
        : Base(client, parent)
    {
        QObject::connect(this, &QAbstractItemModel::modelAboutToBeReset, this, [this] { stopLooking(); });
    }

    void refresh() override
    {
        stopLooking();
        Base::refresh();
    }
    bool lookForNew() override { return start(false); }
    bool catchUp() override { return start(true); }
    bool isLooking() const override { return m_look.active(); }
    void stopLooking() override { m_look = {}; }

private:
    bool start(bool catchingUp);
    void ask(const QString &after);
    void answered(api::Result<PageT> &result);
    bool gather(PageT &page); // true: it met a row that is there
    void merge(bool isAll);
    bool isInOrder() const;
    bool isOlder(const T &found, const T &known) const;

    IdRows<T> m_found; // from the top; one row for each id
    QString m_asked;
    bool m_catchingUp = false;
    api::Call m_look; // last, as the list's own call
};

template <class T, class PageT>
bool FollowedList<T, PageT>::start(bool catchingUp)
{
    if (!this->source() || !this->hasLoadedOnce() || this->isRefreshing())
        return false;
    m_catchingUp = catchingUp;
    m_found.clear();
    ask({});
    return true;
}

template <class T, class PageT>
void FollowedList<T, PageT>::ask(const QString &after)
{
    m_asked = after;
    const api::Request<PageT> request = this->source()(this->pageQuery(after));
    // Someone waits for what he asked for.
    m_look = this->client().template send<PageT>(m_catchingUp ? request : request.background(),
                                                 [this](api::Result<PageT> result) { answered(result); });
}

template <class T, class PageT>
void FollowedList<T, PageT>::answered(api::Result<PageT> &result)
{
    Newest found;
    found.error = result.error();
    if (result.ok() && this->hasPageProblem(result.problems())) {
        found.error.kind = api::ApiError::Kind::Decode;
        found.error.message = result.problems().join(u'\n');
    }
    if (found.error.isError()) {
        Q_EMIT this->looked(found);
        return;
    }
    PageT &page = result.value();
    const QString next = this->nextOf({page.rows.size(), page.info}, m_asked);
    this->readPage(page, result.problems());
    const bool hasMet = gather(page);
    if (this->rowCount() == 0 && !m_found.isEmpty()) {
        found.changed = true;
        refresh(); // there is nothing to merge with; the cursor behind the page is the list's own
    } else if (hasMet || next.isEmpty()) {
        return merge(next.isEmpty());
    } else if (m_catchingUp) {
        return ask(next);
    } else {
        found.waiting = m_found.size();
    }
    Q_EMIT this->looked(found);
}

// Rows without an id can't be told from each other: they wait for a refresh.
template <class T, class PageT>
bool FollowedList<T, PageT>::gather(PageT &page)
{
    bool hasMet = false;
    for (auto &row : page.rows) {
        if (row.value.id.isEmpty())
            continue;
        hasMet = hasMet || this->rowOfId(row.value.id) >= 0;
        m_found.put(std::move(row));
    }
    return hasMet;
}

template <class T, class PageT>
bool FollowedList<T, PageT>::isInOrder() const
{
    int last = -1;
    for (int i = 0; i < m_found.size(); ++i) {
        const int known = this->rowOfId(m_found.idAt(i));
        if (known >= 0 && known < last)
            return false;
        last = std::max(last, known);
    }
    return true;
}

// A mark may have been answered while this page was on its way.
template <class T, class PageT>
bool FollowedList<T, PageT>::isOlder(const T &found, const T &known) const
{
    if constexpr (requires { found.updatedAt < known.updatedAt; })
        return !found.updatedAt.isNull() && found.updatedAt < known.updatedAt;
    else
        return false;
}

template <class T, class PageT>
void FollowedList<T, PageT>::merge(bool isAll)
{
    Newest result;
    result.changed = true;
    if (!isInOrder()) {
        refresh(); // which can move rows
        Q_EMIT this->looked(result);
        return;
    }
    Q_EMIT this->aboutToMerge();
    int end = isAll ? this->rowCount() : 0; // of the part of the list that the found rows stand for
    for (int i = 0; i < m_found.size(); ++i)
        end = std::max(end, this->rowOfId(m_found.idAt(i)) + 1);
    const int before = this->rowCount();
    this->removeWhere(end,
                      [this](const T &value) { return !value.id.isEmpty() && !m_found.contains(value.id); });
    result.changed = this->rowCount() != before;
    int at = 0; // where the next new row belongs
    int shift = 0; // of the rows below it since they were numbered
    typename Base::Run run;
    const auto insert = [&] {
        if (run.empty())
            return;
        const int count = int(run.size());
        result.added += at == 0 ? count : 0;
        result.changed = true;
        this->insertRun(at, std::move(run));
        run.clear();
        at += count;
        shift += count;
    };
    for (int i = 0; i < m_found.size(); ++i) {
        api::Row<T> &row = m_found[i];
        const int known = this->rowOfId(row.value.id);
        if (known < 0) {
            run.push_back(std::make_unique<api::Row<T>>(std::move(row)));
            continue;
        }
        insert();
        at = known + shift + 1;
        if (!isOlder(row.value, this->row(at - 1).value))
            result.changed = this->replace(at - 1, std::move(row)) || result.changed;
    }
    if (isAll) {
        insert();
        this->endHere();
    } // else what follows the last known row comes with its own page
    if (shift > 0)
        this->reindex();
    m_found.clear();
    Q_EMIT this->looked(result);
}

} // namespace models
