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
    m_state->setMinimumWidth(200); // narrow details have no room for more
    m_stack->addWidget(m_state);
    m_stack->addWidget(content);
    connect(m_state, &StatePanel::actionTriggered, this, &PartView::retryRequested);
}

void PartView::showLoading()
{
    m_state->showLoading();
    show(m_state);
}

void PartView::showEmpty(const QString &title, const QString &hint)
{
    m_state->showEmpty(title, hint);
    show(m_state);
}

void PartView::showError(const api::ApiError &error)
{
    m_state->showError(error);
    show(m_state);
}

void PartView::showContent()
{
    show(m_content);
}

// Only the part that is seen asks for room.
void PartView::show(QWidget *part)
{
    for (QWidget *one : {static_cast<QWidget *>(m_state), m_content}) {
        QSizePolicy policy = one->sizePolicy();
        policy.setVerticalPolicy(one == part ? QSizePolicy::Preferred : QSizePolicy::Ignored);
        one->setSizePolicy(policy);
    }
    m_stack->setCurrentWidget(part);
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
