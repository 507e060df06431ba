#include "ui/export/listexport.h"

#include "models/cursorlistbase.h"
#include "models/exports.h"
#include "ui/buttons.h"
#include "ui/export/exportdialog.h"
#include "ui/filterbar.h"

#include <QAction>
#include <QCursor>
#include <QPushButton>
#include <QToolTip>

namespace ui {

ListExport *ListExport::add(const Context &context, const List &list, QWidget *owner, FilterBar *bar)
{
    if (!context.exports)
        return nullptr;
    auto *one = new ListExport(context, list, owner);
    if (bar)
        one->addTo(bar);
    return one;
}

ListExport::ListExport(const Context &context, const List &list, QWidget *owner)
    : QObject(owner)
    , m_context(context)
    , m_list(list)
    , m_owner(owner)
    , m_action(new QAction(tr("Export…"), owner))
{
    m_action->setShortcut(Qt::CTRL | Qt::Key_E);
    m_action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    owner->addAction(m_action);
    connect(m_action, &QAction::triggered, this, &ListExport::open);
}

void ListExport::addTo(FilterBar *bar)
{
    QPushButton *button = makeButton(tr("Export…"), bar);
    button->setObjectName(QStringLiteral("exportList"));
    button->setToolTip(tr("As CSV or JSON (Ctrl+E)"));
    bar->addTrailing(button);
    connect(button, &QPushButton::clicked, this, &ListExport::open);
}

void ListExport::open()
{
    ExportDialog::Offer offer;
    offer.name = m_list.name();
    offer.selected = int(m_list.selected().size());
    offer.loaded = int(m_list.shown().size());
    offer.isSearched = offer.loaded < m_list.model->rowCount();
    offer.canAsk = m_list.model->exportAll({}) != nullptr;
    if (!offer.canAsk && offer.loaded == 0)
        return QToolTip::showText(QCursor::pos(), tr("There is nothing to export yet"), m_owner);
    offer.isComplete = m_list.model->state() == models::CursorListBase::State::Complete;
    auto *dialog = new ExportDialog(offer, m_context.settings, m_owner);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::chosen, this, &ListExport::start);
    dialog->open();
}

void ListExport::start(const ExportChoice &choice)
{
    models::ExportShape shape;
    shape.format = choice.format;
    shape.mark = choice.mark;
    shape.columns = m_list.columns();
    std::unique_ptr<models::ExportSource> source;
    if (choice.what == ExportChoice::What::All)
        source = m_list.model->exportAll(shape);
    else
        source = m_list.model->exportRows(
            choice.what == ExportChoice::What::Selected ? m_list.selected() : m_list.shown(), shape);
    if (source)
        m_context.exports->start(m_list.name(), choice.path, std::move(source));
}

} // namespace ui
