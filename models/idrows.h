// Rows in order, each to be found by its id.
#pragma once

#include "api/schema/page.h"

#include <QHash>
#include <algorithm>
#include <memory>
#include <vector>

namespace models {

// A row without an id (a broken one) has its place only. Rows stay where they are in memory while others come
// and go.
template <class T>
class IdRows
{
public:
    using Row = api::Row<T>;
    using Ptr = std::unique_ptr<Row>;
    using Run = std::vector<Ptr>;

    int size() const { return int(m_rows.size()); }
    bool isEmpty() const { return m_rows.empty(); }
    Row &operator[](int row) { return *m_rows[std::size_t(row)]; }
    const Row &operator[](int row) const { return *m_rows[std::size_t(row)]; }
    const QString &idAt(int row) const { return (*this)[row].value.id; }
    // -1: there is none.
    int find(const QString &id) const
    {
        const int row = m_rowOfId.value(id, -1);
        return row < size() ? row : -1;
    }
    bool contains(const QString &id) const { return find(id) >= 0; }
    void clear()
    {
        m_rows.clear();
        m_rowOfId.clear();
    }

    // Where the row with this id is, or `place`, which is its own from now on: past the end until add().
    int placeOf(const QString &id, int place)
    {
        if (id.isEmpty())
            return place;
        const qsizetype before = m_rowOfId.size();
        int &row = m_rowOfId[id];
        if (m_rowOfId.size() != before)
            row = place;
        return row;
    }
    // Behind the others; those with an id were given their places in this order.
    void add(Run &&rows)
    {
        m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin()),
                      std::make_move_iterator(rows.end()));
    }
    // Behind the others, or in the place of the one with its id.
    void put(Row &&row)
    {
        const int place = placeOf(row.value.id, size());
        if (place < size())
            (*this)[place] = std::move(row);
        else
            m_rows.push_back(std::make_unique<Row>(std::move(row)));
    }

    // After these, rows are found where they were until reindex().
    void insert(int at, Run &&rows)
    {
        m_rows.insert(m_rows.begin() + at, std::make_move_iterator(rows.begin()),
                      std::make_move_iterator(rows.end()));
    }
    void erase(int first, int last) { m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1); }
    template <class Before>
    void sort(const Before &before)
    {
        std::sort(m_rows.begin(), m_rows.end(), [&](const Ptr &a, const Ptr &b) { return before(*a, *b); });
    }
    template <class Before>
    bool isSorted(const Before &before) const
    {
        return std::is_sorted(m_rows.begin(), m_rows.end(),
                              [&](const Ptr &a, const Ptr &b) { return before(*a, *b); });
    }
    void reindex()
    {
        m_rowOfId.clear();
        for (int row = 0; row < size(); ++row) {
            if (!idAt(row).isEmpty())
                m_rowOfId.insert(idAt(row), row);
        }
    }

private:
    Run m_rows;
    QHash<QString, int> m_rowOfId;
};

} // namespace models
