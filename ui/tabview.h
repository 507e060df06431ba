#pragma once

#include "ui/context.h"
#include "ui/page.h"

class QStackedLayout;

namespace ui {

class PageRegistry;

// What one tab holds: a page, the places it came by, and the pages of the last few, as they were left.
class TabView : public QWidget
{
    Q_OBJECT
public:
    TabView(const Context &context, const PageRegistry &registry, QWidget *parent = nullptr);

    // Remembers the place; its page is made when the tab is shown first: many tabs cost nothing at the start.
    void keepFor(const Place &place);
    void wake();
    bool go(const Place &place); // false: there is no page for it; nothing changes then
    void back();
    void forward();
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_history.size(); }
    Page *page() const { return m_page; }
    Place place() const;
    QString title() const;
    QStringList unsavedWork() const; // of every page kept
    void reload(); // the page that shows
    void reloadAll();

Q_SIGNALS:
    void changed(); // place, title or history
    void settledChanged();
    void openRequested(const ui::Place &place, bool inNewTab);

private:
    bool show(const Place &place);
    Page *makePage(const Place &place);
    void step(int by);
    void followPage(Page *page);
    void dropOldPages();

    Context m_context;
    const PageRegistry &m_registry;
    QStackedLayout *m_stack;
    QList<Page *> m_pages; // the one that shows last
    Page *m_page = nullptr;
    QList<Place> m_history;
    qsizetype m_at = -1;
    bool m_going = false;
};

} // namespace ui
