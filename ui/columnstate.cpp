#include "ui/columnstate.h"

#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QTableView>

namespace ui {
namespace {
constexpr int narrowest = 72, widest = 300, rowsMeasured = 50;
}

ColumnState::ColumnState(QTableView *view, QSettings *settings, const QString &key)
    : QObject(view)
    , m_view(view)
    , m_settings(settings)
    , m_key(key)
{
    QHeaderView *header = view->horizontalHeader();
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint &at) {
        auto *menu = new QMenu(m_view);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(menu);
        menu->popup(header->mapToGlobal(at));
    });
    connect(header, &QHeaderView::sectionResized, this, [this](int, int before, int after) {
        // Hiding and the stretched last one resize, too; what counts is a hand on the header.
        if (before > 0 && after > 0 && m_view->horizontalHeader()->underMouse())
            save();
    });
    connect(header, &QHeaderView::sectionMoved, this, [this] { save(); });
}

void ColumnState::setHiddenByDefault(const QList<int> &columns)
{
    m_hidden = columns;
}

void ColumnState::restore()
{
    const int columns = m_view->model()->columnCount();
    if (m_restored || columns == 0)
        return;
    m_restored = true;
    QHeaderView *header = m_view->horizontalHeader();
    header->setMinimumSectionSize(48);
    // A state of another version, with other columns, is none.
    if (m_settings && m_settings->value(m_key + QStringLiteral("/count")).toInt() == columns) {
        m_fitting = true;
        m_own = header->restoreState(m_settings->value(m_key + QStringLiteral("/columns")).toByteArray());
        header->setStretchLastSection(true);
        m_fitting = false;
    }
    if (!m_own) {
        for (const int column : std::as_const(m_hidden))
            m_view->setColumnHidden(column, true);
    }
}

void ColumnState::fit()
{
    if (m_own || !m_view->model() || m_view->model()->rowCount() == 0)
        return;
    m_fitting = true;
    m_view->horizontalHeader()->setResizeContentsPrecision(rowsMeasured);
    const int columns = m_view->model()->columnCount();
    for (int column = 0; column < columns; ++column) {
        if (m_view->isColumnHidden(column))
            continue;
        m_view->resizeColumnToContents(column);
        m_view->setColumnWidth(column, std::clamp(m_view->columnWidth(column) + 12, narrowest, widest));
    }
    m_fitting = false;
}

int ColumnState::shownCount() const
{
    const QHeaderView *header = m_view->horizontalHeader();
    return header->count() - header->hiddenSectionCount();
}

void ColumnState::fillMenu(QMenu *menu)
{
    QHeaderView *header = m_view->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        QAction *action = menu->addAction(m_view->model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        action->setEnabled(!action->isChecked() || shownCount() > 1);
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            m_view->setColumnHidden(column, !shown);
            if (shown && m_view->columnWidth(column) < narrowest)
                m_view->setColumnWidth(column, 2 * narrowest);
            save();
        });
    }
    menu->addSeparator();
    QAction *reset = menu->addAction(tr("Columns as they were at first"));
    connect(reset, &QAction::triggered, this, [this, header] {
        m_fitting = true;
        for (int column = 0; column < header->count(); ++column) {
            header->moveSection(header->visualIndex(column), column);
            m_view->setColumnHidden(column, m_hidden.contains(column));
        }
        m_fitting = false;
        m_own = false;
        if (m_settings)
            m_settings->remove(m_key + QStringLiteral("/columns"));
        fit();
    });
}

void ColumnState::save()
{
    if (!m_settings || !m_restored || m_fitting)
        return;
    m_own = true;
    m_settings->setValue(m_key + QStringLiteral("/columns"), m_view->horizontalHeader()->saveState());
    m_settings->setValue(m_key + QStringLiteral("/count"), m_view->model()->columnCount());
}

} // namespace ui
