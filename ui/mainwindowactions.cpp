// The actions, menus and dialogs of the main window.
#include "ui/mainwindow.h"

#include "models/profilestore.h"
#include "ui/environmentbar.h"
#include "ui/omnibox.h"
#include "ui/shortcutsdialog.h"
#include "ui/sidebar.h"
#include "ui/tabarea.h"
#include "ui/tabview.h"
#include "ui/theme.h"
#include "ui/topbar.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

namespace ui {

QAction *MainWindow::addKeyAction(const QString &text, const QList<QKeySequence> &keys, const Run &run)
{
    auto *action = new QAction(text, this);
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    return action;
}

void MainWindow::buildTabActions()
{
    const auto step = [this](int by) { return [this, by] { m_tabs->nextTab(by); }; };
    addKeyAction(tr("New tab"), {QKeySequence(Qt::CTRL | Qt::Key_T)}, [this] { newTab(); });
    addKeyAction(tr("Close the tab"), {QKeySequence(Qt::CTRL | Qt::Key_W)},
                 [this] { m_tabs->closeTab(m_tabs->currentIndex()); });
    addKeyAction(tr("Next tab"),
                 {QKeySequence(Qt::CTRL | Qt::Key_Tab), QKeySequence(Qt::CTRL | Qt::Key_PageDown)}, step(1));
    addKeyAction(tr("Previous tab"),
                 {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab),
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Backtab),
                  QKeySequence(Qt::CTRL | Qt::Key_PageUp)},
                 step(-1));
}

void MainWindow::buildGoActions()
{
    const auto inTab = [this](void (TabView::*what)()) {
        return [this, what] {
            if (TabView *view = m_tabs->current())
                (view->*what)();
        };
    };
    addKeyAction(tr("Back"), {QKeySequence(Qt::ALT | Qt::Key_Left), QKeySequence(Qt::Key_Back)},
                 inTab(&TabView::back));
    addKeyAction(tr("Forward"), {QKeySequence(Qt::ALT | Qt::Key_Right), QKeySequence(Qt::Key_Forward)},
                 inTab(&TabView::forward));
    addKeyAction(tr("Reload"), {QKeySequence(Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_R)},
                 inTab(&TabView::reload));
    addKeyAction(tr("Go to a person, message or bulk operation"),
                 {QKeySequence(Qt::CTRL | Qt::Key_K), QKeySequence(Qt::CTRL | Qt::Key_L)},
                 [this] { m_topBar->omnibox()->focusAndSelect(); });
    for (int i = 0; i < std::min(m_sidebar->count(), 9); ++i) {
        const QString kind = m_sidebar->kindAt(i);
        addKeyAction(m_registry.find(kind)->sidebarLabel, {QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i))},
                     [this, kind, i] {
                         if (m_sidebar->itemAt(i)->isEnabled())
                             return open(Place {kind, {}, {}, {}});
                         showNotice(m_sidebar->itemAt(i)->toolTip());
                     });
    }
    for (const PageEntry &entry : m_registry.entries()) {
        if (!entry.toggle.isEmpty())
            addKeyAction(tr("%1, and back").arg(entry.sidebarLabel), {entry.toggle},
                         [this, kind = entry.kind] { toggle(kind); });
    }
    addKeyAction(tr("To the next area of the window"), {QKeySequence(Qt::Key_F6)},
                 [this] { moveFocusArea(false); });
    addKeyAction(tr("To the previous area of the window"), {QKeySequence(Qt::SHIFT | Qt::Key_F6)},
                 [this] { moveFocusArea(true); });
    addKeyAction(tr("Copy the link of this page"), {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_L)},
                 [this] { copyLink(); });
    addKeyAction(tr("Keys"), {QKeySequence(Qt::Key_F1)}, [this] { showShortcuts(); });
    addKeyAction(tr("Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] { close(); });
}

void MainWindow::buildMenus()
{
    auto *more = new QMenu(this);
    const QList<QAction *> keyed = actions();
    for (QAction *action : keyed) {
        if (action->text() == tr("New tab") || action->text() == tr("Close the tab"))
            more->addAction(action);
    }
    more->addSeparator();
    QMenu *theme = more->addMenu(tr("Theme"));
    auto *group = new QActionGroup(theme);
    const std::pair<Scheme, QString> schemes[]
        = {{Scheme::System, tr("As the desktop")}, {Scheme::Light, tr("Light")}, {Scheme::Dark, tr("Dark")}};
    for (const auto &[scheme, label] : schemes) {
        QAction *action = theme->addAction(label);
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [scheme = scheme] { Theme::of()->setScheme(scheme); });
        connect(theme, &QMenu::aboutToShow, action,
                [action, scheme = scheme] { action->setChecked(Theme::of()->scheme() == scheme); });
    }
    more->addSeparator();
    for (QAction *action : keyed) {
        if (action->text() == tr("Keys") || action->text() == tr("Copy the link of this page"))
            more->addAction(action);
    }
    connect(more->addAction(tr("About Doorman")), &QAction::triggered, this, &MainWindow::showAbout);
    m_topBar->moreButton()->setMenu(more);

    auto *environment = new QMenu(this);
    environment->setLayoutDirection(QGuiApplication::layoutDirection()); // the button's own is turned around
    m_environmentMenu = environment;
    if (m_context.profiles) {
        environment->addSeparator(); // the environments come before it
        connect(environment->addAction(tr("Manage environments…")), &QAction::triggered, this, [this] {
            open(Place {QStringLiteral("environments"), {}, {}, {}}, true);
        });
        connect(environment->addAction(tr("Write log")), &QAction::triggered, this, [this] {
            open(Place {QStringLiteral("writes"), {}, {}, {}}, true);
        });
        environment->addSeparator();
        connect(environment, &QMenu::aboutToShow, this, &MainWindow::fillEnvironments);
        fillEnvironments();
    }
    m_resetAction = environment->addAction(tr("Reset the sandbox…"));
    connect(m_resetAction, &QAction::triggered, this, &MainWindow::askToReset);
    environment->addMenu(theme);
    connect(environment->addAction(tr("About Doorman")), &QAction::triggered, this, &MainWindow::showAbout);
    m_environmentBar->menuButton()->setMenu(environment);
}

void MainWindow::fillEnvironments()
{
    qDeleteAll(std::exchange(m_environmentActions, {}));
    QAction *first = m_environmentMenu->actions().value(0);
    for (const models::Profile &profile : m_context.profiles->profiles()) {
        auto *action
            = new QAction(QString(profile.name).replace(u'&', QStringLiteral("&&")), m_environmentMenu);
        action->setCheckable(true);
        action->setChecked(profile.id == m_context.profile);
        const QString id = profile.id;
        connect(action, &QAction::triggered, this, [this, id] {
            if (id != m_context.profile)
                m_context.profiles->choose(id);
        });
        m_environmentMenu->insertAction(first, action);
        m_environmentActions += action;
    }
}

// With its filters: it opens the same list for whoever takes it.
void MainWindow::copyLink()
{
    const Page *page = currentPage();
    if (!page)
        return;
    QGuiApplication::clipboard()->setText(page->place().command());
    showNotice(tr("Link copied"));
}

void MainWindow::askToLeave(const QString &profileId)
{
    const QStringList work = unsavedWork();
    const auto leave = [this, profileId] { Q_EMIT environmentRequested(profileId); };
    if (work.isEmpty())
        return leave();
    askToDiscard(this, work, leave);
}

void MainWindow::askToReset()
{
    auto *box
        = new QMessageBox(QMessageBox::NoIcon, tr("Reset the sandbox"),
                          tr("Bring the sandbox back to its first state?"), QMessageBox::NoButton, this);
    box->setInformativeText(
        tr("Everything changed in it since is lost: preferences, statuses, bulk operations."));
    QPushButton *reset = box->addButton(tr("Reset"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(reset, &QPushButton::clicked, this, &MainWindow::resetSandboxRequested);
    box->open();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Doorman"),
                                tr("Doorman %1").arg(QCoreApplication::applicationVersion()), QMessageBox::Ok,
                                this);
    box->setInformativeText(tr("A desktop console for the Knock notification API.\n\n"
                               "Free software under the GNU General Public License, version 3 or later."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::showShortcuts()
{
    auto *dialog = new ShortcutsDialog(actions(), this);
    dialog->open();
}

} // namespace ui
