#include "ui/mainwindow.h"

#include "api/client/client.h"
#include "models/exports.h"
#include "models/profilestore.h"
#include "ui/buttons.h"
#include "ui/environmentbar.h"
#include "ui/environments/unlockdialog.h"
#include "ui/export/exportbars.h"
#include "ui/omnibox.h"
#include "ui/sidebar.h"
#include "ui/statusstrip.h"
#include "ui/tabarea.h"
#include "ui/tabstrip.h"
#include "ui/tabview.h"
#include "ui/theme.h"
#include "ui/topbar.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFrame>
#include <QHBoxLayout>
#include <QSettings>

namespace ui {
namespace {
constexpr int recentKept = 8;
QString geometryKey()
{
    return QStringLiteral("window/geometry");
}
// The tabs of one environment lead nowhere in another.
QString tabsKey(const Context &context)
{
    return QStringLiteral("tabs/%1/places").arg(context.environment);
}
QString currentKey(const Context &context)
{
    return QStringLiteral("tabs/%1/current").arg(context.environment);
}
}

MainWindow::MainWindow(const Context &context, const Environment &environment, PageRegistry registry,
                       QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_registry(std::move(registry))
{
    build();
    buildTabActions();
    buildGoActions();
    buildMenus();
    connectParts();
    setEnvironment(environment);
    resize(1280, 800);
    setMinimumSize(880, 560);
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    auto *body = new QWidget(this);
    setCentralWidget(body);
    m_environmentBar = new EnvironmentBar(body);
    m_topBar = new TopBar(body);
    m_sidebar = new Sidebar(m_registry, body);
    m_tabs = new TabArea(m_context, m_registry, body);
    m_status = new StatusStrip(m_context, body);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_environmentBar);
    column->addWidget(m_topBar);
    column->addWidget(makeLine(body));
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_sidebar);
    row->addWidget(makeLine(body, Qt::Vertical));
    row->addWidget(m_tabs, 1);
    column->addLayout(row, 1);
    if (m_context.exports)
        column->addWidget(new ExportBars(*m_context.exports, body));
    column->addWidget(m_status);
    QStringList kinds;
    for (const PageEntry &entry : m_registry.entries())
        kinds.append(entry.kind);
    m_topBar->omnibox()->setKinds(kinds);
    m_topBar->omnibox()->setVocabulary(m_context.vocabulary);
}

void MainWindow::connectParts()
{
    Omnibox *omnibox = m_topBar->omnibox();
    connect(m_topBar, &TopBar::backRequested, this,
            [this] { m_tabs->current() ? m_tabs->current()->back() : void(); });
    connect(m_topBar, &TopBar::forwardRequested, this,
            [this] { m_tabs->current() ? m_tabs->current()->forward() : void(); });
    connect(m_topBar, &TopBar::reloadRequested, this,
            [this] { m_tabs->current() ? m_tabs->current()->reload() : void(); });
    connect(m_topBar, &TopBar::themeToggled, this,
            [] { Theme::of()->setScheme(Theme::of()->isDark() ? Scheme::Light : Scheme::Dark); });
    connect(omnibox, &Omnibox::openRequested, this, [this, omnibox](const Place &place, bool inNewTab) {
        m_typed = omnibox->text();
        open(place, inNewTab);
        if (Page *page = currentPage())
            page->setFocus(Qt::OtherFocusReason);
        followSettled();
    });
    connect(omnibox, &Omnibox::left, this, [this] {
        if (Page *page = currentPage())
            page->setFocus(Qt::OtherFocusReason);
    });
    connect(m_sidebar, &Sidebar::chosen, this, [this](const QString &kind, bool inNewTab) {
        open(Place {kind, {}, {}, {}}, inNewTab);
    });
    connect(m_tabs, &TabArea::currentChanged, this, &MainWindow::followTab);
    connect(m_tabs, &TabArea::settledChanged, this, &MainWindow::followSettled);
    connect(m_tabs, &TabArea::newTabRequested, this, &MainWindow::newTab);
    connect(m_tabs, &TabArea::lastTabClosed, this, [this] { open(home()); });
    if (m_context.client) {
        m_sidebar->setConnection(m_context.client->connection());
        m_environmentBar->setLock(&m_context.client->writeLock());
        connect(m_environmentBar, &EnvironmentBar::unlockRequested, this,
                [this] { openUnlock(&m_context.client->writeLock(), m_environment.name, this); });
    }
    if (m_context.profiles)
        connect(m_context.profiles, &models::ProfileStore::chosen, this, &MainWindow::askToLeave);
    connect(Theme::of(), &Theme::changed, this, [this] {
        if (m_context.settings)
            m_context.settings->setValue(QStringLiteral("window/scheme"), int(Theme::of()->scheme()));
    });
}

Place MainWindow::home() const
{
    return Place {m_sidebar->firstKind(), {}, {}, {}};
}

void MainWindow::open(const Place &place, bool inNewTab)
{
    if (m_tabs->open(place, inNewTab)) {
        // Who starts typing means the page: not the window's first button, nor what the page that went left
        // behind.
        if (!focusWidget() || !focusWidget()->isVisible() || m_tabs->isAncestorOf(focusWidget()))
            currentPage()->setFocus(Qt::OtherFocusReason);
        return noteRecent(place);
    }
    showNotice(place.isValid() ? tr("There is no page for %1.").arg(place.address())
                               : tr("That is no address of a place."));
}

void MainWindow::newTab()
{
    open(home(), true);
    m_topBar->omnibox()->focusAndSelect();
}

void MainWindow::toggle(const QString &kind)
{
    TabView *view = m_tabs->current();
    if (view && view->place().kind == kind && view->canGoBack())
        view->back();
    else
        open(Place {kind, {}, {}, {}});
}

void MainWindow::noteRecent(const Place &place)
{
    if (place.id.isEmpty() || m_restoring)
        return;
    const Candidate candidate = candidateFor(Place {place.kind, place.id, {}, {}}, m_context.vocabulary);
    m_recent.removeOne(candidate);
    m_recent.prepend(candidate);
    m_recent = m_recent.mid(0, recentKept);
    m_topBar->omnibox()->setRecent(m_recent);
}

Page *MainWindow::currentPage() const
{
    return m_tabs->currentPage();
}

void MainWindow::followTab()
{
    const TabView *view = m_tabs->current();
    if (!view)
        return;
    m_topBar->setHistory(view->canGoBack(), view->canGoForward());
    const PageEntry *entry = m_registry.find(view->place().kind);
    if (entry)
        m_sidebar->setCurrentKind(entry->sidebarKind.isEmpty() ? entry->kind : entry->sidebarKind);
    setWindowTitle(view->title());
    if (!m_restoring)
        saveTabs();
    Q_EMIT currentPageChanged();
}

// What was typed stays until it led to something: after an error it is corrected, not typed again.
void MainWindow::followSettled()
{
    const Page *page = currentPage();
    Omnibox *omnibox = m_topBar->omnibox();
    if (m_typed.isEmpty() || !page || !page->isSettled() || omnibox->hasFocus())
        return;
    if (page->failure().isEmpty() && omnibox->text() == m_typed)
        omnibox->clear();
    m_typed.clear();
}

void MainWindow::setEnvironment(const Environment &environment)
{
    m_environment = environment;
    m_environmentBar->setEnvironment(environment);
    if (m_resetAction)
        m_resetAction->setVisible(environment.isSandbox);
}

void MainWindow::reloadAll()
{
    m_tabs->reloadAll();
}

void MainWindow::showNotice(const QString &text)
{
    m_status->showNotice(text);
}

void MainWindow::restore(const Place &first)
{
    m_restoring = true;
    bool found = false;
    if (QSettings *settings = m_context.settings) {
        restoreGeometry(settings->value(geometryKey()).toByteArray());
        const int scheme = settings->value(QStringLiteral("window/scheme"), int(Scheme::System)).toInt();
        if (scheme >= int(Scheme::System) && scheme <= int(Scheme::Dark))
            Theme::of()->setScheme(Scheme(scheme));
        const QStringList addresses = settings->value(tabsKey(m_context)).toStringList();
        int current = settings->value(currentKey(m_context)).toInt();
        for (const QString &address : addresses) {
            const Place place = Place::fromAddress(address);
            if (!place.isValid())
                continue;
            m_tabs->keep(place);
            if (!found && first.isValid() && place.samePageAs(first)) {
                found = true;
                current = m_tabs->count() - 1;
            }
        }
        if (found || !first.isValid()) {
            m_tabs->setCurrentIndex(current);
            m_tabs->wake();
        }
    }
    m_restoring = false;
    if (first.isValid())
        open(first, m_tabs->count() > 0 && !found); // in the tab that has it already, if one does
    if (m_tabs->count() == 0)
        open(home());
    followTab();
    if (Page *page = currentPage())
        page->setFocus(Qt::OtherFocusReason);
}

void MainWindow::saveTabs() const
{
    if (!m_context.settings)
        return;
    QStringList addresses = m_tabs->addresses();
    for (QString &address : addresses) { // somebody may have pasted the key into a field of one
        if (m_context.client)
            address = m_context.client->withoutSecrets(address);
    }
    m_context.settings->setValue(tabsKey(m_context), addresses);
    m_context.settings->setValue(currentKey(m_context), m_tabs->currentIndex());
}

void MainWindow::keepState()
{
    if (m_context.settings)
        m_context.settings->setValue(geometryKey(), saveGeometry());
    saveTabs();
}

QStringList MainWindow::unsavedWork() const
{
    QStringList work = m_tabs->unsavedWork();
    const QStringList exports = m_context.exports ? m_context.exports->unfinished() : QStringList();
    for (const QString &path : exports)
        work += tr("The export to %1 is under way. What it has stays in %1.part.")
                    .arg(QDir::toNativeSeparators(path));
    return work;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const QStringList work = unsavedWork();
    if (!m_closing && !work.isEmpty()) {
        event->ignore();
        return askToDiscard(this, work, [this] {
            m_closing = true;
            close();
        });
    }
    keepState();
    QMainWindow::closeEvent(event);
}

void MainWindow::moveFocusArea(bool backward)
{
    QWidget *page = currentPage();
    const QList<QWidget *> areas {m_sidebar, m_topBar, m_tabs->strip(), page ? page : m_tabs,
                                  m_environmentBar};
    qsizetype at = 0;
    const QWidget *focus = QApplication::focusWidget();
    for (qsizetype i = 0; i < areas.size(); ++i) {
        if (focus && (areas[i] == focus || areas[i]->isAncestorOf(focus)))
            at = i;
    }
    at = (at + (backward ? areas.size() - 1 : 1)) % areas.size();
    if (areas[at] == m_sidebar)
        m_sidebar->focusCurrent();
    else if (areas[at] == m_topBar)
        m_topBar->omnibox()->focusAndSelect();
    else if (areas[at] == m_environmentBar)
        m_environmentBar->menuButton()->setFocus(Qt::ShortcutFocusReason);
    else
        areas[at]->setFocus(Qt::ShortcutFocusReason);
}

} // namespace ui
