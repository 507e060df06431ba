#include "ui/messages/messagespage.h"

#include "models/vocabulary.h"
#include "ui/filterbar.h"
#include "ui/messages/messagefilters.h"
#include "ui/messages/messagespanel.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

models::MessageScope scopeOf(const Place &place)
{
    if (place.id.isEmpty())
        return {};
    if (place.kind == "workflow"_L1)
        return models::MessageScope::ofWorkflow(place.id);
    if (place.kind == "channel"_L1)
        return models::MessageScope::ofChannel(place.id);
    return {};
}

} // namespace

MessagesPage::MessagesPage(const Context &context, const Place &place, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_place {place.kind, place.id, {}, {}}
    , m_panel(new MessagesPanel(context, scopeOf(place), this))
{
    m_panel->filterBar()->setTitle(tr("Messages"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
    setFocusProxy(m_panel);
    connect(m_panel, &Panel::openRequested, this, &Page::openRequested);
    connect(m_panel, &Panel::settledChanged, this, &Page::settledChanged);
    connect(m_panel, &Panel::filtersChanged, this, &Page::placeChanged);
    if (m_context.vocabulary && m_place.kind == "channel"_L1) // its name may be learned
        connect(m_context.vocabulary, &models::Vocabulary::changed, this, &Page::placeChanged);
}

Place MessagesPage::place() const
{
    return {m_place.kind, m_place.id, {}, m_panel->filters()};
}

QString MessagesPage::title() const
{
    QString name = tr("Messages");
    if (m_place.kind == "workflow"_L1)
        name = m_place.id;
    else if (m_place.kind == "channel"_L1)
        name = channelLabel(m_place.id, m_context.vocabulary);
    return messagesTitle(name, m_panel->filters(), m_context.vocabulary);
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
