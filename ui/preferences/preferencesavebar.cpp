#include "ui/preferences/preferencesavebar.h"

#include "models/preferencegridmodel.h"
#include "models/preferencegridwords.h"
#include "ui/buttons.h"
#include "ui/elidedlabel.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace ui {

PreferenceSaveBar::PreferenceSaveBar(models::PreferenceGridModel *grid, QWidget *parent)
    : QWidget(parent)
    , m_grid(grid)
    , m_count(makeHeading({}, this))
    , m_words(new ElidedLabel(this))
    , m_undo(makeIconButton(QStringLiteral("undo"), tr("Undo"), this))
    , m_redo(makeIconButton(QStringLiteral("redo"), tr("Redo"), this))
    , m_review(makeButton(tr("Review"), this))
    , m_save(makeButton(tr("Save"), this, ButtonRole::Primary))
{
    setProperty("role", QStringLiteral("raised"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(51);
    setAccessibleName(tr("Unsaved changes"));
    m_words->setDim(true);
    m_count->setObjectName(QStringLiteral("changeCount"));
    m_save->setToolTip(tr("Replace the stored set (Ctrl+S)"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metric::edge, 0, metric::edge, 0);
    layout->setSpacing(10);
    layout->addWidget(m_count);
    layout->addWidget(m_words, 1);
    for (QWidget *button : std::initializer_list<QWidget *> {m_undo, m_redo, m_review, m_save})
        layout->addWidget(button);
    QUndoStack *stack = grid->undoStack();
    connect(m_undo, &QToolButton::clicked, stack, &QUndoStack::undo);
    connect(m_redo, &QToolButton::clicked, stack, &QUndoStack::redo);
    connect(m_review, &QPushButton::clicked, this, &PreferenceSaveBar::reviewRequested);
    connect(m_save, &QPushButton::clicked, this, &PreferenceSaveBar::saveRequested);
    connect(grid, &models::PreferenceGridModel::edited, this, &PreferenceSaveBar::follow);
    connect(stack, &QUndoStack::indexChanged, this, &PreferenceSaveBar::follow);
    follow();
}

void PreferenceSaveBar::setSaving(bool saving)
{
    m_saving = saving;
    follow();
}

void PreferenceSaveBar::setWhyNot(const QString &reason)
{
    m_whyNot = reason;
    follow();
}

QString PreferenceSaveBar::text() const
{
    return m_count->text() + u' ' + m_words->text();
}

void PreferenceSaveBar::follow()
{
    const QUndoStack *stack = m_grid->undoStack();
    const int changes = m_grid->changeCount();
    m_count->setText(changes == 0       ? tr("No changes")
                         : changes == 1 ? tr("1 change")
                                        : tr("%n changes", nullptr, changes));
    const QString words = models::preferenceChangeLines(m_grid->changes()).join(QStringLiteral(" · "));
    m_words->setText(!m_whyNot.isEmpty() && changes > 0 ? m_whyNot + u' ' + words : words);
    m_undo->setEnabled(stack->canUndo() && !m_saving);
    m_undo->setToolTip(stack->canUndo() ? tr("Undo: %1 (Ctrl+Z)").arg(stack->undoText())
                                        : tr("Nothing to undo"));
    m_redo->setEnabled(stack->canRedo() && !m_saving);
    m_redo->setToolTip(stack->canRedo() ? tr("Redo: %1 (Ctrl+Shift+Z)").arg(stack->redoText())
                                        : tr("Nothing to redo"));
    m_review->setEnabled(changes > 0);
    m_save->setEnabled(changes > 0 && !m_saving && m_whyNot.isEmpty());
    m_save->setToolTip(m_whyNot);
    m_save->setText(m_saving ? tr("Saving…") : tr("Save"));
    setVisible(changes > 0 || stack->canRedo());
}

} // namespace ui
