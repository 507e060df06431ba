#pragma once

#include "ui/context.h"
#include "ui/place.h"

#include <QWidget>
#include <functional>

class QStackedWidget;

namespace ui {

class Page;
class PageRegistry;
class TabStrip;
class TabView;

// The tabs and what they hold.
class TabArea : public QWidget
{
    Q_OBJECT
public:
    TabArea(const Context &context, const PageRegistry &registry, QWidget *parent = nullptr);

    bool open(const Place &place, bool inNewTab); // false: there is no page for it
    void keep(const Place &place); // in a new tab that wakes when it is shown; nothing for an unknown kind
    void wake(); // the current one; those kept sleep until then
    TabView *current() const;
    Page *currentPage() const;
    int count() const;
    TabStrip *strip() const { return m_strip; }
    TabView *viewAt(int index) const;
    QStringList addresses() const;
    int currentIndex() const;
    void setCurrentIndex(int index);
    void closeTab(int index); // asks when there is unsaved work
    void nextTab(int step);
    QStringList unsavedWork() const; // in all tabs
    void reloadAll();

Q_SIGNALS:
    void currentChanged(); // another tab, or another place in it
    void settledChanged(); // of the page that shows
    void newTabRequested();
    void lastTabClosed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TabView *addTab(); // not yet shown
    void removeTab(TabView *view);
    int indexOf(const TabView *view) const;

    Context m_context;
    const PageRegistry &m_registry;
    TabStrip *m_strip;
    QStackedWidget *m_stack;
    bool m_keeping = false;
};

// Asks whether unsaved work may go; `discard` runs when the person says so.
void askToDiscard(QWidget *parent, const QStringList &work, const std::function<void()> &discard);

} // namespace ui
