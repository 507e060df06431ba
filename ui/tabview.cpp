#include "ui/tabview.h"

#include "ui/pageregistry.h"

#include <QStackedLayout>

namespace ui {
namespace {
constexpr qsizetype pagesKept = 4;
}

TabView::TabView(const Context &context, const PageRegistry &registry, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_registry(registry)
    , m_stack(new QStackedLayout(this))
{
    m_stack->setContentsMargins(0, 0, 0, 0);
}

Place TabView::place() const
{
    return m_history.value(m_at);
}

QString TabView::title() const
{
    if (m_page)
        return m_page->title();
    const PageEntry *entry = m_registry.find(place().kind);
    return place().id.isEmpty() && entry ? entry->sidebarLabel : place().id;
}

void TabView::keepFor(const Place &place)
{
    m_history = {place};
    m_at = 0;
    Q_EMIT changed();
}

void TabView::wake()
{
    if (!m_page && m_at >= 0)
        show(m_history.at(m_at));
}

bool TabView::go(const Place &place)
{
    if (m_page && place == this->place())
        return true;
    if (!m_registry.find(place.kind))
        return false;
    m_history.remove(m_at + 1, m_history.size() - m_at - 1);
    m_history.append(place);
    m_at = m_history.size() - 1;
    return show(place);
}

void TabView::back()
{
    step(-1);
}

void TabView::forward()
{
    step(1);
}

void TabView::step(int by)
{
    const qsizetype to = m_at + by;
    if (to < 0 || to >= m_history.size())
        return;
    m_at = to;
    show(m_history.at(to));
}

bool TabView::show(const Place &place)
{
    const auto kept = std::find_if(m_pages.begin(), m_pages.end(),
                                   [&place](const Page *page) { return page->place().samePageAs(place); });
    Page *page = kept == m_pages.end() ? makePage(place) : *kept;
    if (!page)
        return false;
    m_pages.removeOne(page);
    m_pages.append(page);
    m_page = page;
    m_stack->setCurrentWidget(page);
    m_going = true;
    page->go(place);
    m_going = false;
    followPage(page);
    dropOldPages();
    Q_EMIT changed();
    Q_EMIT settledChanged();
    return true;
}

Page *TabView::makePage(const Place &place)
{
    Page *page = m_registry.make(m_context, place, this);
    if (!page)
        return nullptr;
    m_stack->addWidget(page);
    connect(page, &Page::placeChanged, this, [this, page] { followPage(page); });
    connect(page, &Page::openRequested, this, &TabView::openRequested);
    connect(page, &Page::settledChanged, this, [this, page] {
        if (page == m_page)
            Q_EMIT settledChanged();
    });
    return page;
}

// Another section is a step one can go back from; filters, and what a page chose by itself, only refine the
// place.
void TabView::followPage(Page *page)
{
    if (page != m_page || m_at < 0)
        return;
    const Place now = page->place();
    const Place before = m_history.at(m_at);
    if (now != before) {
        const bool isStep = !m_going && !before.section.isEmpty() && now.section != before.section;
        if (isStep) {
            m_history.remove(m_at + 1, m_history.size() - m_at - 1);
            m_history.append(now);
            ++m_at;
        } else {
            m_history[m_at] = now;
        }
    }
    if (!m_going)
        Q_EMIT changed();
}

void TabView::dropOldPages()
{
    for (qsizetype i = 0; i < m_pages.size() && m_pages.size() > pagesKept;) {
        Page *page = m_pages.at(i);
        if (page == m_page || !page->mayClose()) {
            ++i;
            continue;
        }
        m_pages.removeAt(i);
        m_stack->removeWidget(page);
        page->deleteLater();
    }
}

QStringList TabView::unsavedWork() const
{
    QStringList work;
    for (Page *page : m_pages) {
        if (!page->mayClose())
            work.append(page->unsavedWork().isEmpty() ? page->title() : page->unsavedWork());
    }
    return work;
}

void TabView::reload()
{
    if (m_page)
        m_page->refresh();
}

void TabView::reloadAll()
{
    for (Page *page : std::as_const(m_pages))
        page->refresh();
}

} // namespace ui
