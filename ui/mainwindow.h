// The frame around the pages: environment, omnibox, sidebar, tabs, status. It knows no entity.
#pragma once

#include "ui/context.h"
#include "ui/environment.h"
#include "ui/omniboxguess.h"
#include "ui/pageregistry.h"

#include <QMainWindow>

class QMenu;

namespace ui {

class EnvironmentBar;
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
    void keepState(); // geometry and tabs, for the next window
    void reloadAll(); // every page asks again, e.g. after the sandbox was reset
    void showNotice(const QString &text); // in the status bar, for a while
    TabArea *tabs() const { return m_tabs; }

Q_SIGNALS:
    void resetSandboxRequested(); // confirmed by the person
    void environmentRequested(const QString &profileId); // unsaved work may go
    void currentPageChanged();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    using Run = std::function<void()>;
    void build();
    void buildTabActions();
    void buildGoActions();
    void buildMenus();
    void connectParts();
    void followTab();
    void followSettled();
    void newTab();
    void toggle(const QString &kind);
    void noteRecent(const Place &place);
    void saveTabs() const;
    void askToReset();
    void askToLeave(const QString &profileId);
    void fillEnvironments();
    void showAbout();
    void copyLink();
    void showShortcuts();
    void moveFocusArea(bool backward);
    QAction *addKeyAction(const QString &text, const QList<QKeySequence> &keys, const Run &run);
    Place home() const;
    QStringList unsavedWork() const; // of the tabs, and exports under way

    Context m_context;
    Environment m_environment;
    PageRegistry m_registry;
    EnvironmentBar *m_environmentBar;
    TopBar *m_topBar;
    Sidebar *m_sidebar;
    TabArea *m_tabs;
    StatusStrip *m_status;
    QAction *m_resetAction = nullptr;
    QMenu *m_environmentMenu = nullptr;
    QList<QAction *> m_environmentActions; // one for each environment
    QList<Candidate> m_recent;
    QString m_typed; // what led to the page that is loading; cleared when it arrives
    bool m_restoring = false;
    bool m_closing = false;
};

} // namespace ui
