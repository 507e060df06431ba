#include "ui/messages/messagespage.h"

#include "ui/filterbar.h"
#include "ui/messages/messagefilters.h"
#include "ui/messages/messagespanel.h"

#include <QVBoxLayout>

namespace ui {

MessagesPage::MessagesPage(const Context &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_panel(new MessagesPanel(context, {}, this))
{
    m_panel->filterBar()->setTitle(tr("Messages"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
    setFocusProxy(m_panel);
    connect(m_panel, &Panel::openRequested, this, &Page::openRequested);
    connect(m_panel, &Panel::settledChanged, this, &Page::settledChanged);
    connect(m_panel, &Panel::filtersChanged, this, &Page::placeChanged);
}

Place MessagesPage::place() const
{
    return {QStringLiteral("messages"), {}, {}, m_panel->filters()};
}

QString MessagesPage::title() const
{
    return messagesTitle(tr("Messages"), m_panel->filters(), m_context.vocabulary);
}

void MessagesPage::go(const Place &place)
{
    m_panel->setFilters(place.filters);
    m_panel->activate();
}

void MessagesPage::refresh()
{
    m_panel->refresh();
}

bool MessagesPage::isSettled() const
{
    return m_panel->isSettled();
}

QString MessagesPage::failure() const
{
    return m_panel->failure();
}

} // namespace ui
