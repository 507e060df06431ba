#include "ui/message/activitiesview.h"

#include "models/cursorlistbase.h"
#include "models/jsontreemodel.h"
#include "ui/celldelegate.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QSplitter>
#include <QTableView>
#include <QTreeView>
#include <QVBoxLayout>

namespace ui {

ActivitiesView::ActivitiesView(models::CursorListBase *activities, QWidget *parent)
    : QWidget(parent)
    , m_model(activities)
    , m_tree(new models::JsonTreeModel(this))
    , m_table(new QTableView(this))
    , m_data(new QTreeView(this))
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setAccessibleName(tr("Activities"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metric::row);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    CellDelegate::setHoverRows(m_table);
    m_data->setModel(m_tree);
    m_data->setItemDelegate(new CellDelegate(m_data));
    m_data->setAccessibleName(tr("The activity's data"));
    m_data->header()->setStretchLastSection(true);
    m_data->header()->resizeSection(0, 160);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_table);
    splitter->addWidget(m_data);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ActivitiesView::showCurrent);
    const auto chooseFirst = [this] {
        if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
            m_table->setCurrentIndex(m_model->index(0, 0));
        showCurrent();
    };
    connect(m_model, &QAbstractItemModel::rowsInserted, this, chooseFirst);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ActivitiesView::showCurrent);
}

void ActivitiesView::showCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    const QJsonObject all = current.isValid()
        ? current.siblingAtColumn(0).data(models::CursorListBase::ObjectRole).toJsonObject()
        : QJsonObject();
    if (m_tree->value() == QJsonValue(all))
        return;
    m_tree->setValue(all);
    // The data is what one comes for: it is open, and so is its first level.
    for (int row = 0; row < m_tree->rowCount(); ++row) {
        const QModelIndex index = m_tree->index(row, 0);
        if (index.data().toString() == QLatin1StringView("data"))
            m_data->expandRecursively(index, 1);
    }
}

} // namespace ui
