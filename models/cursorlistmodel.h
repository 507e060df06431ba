#pragma once

#include "models/columns.h"
#include "models/cursorlistbase.h"
#include "models/exportrows.h"
#include "models/idrows.h"
#include "models/vocabulary.h"

#include <QCoreApplication>
#include <functional>

namespace models {

// The rows of a paged list. Columns are the labelled fields of T.
template <class T, class PageT = api::Page<T>>
class CursorListModel : public CursorListBase
{
public:
    using Value = T;
    using Source = std::function<api::Request<PageT>(const api::PageQuery &)>;

    explicit CursorListModel(api::Client &client, QObject *parent = nullptr)
        : CursorListBase(parent)
        , m_client(client)
    {
        retryWhenBack(client);
    }

    void setPageSize(int rows) { m_pageSize = rows; } // 1 to 50, feeds to 200; before setSource()
    int pageSize() const { return m_pageSize; }
    // Empties the list and asks the source for the first page. What was under way is dropped.
    void setSource(Source source);
    void clear() { setSource({}); } // no source, no rows
    void refresh() override;
    void retry() override;

    // Valid until the next page, refresh or removal: don't keep it.
    const api::Row<T> &row(int row) const { return m_rows[row]; }
    int rowOfId(const QString &id) const override { return m_rows.find(id); }
    void updateRow(const T &value); // by id; one that is not loaded is ignored
    void removeById(const QString &id);
    std::unique_ptr<ExportSource> exportAll(const ExportShape &shape) const override;
    std::unique_ptr<ExportSource> exportRows(const QList<int> &rows, const ExportShape &shape) const override;

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : m_rows.size();
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(api::columnCount<T>());
    }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    // Sees every page that arrives, before its rows are in the list. `problems`: fields around the rows that
    // could not be read, each with its path.
    virtual void pageReceived(const PageT &, const QStringList &problems) { Q_UNUSED(problems) }
    void requestNextPage() override;
    api::Client &client() const { return m_client; }

    // For FollowedList: steps that views can follow. reindex() comes after the last one.
    using Run = typename IdRows<T>::Run;
    void insertRun(int at, Run &&rows);
    void removeRun(int first, int last);
    void removeWhere(int limit, const std::function<bool(const T &)> &isGone); // of the first `limit` rows
    bool replace(int row, api::Row<T> &&value); // false: it was the same already
    void reindex() { m_rows.reindex(); }
    void endHere(); // nothing follows the last row
    void readPage(PageT &page, const QStringList &problems); // what every page that arrives goes through
    api::PageQuery pageQuery(const QString &after) const;
    const Source &source() const { return m_source; }

private:
    void reset();
    void request(const QString &after);
    api::Call ask(const QString &after);
    void goAhead(const api::PageHead &head, const QString &asked);
    void received(api::Result<PageT> &result, const QString &asked);
    void refreshWith(PageT &page, const QStringList &problems, const QString &next);
    void goOnWith(PageT &page, const QStringList &problems, const QString &next);
    void append(PageT &page);
    void merge();
    void reorder(const IdRows<T> &order);
    void learn(const PageT &page);
    void tighten(PageT &page);
    void shareRepeated(T &value);

    template <class M>
    static constexpr bool isNumber = std::is_arithmetic_v<M> && !std::is_same_v<M, bool>;

    api::Client &m_client;
    Source m_source;
    int m_pageSize = 50;
    IdRows<T> m_rows;
    QSet<QString> m_repeated; // texts that many rows share
    QString m_after; // the cursor behind the last row
    bool m_refreshFailed = false;
    IdRows<T> m_staged; // of a refresh
    api::Call m_ahead; // of the page behind the one under way
    api::Call m_call; // last: goes first, so that no answer meets a half-destroyed list
};

template <class T, class PageT>
void CursorListModel<T, PageT>::setSource(Source source)
{
    m_source = std::move(source);
    m_state = m_source ? State::Loading : State::Complete; // nobody sees an empty list that is not loading
    reset();
    if (m_source)
        request({});
    else
        setState(State::Complete);
}

template <class T, class PageT>
void CursorListModel<T, PageT>::reset()
{
    m_call = {};
    m_ahead = {};
    beginResetModel();
    m_rows.clear();
    m_staged.clear();
    m_after.clear();
    m_refreshing = m_refreshFailed = m_loadedOnce = false;
    m_total = -1;
    m_lastVisibleRow = -1;
    endResetModel();
}

template <class T, class PageT>
void CursorListModel<T, PageT>::refresh()
{
    if (!m_source)
        return;
    m_staged.clear();
    m_refreshing = m_loadedOnce;
    request({});
}

template <class T, class PageT>
void CursorListModel<T, PageT>::retry()
{
    if (m_state != State::Failed)
        return;
    if (m_refreshFailed)
        refresh();
    else
        request(m_after);
}

template <class T, class PageT>
void CursorListModel<T, PageT>::requestNextPage()
{
    request(m_after);
}

template <class T, class PageT>
void CursorListModel<T, PageT>::request(const QString &after)
{
    m_refreshFailed = false;
    m_ahead = {};
    m_call = ask(after);
    setState(State::Loading);
}

template <class T, class PageT>
api::Call CursorListModel<T, PageT>::ask(const QString &after)
{
    return m_client.send<PageT>(
        m_source(pageQuery(after)), [this, after](api::Result<PageT> result) { received(result, after); },
        [this, after](const QJsonValue &body) { goAhead(api::headOf(body), after); });
}

// What a view will want next is asked for while the rows before it are read and taken in.
template <class T, class PageT>
void CursorListModel<T, PageT>::goAhead(const api::PageHead &head, const QString &asked)
{
    const QString next = nextOf(head, asked);
    if (!m_refreshing && !next.isEmpty() && wantsMoreThan(rowCount() + int(head.rowCount)))
        m_ahead = ask(next);
}

template <class T, class PageT>
api::PageQuery CursorListModel<T, PageT>::pageQuery(const QString &after) const
{
    api::PageQuery query;
    query.after = after;
    query.pageSize = m_pageSize;
    return query;
}

template <class T, class PageT>
void CursorListModel<T, PageT>::readPage(PageT &page, const QStringList &problems)
{
    tighten(page);
    learn(page);
    pageReceived(page, problems);
}

template <class T, class PageT>
void CursorListModel<T, PageT>::received(api::Result<PageT> &result, const QString &asked)
{
    m_call = std::exchange(m_ahead, {});
    api::ApiError error = result.error();
    if (result.ok() && hasPageProblem(result.problems())) {
        error.kind = api::ApiError::Kind::Decode;
        error.message = result.problems().join(u'\n');
    }
    if (error.isError()) {
        m_refreshFailed = m_refreshing;
        m_refreshing = false;
        m_staged.clear();
        m_call = {};
        return setState(State::Failed, error);
    }
    PageT &page = result.value();
    const QString next = nextOf({page.rows.size(), page.info}, asked);
    m_total = page.info.totalCount.value_or(m_refreshing || !m_loadedOnce ? -1 : m_total);
    if (m_refreshing)
        refreshWith(page, result.problems(), next);
    else
        goOnWith(page, result.problems(), next);
}

template <class T, class PageT>
void CursorListModel<T, PageT>::refreshWith(PageT &page, const QStringList &problems, const QString &next)
{
    readPage(page, problems);
    for (auto &row : page.rows)
        m_staged.put(std::move(row));
    if (!next.isEmpty() && m_staged.size() < m_rows.size())
        return request(next);
    merge();
    m_refreshing = false;
    m_after = next;
    setState(next.isEmpty() ? State::Complete : State::Idle);
    Q_EMIT refreshed();
    Q_EMIT pageArrived(int(page.rows.size()));
    readAhead();
}

template <class T, class PageT>
void CursorListModel<T, PageT>::goOnWith(PageT &page, const QStringList &problems, const QString &next)
{
    const bool goesOn = m_call.active();
    readPage(page, problems);
    append(page);
    m_after = next;
    m_loadedOnce = true;
    if (!goesOn)
        setState(next.isEmpty() ? State::Complete : State::Idle);
    Q_EMIT pageArrived(int(page.rows.size()));
    readAhead();
}

template <class T, class PageT>
void CursorListModel<T, PageT>::learn(const PageT &page)
{
    if constexpr (requires(Vocabulary & v, const T &value) { v.learn(value); }) {
        if (!m_vocabulary)
            return;
        for (const auto &row : page.rows) {
            if (!row.isBroken())
                m_vocabulary->learn(row.value);
        }
    }
}

// A parsed object keeps the room it grew in. A writing iterator gives it a store of its own, just as large as
// it is: 150 bytes less for each person of a long list.
template <class T, class PageT>
void CursorListModel<T, PageT>::tighten(PageT &page)
{
    for (auto &row : page.rows) {
        const QJsonObject asParsed = row.value.raw; // while two share it, a writing iterator has to copy
        static_cast<void>(row.value.raw.begin());
        shareRepeated(row.value);
    }
}

template <class T, class PageT>
void CursorListModel<T, PageT>::shareRepeated(T &value)
{
    constexpr qsizetype mostKept = 1024;
    api::forEachField<T>([&](const auto &field) {
        if constexpr (std::is_same_v<typename std::decay_t<decltype(field)>::Member, QString>) {
            if (!field.isRepeated)
                return;
            QString &text = value.*field.member;
            if (const auto known = m_repeated.constFind(text); known != m_repeated.constEnd())
                text = *known;
            else if (m_repeated.size() < mostKept)
                m_repeated.insert(text);
        }
    });
}

template <class T, class PageT>
void CursorListModel<T, PageT>::append(PageT &page)
{
    const int first = m_rows.size();
    Run fresh;
    for (auto &row : page.rows) {
        const int end = first + int(fresh.size());
        if (const int place = m_rows.placeOf(row.value.id, end); place < first)
            replace(place, std::move(row));
        else if (place < end)
            *fresh[std::size_t(place - first)] = std::move(row);
        else
            fresh.push_back(std::make_unique<api::Row<T>>(std::move(row)));
    }
    if (fresh.empty())
        return;
    beginInsertRows({}, first, first + int(fresh.size()) - 1);
    m_rows.add(std::move(fresh));
    endInsertRows();
}

template <class T, class PageT>
void CursorListModel<T, PageT>::insertRun(int at, Run &&rows)
{
    beginInsertRows({}, at, at + int(rows.size()) - 1);
    m_rows.insert(at, std::move(rows));
    endInsertRows();
}

template <class T, class PageT>
void CursorListModel<T, PageT>::endHere()
{
    m_after.clear();
    if (m_state == State::Idle)
        setState(State::Complete);
}

// Turns the rows into the staged ones in steps a view can follow: what is gone goes, what stays is brought
// into its new order, and then the new rows come in between.
template <class T, class PageT>
void CursorListModel<T, PageT>::merge()
{
    Q_EMIT aboutToMerge();
    IdRows<T> staged = std::exchange(m_staged, {});
    removeWhere(rowCount(), [&](const T &value) { return !staged.contains(value.id); });
    reorder(staged);
    for (int i = 0; i < staged.size();) {
        const QString &id = staged.idAt(i);
        if (i < m_rows.size() && !id.isEmpty() && m_rows.idAt(i) == id) {
            replace(i, std::move(staged[i]));
            ++i;
            continue;
        }
        int end = i + 1; // of the run of rows that are new
        while (end < staged.size() && rowOfId(staged.idAt(end)) < 0)
            ++end;
        Run run;
        for (int k = i; k < end; ++k)
            run.push_back(std::make_unique<api::Row<T>>(std::move(staged[k])));
        insertRun(i, std::move(run));
        i = end;
    }
    reindex();
}

template <class T, class PageT>
void CursorListModel<T, PageT>::removeWhere(int limit, const std::function<bool(const T &)> &isGone)
{
    const auto goes = [&](int at) { return isGone(row(at).value); };
    bool some = false;
    for (int last = limit - 1; last >= 0; --last) {
        if (!goes(last))
            continue;
        int first = last;
        while (first > 0 && goes(first - 1))
            --first;
        removeRun(first, last);
        some = true;
        last = first;
    }
    if (some)
        reindex();
}

template <class T, class PageT>
void CursorListModel<T, PageT>::reorder(const IdRows<T> &order)
{
    const auto before = [&](const api::Row<T> &a, const api::Row<T> &b) {
        return order.find(a.value.id) < order.find(b.value.id);
    };
    if (m_rows.isSorted(before))
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList old = persistentIndexList();
    QStringList ids;
    for (const QModelIndex &index : old)
        ids += m_rows.idAt(index.row());
    m_rows.sort(before);
    reindex();
    QModelIndexList now;
    for (qsizetype i = 0; i < old.size(); ++i)
        now += index(rowOfId(ids.at(i)), old.at(i).column());
    changePersistentIndexList(old, now);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

template <class T, class PageT>
void CursorListModel<T, PageT>::removeRun(int first, int last)
{
    beginRemoveRows({}, first, last);
    m_rows.erase(first, last);
    endRemoveRows();
}

template <class T, class PageT>
bool CursorListModel<T, PageT>::replace(int row, api::Row<T> &&value)
{
    api::Row<T> &old = m_rows[row];
    const bool same = old.value.raw == value.value.raw && old.problem == value.problem;
    old = std::move(value);
    if (!same)
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    return !same;
}

// A refresh under way may hold an older answer already: it is brought up to date, too.
template <class T, class PageT>
void CursorListModel<T, PageT>::updateRow(const T &value)
{
    if (const int staged = m_staged.find(value.id); staged >= 0)
        m_staged[staged] = {value, {}};
    if (const int row = rowOfId(value.id); row >= 0)
        replace(row, {value, {}});
}

template <class T, class PageT>
void CursorListModel<T, PageT>::removeById(const QString &id)
{
    if (const int staged = m_staged.find(id); staged >= 0) {
        m_staged.erase(staged, staged);
        m_staged.reindex();
    }
    if (const int row = rowOfId(id); row >= 0) {
        removeRun(row, row);
        reindex();
    }
}

template <class T, class PageT>
std::unique_ptr<ExportSource> CursorListModel<T, PageT>::exportAll(const ExportShape &shape) const
{
    if (!m_source)
        return {};
    return std::make_unique<ListExport<T, PageT>>(m_client, m_source, shape);
}

template <class T, class PageT>
std::unique_ptr<ExportSource> CursorListModel<T, PageT>::exportRows(const QList<int> &rows,
                                                                    const ExportShape &shape) const
{
    QList<QJsonObject> came;
    for (const int at : rows)
        came.append(row(at).value.raw);
    return std::make_unique<LoadedExport<T>>(std::move(came), shape);
}

template <class T, class PageT>
QVariant CursorListModel<T, PageT>::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const api::Row<T> &row = m_rows[index.row()];
    switch (role) {
    case ObjectRole:
        return row.value.raw;
    case ProblemRole:
        return row.problem;
    case IdRole:
        return row.value.id;
    default:
        break;
    }
    QVariant result;
    visitColumn<T>(index.column(), [&](const auto &field) {
        using Member = typename std::decay_t<decltype(field)>::Member;
        if (role == Qt::TextAlignmentRole)
            result = QVariant::fromValue(Qt::Alignment(isNumber<Member> ? Qt::AlignRight : Qt::AlignLeft)
                                         | Qt::AlignVCenter);
        else if (cellNeedsValue(role) && index.column() == m_remarkColumn && hasRemark(row.value.id))
            result = cellOf(QList<Shown> {m_remark} + shownList(row.value.*field.member, look()), row.problem,
                            role);
        else if (role == MachineRole)
            result = machineCell(row, field);
        else if (cellNeedsValue(role))
            result = cellOf(shownList(row.value.*field.member, look()), row.problem, role);
    });
    return result;
}

template <class T, class PageT>
QVariant CursorListModel<T, PageT>::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != ColumnKeyRole))
        return CursorListBase::headerData(section, orientation, role);
    QVariant result;
    visitColumn<T>(section, [&](const auto &field) {
        result = role == ColumnKeyRole ? QString::fromLatin1(field.path)
                                       : QCoreApplication::translate(T::context, field.label);
    });
    return result;
}

} // namespace models
