#pragma once

#include <QSortFilterProxyModel>

#include <functional>

namespace ui {

// The loaded rows that contain a text and pass a test. While it hides some it asks for no more pages by
// itself: who searches in what is loaded does not ask for everything.
class LoadedFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setText(const QString &text);
    using Test = std::function<bool(int sourceRow)>;
    void setTest(Test test); // empty: all pass
    bool isFiltering() const { return !m_text.isEmpty() || m_test; }
    bool hasTest() const { return bool(m_test); }
    bool canFetchMore(const QModelIndex &parent) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
    Test m_test;
};

} // namespace ui
