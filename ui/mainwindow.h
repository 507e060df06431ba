// The frame around the pages: environment, omnibox, sidebar, tabs, status. It knows no entity.
#pragma once

#include "ui/context.h"
#include "ui/environment.h"
#include "ui/pageregistry.h"

#include <QMainWindow>

namespace ui {

class EnvironmentBar;
class Omnibox;
class Sidebar;
class StatusStrip;
class TabArea;
class TopBar;

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(const Context &context, const Environment &environment, PageRegistry registry,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    void open(const Place &place, bool inNewTab = false);
    Page *currentPage() const;
    // Tabs and geometry of the last time; opens `first` (or the first sidebar page) where there were none.
    void restore(const Place &first = {});
    void setEnvironment(const Environment &environment);
    void reloadAll(); // every page asks again, e.g. after the sandbox was reset
    void showNotice(const QString &text); // in the status bar, for a while

Q_SIGNALS:
    void resetSandboxRequested(); // confirmed by the person
    void currentPageChanged();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildActions();
    void buildMenus();
    void connectParts();
    void followTab();
    void save() const;
    void askToReset();
    void showAbout();
    void showShortcuts();
    void moveFocusArea(bool backward);
    QAction *addShortcut(const QString &text, const QList<QKeySequence> &keys,
                         const std::function<void()> &run);

    Context m_context;
    Environment m_environment;
    PageRegistry m_registry;
    EnvironmentBar *m_environmentBar;
    TopBar *m_topBar;
    Sidebar *m_sidebar;
    TabArea *m_tabs;
    StatusStrip *m_status;
    bool m_closing = false;
};

} // namespace ui
