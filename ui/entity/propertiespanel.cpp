#include "ui/entity/propertiespanel.h"

#include "models/jsontreemodel.h"
#include "ui/buttons.h"
#include "ui/celldelegate.h"
#include "ui/keyvaluetable.h"
#include "ui/message/partview.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QTreeView>
#include <QVBoxLayout>

namespace ui {

PropertiesPanel::PropertiesPanel(QWidget *parent)
    : Panel(parent)
    , m_table(new KeyValueTable(this))
    , m_model(new models::JsonTreeModel(this))
    , m_tree(new QTreeView)
    , m_part(new PartView(m_tree, this))
{
    m_table->setMaximumWidth(720);
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new CellDelegate(m_tree));
    m_tree->setAccessibleName(tr("Custom properties"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->resizeSection(0, 220);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::edge, metric::between, metric::edge, metric::between);
    column->setSpacing(metric::inside);
    column->addWidget(m_table);
    column->addSpacing(metric::inside);
    column->addWidget(makeHeading(tr("Custom properties"), this));
    column->addWidget(m_part, 1);
}

void PropertiesPanel::clear(const QString &id)
{
    m_table->clear();
    m_table->addId(tr("Id"), id);
}

// What has no column of its own in a list has its name here.
void PropertiesPanel::addField(const char *context, const char *label, QLatin1StringView path,
                               const QList<models::Shown> &values)
{
    if (path == QLatin1StringView("id"))
        return;
    m_table->addRow(label                                     ? QCoreApplication::translate(context, label)
                        : path == QLatin1StringView("avatar") ? tr("Avatar")
                                                              : tr("Created"),
                    values);
}

void PropertiesPanel::setProperties(const QJsonObject &properties)
{
    m_model->setValue(properties);
    if (properties.isEmpty())
        m_part->showEmpty(tr("No custom properties"), tr("Only what everyone has is stored."));
    else
        m_part->showContent();
}

} // namespace ui
