#include "ui/entrypopup.h"

#include "ui/filterbar.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace ui {

EntryPopup::EntryPopup(const QString &name, const QString &placeholder,
                       const QList<FilterChoice> &suggestions, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_edit(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("popup"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_edit);
    column->addWidget(m_list);
    setFixedWidth(280);
    m_edit->setPlaceholderText(placeholder);
    m_edit->setAccessibleName(name);
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    m_list->setAccessibleName(tr("Suggestions for %1").arg(name));
    m_list->setFixedHeight(160);
    for (const FilterChoice &choice : suggestions) {
        auto *item = new QListWidgetItem(choice.label.isEmpty() ? choice.value : choice.label, m_list);
        item->setData(Qt::UserRole, choice.value);
    }
    m_list->setVisible(!suggestions.isEmpty());
    connect(m_edit, &QLineEdit::textEdited, this, &EntryPopup::suggest);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        Q_EMIT entered(m_edit->text().trimmed());
        close();
    });
    const auto take = [this](QListWidgetItem *item) {
        Q_EMIT chosen(item->data(Qt::UserRole).toString());
        close();
    };
    connect(m_list, &QListWidget::itemClicked, this, take);
    connect(m_list, &QListWidget::itemActivated, this, take);
}

void EntryPopup::setText(const QString &text)
{
    m_edit->setText(text);
    m_edit->selectAll();
}

void EntryPopup::popUp(const QPoint &at)
{
    move(at);
    show();
    m_edit->setFocus(Qt::PopupFocusReason);
}

bool EntryPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down && m_list->isVisible()) {
        m_list->setFocus(Qt::OtherFocusReason);
        if (m_list->currentRow() < 0)
            m_list->setCurrentRow(0);
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void EntryPopup::suggest(const QString &text)
{
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        item->setHidden(!item->text().contains(text.trimmed(), Qt::CaseInsensitive));
    }
}

} // namespace ui
