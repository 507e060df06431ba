#pragma once

#include <QSortFilterProxyModel>

namespace ui {

// The loaded rows that contain a text. While it hides some it asks for no more pages: who searches in what is
// loaded does not ask for everything.
class LoadedFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setText(const QString &text);
    bool isFiltering() const { return !m_text.isEmpty(); }
    bool canFetchMore(const QModelIndex &parent) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
};

} // namespace ui
