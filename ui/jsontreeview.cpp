#include "ui/jsontreeview.h"

#include "models/jsontreemodel.h"
#include "models/texts.h"
#include "ui/buttons.h"
#include "ui/celldelegate.h"
#include "ui/theme.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QTreeView>

namespace ui {

JsonTreeView::JsonTreeView(QWidget *parent)
    : QWidget(parent)
    , m_model(new models::JsonTreeModel(this))
    , m_view(new QTreeView(this))
    , m_bar(new QWidget(this))
    , m_find(new QLineEdit(m_bar))
    , m_count(makeDim({}, m_bar))
    , m_menu(new QMenu(this))
{
    build();
    buildFindBar();
    buildActions();
}

void JsonTreeView::build()
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new CellDelegate(m_view));
    m_view->setAccessibleName(tr("JSON as a tree"));
    m_view->setToolTip(tr("Ctrl+F finds, Ctrl+C copies the value, Ctrl+Alt+C its path"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformRowHeights(true);
    m_view->header()->setStretchLastSection(true);
    m_view->header()->resizeSection(0, 180);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        if (m_view->indexAt(at).isValid())
            m_menu->popup(m_view->viewport()->mapToGlobal(at));
    });
    connect(m_view, &QTreeView::expanded, this, &JsonTreeView::fit);
    connect(m_view, &QTreeView::collapsed, this, &JsonTreeView::fit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_bar);
    column->addWidget(m_view, 1);
}

void JsonTreeView::buildFindBar()
{
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_find->setPlaceholderText(tr("Find a key or a value"));
    m_find->setAccessibleName(tr("Find a key or a value"));
    m_find->setClearButtonEnabled(true);
    m_find->installEventFilter(this);
    auto *previous = makeIconButton(QStringLiteral("back"), tr("Previous (Shift+F3)"), m_bar);
    auto *next = makeIconButton(QStringLiteral("forward"), tr("Next (F3)"), m_bar);
    auto *close = makeIconButton(QStringLiteral("close"), tr("Close the search (Esc)"), m_bar);
    row->addWidget(m_find, 1);
    row->addWidget(m_count);
    for (QToolButton *button : {previous, next, close})
        row->addWidget(button);
    m_bar->hide();
    connect(m_find, &QLineEdit::textChanged, this, &JsonTreeView::search);
    connect(previous, &QToolButton::clicked, this, &JsonTreeView::findPrevious);
    connect(next, &QToolButton::clicked, this, &JsonTreeView::findNext);
    connect(close, &QToolButton::clicked, this, &JsonTreeView::closeFind);
}

void JsonTreeView::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto slot, bool inMenu) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        if (inMenu)
            m_menu->addAction(action);
        return action;
    };
    add(tr("Copy the path"), Qt::CTRL | Qt::ALT | Qt::Key_C, &JsonTreeView::copyPath, true);
    // In the field Ctrl+C is the field's.
    auto *value = add(tr("Copy the value"), QKeySequence::Copy, &JsonTreeView::copyValue, true);
    removeAction(value);
    value->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(value);
    m_menu->addSeparator();
    add(tr("Find…"), QKeySequence::Find, &JsonTreeView::openFind, true);
    add(tr("Next found"), Qt::Key_F3, &JsonTreeView::findNext, false);
    add(tr("Previous found"), Qt::SHIFT | Qt::Key_F3, &JsonTreeView::findPrevious, false);
    auto *expand = m_menu->addAction(tr("Open all below"));
    connect(expand, &QAction::triggered, this, [this] {
        m_view->expandRecursively(m_view->currentIndex().siblingAtColumn(0));
        fit();
    });
}

void JsonTreeView::setJson(const QJsonValue &value)
{
    if (m_model->value() == value)
        return;
    m_found.clear();
    m_model->setValue(value);
    if (m_bar->isVisibleTo(this))
        search();
    fit();
}

void JsonTreeView::openMember(const QString &key, int depth)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (index.data().toString() == key) {
            m_view->expandRecursively(index, depth);
            m_view->scrollTo(index, QAbstractItemView::PositionAtTop);
        }
    }
    fit();
}

void JsonTreeView::expandAll()
{
    m_view->expandAll();
    fit();
}

QString JsonTreeView::foundText() const
{
    return m_count->text();
}

void JsonTreeView::setMaximumRows(int rows)
{
    m_maximumRows = rows;
    fit();
}

void JsonTreeView::fit()
{
    if (m_maximumRows <= 0)
        return;
    int rows = 0;
    for (QModelIndex at = m_model->index(0, 0); at.isValid() && rows < m_maximumRows;
         at = m_view->indexBelow(at))
        ++rows;
    const int height = m_view->sizeHintForRow(0) > 0 ? m_view->sizeHintForRow(0) : metric::row;
    m_view->setFixedHeight(qMax(rows, 1) * height + m_view->header()->sizeHint().height() + 4);
}

void JsonTreeView::openFind()
{
    m_bar->show();
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
    search();
}

void JsonTreeView::closeFind()
{
    m_bar->hide();
    m_found.clear();
    m_view->setFocus(Qt::OtherFocusReason);
}

void JsonTreeView::search()
{
    m_found = m_model->find(m_find->text());
    m_at = -1;
    if (m_found.isEmpty())
        m_count->setText(m_find->text().isEmpty() ? QString() : tr("not found"));
    else
        showFound(0);
}

void JsonTreeView::findNext()
{
    if (m_found.isEmpty())
        return openFind();
    showFound((m_at + 1) % m_found.size());
}

void JsonTreeView::findPrevious()
{
    if (m_found.isEmpty())
        return openFind();
    showFound((m_at + m_found.size() - 1) % m_found.size());
}

void JsonTreeView::showFound(qsizetype which)
{
    m_at = which;
    const QModelIndex index = m_found.at(which);
    for (QModelIndex parent = index.parent(); parent.isValid(); parent = parent.parent())
        m_view->expand(parent);
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
    m_count->setText(
        tr("%1 of %2")
            .arg(models::numberText(qint64(which) + 1), models::numberText(qint64(m_found.size()))));
}

void JsonTreeView::copyPath() const
{
    if (m_view->currentIndex().isValid())
        QGuiApplication::clipboard()->setText(m_model->path(m_view->currentIndex()));
}

void JsonTreeView::copyValue() const
{
    if (m_view->currentIndex().isValid())
        QGuiApplication::clipboard()->setText(m_model->valueText(m_view->currentIndex()));
}

bool JsonTreeView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_find)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        closeFind();
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (key->modifiers().testFlag(Qt::ShiftModifier))
                findPrevious();
            else
                findNext();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
