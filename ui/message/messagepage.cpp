#include "ui/message/messagepage.h"

#include "ui/errorbar.h"
#include "ui/message/marker.h"
#include "ui/message/marking.h"
#include "ui/message/messageview.h"
#include "ui/theme.h"
#include "ui/undobar.h"

#include <QVBoxLayout>

namespace ui {

MessagePage::MessagePage(const Context &context, QWidget *parent)
    : Page(parent)
    , m_error(new ErrorBar(this))
    , m_marker(new Marker(*context.client, m_error, this))
    , m_view(new MessageView(context, m_marker, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_error);
    m_view->setRunWanted(true);
    // A page has wider edges than a detail.
    m_view->setContentsMargins(metric::inside, 0, metric::inside, 0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_marker->undoBar());
    addUndoShortcuts(this, m_marker);
    connect(m_view, &MessageView::openRequested, this, &Page::openRequested);
    connect(m_view, &MessageView::settledChanged, this, &Page::settledChanged);
    connect(m_view, &MessageView::sectionChanged, this, &Page::placeChanged);
    connect(m_view, &MessageView::titleChanged, this, &Page::placeChanged);
}

Place MessagePage::place() const
{
    const QString section = m_view->section();
    return {
        QStringLiteral("message"), m_id, section == QLatin1StringView("timeline") ? QString() : section, {}};
}

QString MessagePage::title() const
{
    return m_view->title();
}

void MessagePage::go(const Place &place)
{
    if (place.id != m_id) {
        m_id = place.id;
        m_view->open(m_id);
    }
    m_view->setSection(place.section);
}

void MessagePage::refresh()
{
    m_view->refresh();
}

bool MessagePage::isSettled() const
{
    return m_view->isSettled();
}

QString MessagePage::failure() const
{
    return m_view->failure();
}

} // namespace ui
