#include "ui/loadedfilter.h"

#include "models/cursorlistbase.h"

namespace ui {

void LoadedFilter::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    invalidateFilter();
}

void LoadedFilter::setTest(Test test)
{
    if (!test && !m_test)
        return;
    m_test = std::move(test);
    invalidateFilter();
}

bool LoadedFilter::canFetchMore(const QModelIndex &parent) const
{
    return !isFiltering() && QSortFilterProxyModel::canFetchMore(parent);
}

bool LoadedFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_test && !m_test(row))
        return false;
    if (m_text.isEmpty())
        return true;
    const QAbstractItemModel *model = sourceModel();
    for (int column = 0; column < model->columnCount(parent); ++column) {
        const QModelIndex index = model->index(row, column, parent);
        const QVariant shown = index.data(models::CursorListBase::ShownRole);
        if (!shown.isValid()) {
            if (index.data().toString().contains(m_text, Qt::CaseInsensitive))
                return true;
            continue;
        }
        for (const models::Shown &value : shown.value<QList<models::Shown>>()) {
            if (value.text.contains(m_text, Qt::CaseInsensitive))
                return true;
        }
    }
    return false;
}

} // namespace ui
