#include "ui/tabarea.h"

#include "ui/buttons.h"
#include "ui/pageregistry.h"
#include "ui/tabstrip.h"
#include "ui/tabview.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

namespace ui {

void askToDiscard(QWidget *parent, const QStringList &work, const std::function<void()> &discard)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, QCoreApplication::applicationName(),
                                QCoreApplication::translate("TabArea", "There is work that is not saved."),
                                QMessageBox::NoButton, parent);
    box->setInformativeText(work.join(u'\n'));
    QPushButton *let
        = box->addButton(QCoreApplication::translate("TabArea", "Discard"), QMessageBox::DestructiveRole);
    QPushButton *keep
        = box->addButton(QCoreApplication::translate("TabArea", "Keep working"), QMessageBox::RejectRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(let, &QPushButton::clicked, parent, discard, Qt::QueuedConnection);
    box->open();
}

TabArea::TabArea(const Context &context, const PageRegistry &registry, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_registry(registry)
    , m_strip(new TabStrip(this))
    , m_stack(new QStackedWidget(this))
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(4);
    m_strip->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    row->addWidget(m_strip);
    auto *plus = makeIconButton(QStringLiteral("plus"), tr("New tab (Ctrl+T)"), this);
    plus->setIconSize({14, 14});
    plus->setFixedSize(26, 26);
    plus->setStyleSheet(
        QStringLiteral("QToolButton { min-height: 24px; max-height: 24px; padding: 0 4px; }"));
    row->addWidget(plus);
    row->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_stack, 1);
    m_stack->setAutoFillBackground(true);
    connect(plus, &QToolButton::clicked, this, &TabArea::newTabRequested);
    connect(m_strip, &TabStrip::closeWanted, this, &TabArea::closeTab);
    connect(m_strip, &QTabBar::currentChanged, this, [this](int index) {
        if (index >= 0 && index < m_stack->count())
            m_stack->setCurrentIndex(index);
        wake();
        Q_EMIT currentChanged();
        Q_EMIT settledChanged();
    });
    connect(Theme::of(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TabArea::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = Theme::of()->tokens();
    QPainter painter(this);
    painter.fillRect(0, 0, width(), metric::tabs, tokens.window);
    // Under the tabs, but not under the current one.
    painter.fillRect(0, metric::tabs - 1, width(), 1, tokens.line);
    const QRect tab = m_strip->tabRect(m_strip->currentIndex()).translated(m_strip->pos());
    painter.fillRect(tab.left() + 1, metric::tabs - 1, tab.width() - 2, 1, tokens.surface);
}

TabView *TabArea::addTab()
{
    auto *view = new TabView(m_context, m_registry, m_stack);
    m_stack->addWidget(view);
    connect(view, &TabView::changed, this, [this, view] {
        const int index = indexOf(view);
        if (index < 0)
            return;
        m_strip->setTitle(index, view->title());
        update();
        if (view == current())
            Q_EMIT currentChanged();
    });
    connect(view, &TabView::settledChanged, this, [this, view] {
        if (view == current())
            Q_EMIT settledChanged();
    });
    connect(view, &TabView::openRequested, this,
            [this](const Place &place, bool inNewTab) { open(place, inNewTab); });
    return view;
}

void TabArea::keep(const Place &place)
{
    if (!m_registry.find(place.kind))
        return;
    TabView *view = addTab();
    m_keeping = true;
    m_strip->addPlaceTab(QString());
    view->keepFor(place);
    m_keeping = false;
}

void TabArea::wake()
{
    if (current() && !m_keeping)
        current()->wake();
}

bool TabArea::open(const Place &place, bool inNewTab)
{
    if (!m_registry.find(place.kind))
        return false;
    TabView *view = inNewTab ? nullptr : current();
    if (view)
        return view->go(place);
    view = addTab();
    m_strip->setCurrentIndex(m_strip->addPlaceTab(QString()));
    m_stack->setCurrentWidget(view);
    return view->go(place);
}

TabView *TabArea::current() const
{
    return viewAt(m_strip->currentIndex());
}

Page *TabArea::currentPage() const
{
    const TabView *view = current();
    return view ? view->page() : nullptr;
}

int TabArea::count() const
{
    return m_stack->count();
}

TabView *TabArea::viewAt(int index) const
{
    return static_cast<TabView *>(m_stack->widget(index));
}

int TabArea::indexOf(const TabView *view) const
{
    for (int i = 0; i < m_stack->count(); ++i) {
        if (m_stack->widget(i) == view)
            return i;
    }
    return -1;
}

QStringList TabArea::addresses() const
{
    QStringList all;
    for (int i = 0; i < count(); ++i)
        all.append(viewAt(i)->place().address());
    return all;
}

int TabArea::currentIndex() const
{
    return m_strip->currentIndex();
}

void TabArea::setCurrentIndex(int index)
{
    if (index >= 0 && index < count())
        m_strip->setCurrentIndex(index);
}

void TabArea::nextTab(int step)
{
    if (count() > 0)
        setCurrentIndex((currentIndex() + step + count()) % count());
}

void TabArea::closeTab(int index)
{
    TabView *view = viewAt(index);
    if (!view)
        return;
    const QStringList work = view->unsavedWork();
    if (work.isEmpty())
        return removeTab(view);
    setCurrentIndex(index);
    askToDiscard(this, work, [this, view] { removeTab(view); });
}

void TabArea::removeTab(TabView *view)
{
    const int index = indexOf(view);
    if (index < 0)
        return;
    // The page first: the strip tells of its new current tab at once.
    m_stack->removeWidget(view);
    m_strip->removeTab(index);
    m_stack->setCurrentIndex(m_strip->currentIndex());
    view->deleteLater();
    update();
    if (count() == 0)
        Q_EMIT lastTabClosed();
    else
        Q_EMIT currentChanged();
}

QStringList TabArea::unsavedWork() const
{
    QStringList work;
    for (int i = 0; i < count(); ++i)
        work.append(viewAt(i)->unsavedWork());
    return work;
}

void TabArea::reloadAll()
{
    for (int i = 0; i < count(); ++i)
        viewAt(i)->reloadAll();
}

} // namespace ui
