#include "ui/message/activitiesview.h"

#include "api/schema/recipient.h"
#include "models/cursorlistbase.h"
#include "models/jsontreemodel.h"
#include "ui/buttons.h"
#include "ui/celldelegate.h"
#include "ui/jsontreeview.h"
#include "ui/linklabel.h"
#include "ui/message/messagefacts.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace ui {

ActivitiesView::ActivitiesView(models::CursorListBase *activities, QWidget *parent)
    : QWidget(parent)
    , m_model(activities)
    , m_table(new QTableView(this))
    , m_people(new QWidget)
    , m_peopleRow(new QHBoxLayout(m_people))
    , m_data(new JsonTreeView)
{
    buildTable();
    m_data->view()->setAccessibleName(tr("The activity's data"));
    m_peopleRow->setContentsMargins(10, 4, 0, 4); // as the cells below
    m_peopleRow->setSpacing(6);
    auto *below = new QWidget;
    auto *belowColumn = new QVBoxLayout(below);
    belowColumn->setContentsMargins(0, 0, 0, 0);
    belowColumn->setSpacing(0);
    belowColumn->addWidget(m_people);
    belowColumn->addWidget(m_data, 1);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_table);
    splitter->addWidget(below);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ActivitiesView::showCurrent);
    const auto chooseFirst = [this] {
        // One activity needs no table to choose from.
        m_table->setVisible(m_model->rowCount() > 1);
        if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
            m_table->setCurrentIndex(m_model->index(0, 0));
        showCurrent();
    };
    connect(m_model, &QAbstractItemModel::rowsInserted, this, chooseFirst);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ActivitiesView::showCurrent);
}

void ActivitiesView::buildTable()
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
}

void ActivitiesView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showCurrent();
}

// Trees take their time to fill: one that nobody looks at waits.
void ActivitiesView::showCurrent()
{
    if (!isVisible())
        return;
    const QModelIndex current = m_table->currentIndex();
    const QJsonObject all = current.isValid()
        ? current.siblingAtColumn(0).data(models::CursorListBase::ObjectRole).toJsonObject()
        : QJsonObject();
    if (m_data->model()->value() == QJsonValue(all))
        return;
    m_data->setJson(all);
    // The data is what one comes for: it is open, and so is its first level.
    m_data->openMember(u"data"_s, 1);
    showPeople(all);
}

void ActivitiesView::showPeople(const QJsonObject &activity)
{
    while (QLayoutItem *item = m_peopleRow->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    const auto add = [&](const QString &label, const char *key) {
        api::Recipient one;
        api::Trace trace;
        const QJsonValue value = activity.value(QLatin1StringView(key));
        if (value.isNull() || value.isUndefined())
            return;
        api::read(value, one, trace);
        if (one.isNull())
            return;
        m_peopleRow->addWidget(makeDim(label, m_people));
        const Place place = placeOf(one);
        if (!place.isValid())
            return m_peopleRow->addWidget(new QLabel(one.label(), m_people));
        auto *link = new LinkLabel(one.label(), place, m_people);
        connect(link, &LinkLabel::openRequested, this, &ActivitiesView::openRequested);
        m_peopleRow->addWidget(link);
        m_peopleRow->addSpacing(metric::inside);
    };
    add(tr("Actor"), "actor");
    add(tr("Recipient"), "recipient");
    m_people->setVisible(m_peopleRow->count() > 0);
    m_peopleRow->addStretch(1);
}

} // namespace ui
