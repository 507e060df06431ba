#include "ui/message/partview.h"

#include "ui/statepanel.h"

#include <QStackedLayout>

namespace ui {

PartView::PartView(QWidget *content, QWidget *parent)
    : QWidget(parent)
    , m_content(content)
    , m_state(new StatePanel(this))
    , m_stack(new QStackedLayout(this))
{
    m_stack->addWidget(m_state);
    m_stack->addWidget(content);
    connect(m_state, &StatePanel::actionTriggered, this, &PartView::retryRequested);
}

void PartView::showLoading()
{
    m_state->showLoading();
    m_stack->setCurrentWidget(m_state);
}

void PartView::showEmpty(const QString &title, const QString &hint)
{
    m_state->showEmpty(title, hint);
    m_stack->setCurrentWidget(m_state);
}

void PartView::showError(const api::ApiError &error)
{
    m_state->showError(error);
    m_stack->setCurrentWidget(m_state);
}

void PartView::showContent()
{
    m_stack->setCurrentWidget(m_content);
}

bool PartView::isContentShown() const
{
    return m_stack->currentWidget() == m_content;
}

QString PartView::stateTitle() const
{
    return m_state->title();
}

} // namespace ui
