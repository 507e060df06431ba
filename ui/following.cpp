#include "ui/following.h"

#include "models/texts.h"
#include "ui/theme.h"

#include <QAction>
#include <QEvent>
#include <QListView>
#include <QMouseEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QToolButton>

namespace ui {

Following::Following(const Context &context, models::CursorListBase *list, QAbstractItemView *view,
                     const QString &name, QWidget *panel)
    : QObject(panel)
    , m_context(context)
    , m_list(list)
    , m_view(view)
    , m_key(QStringLiteral("follow/") + name)
    , m_panel(panel)
    , m_follower(new models::Follower(*list, *context.client, {}, this))
    , m_button(new QToolButton(panel))
    , m_pill(new QPushButton(view))
    , m_showNew(new QAction(tr("Show what is new"), view))
{
    build();
    connectAll();
    if (context.settings)
        m_follower->setPaused(!context.settings->value(m_key, true).toBool());
    followWindow();
    tell();
}

void Following::build()
{
    m_button->setFocusPolicy(Qt::TabFocus);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setProperty("role", QStringLiteral("dim"));
    m_pill->setIcon(Theme::of()->icon(QStringLiteral("up")));
    m_pill->setProperty("role", QStringLiteral("pill"));
    m_pill->setFocusPolicy(Qt::TabFocus);
    m_pill->hide();
    m_showNew->setShortcut(Qt::Key_Home);
    m_showNew->setShortcutContext(Qt::WidgetShortcut);
    m_showNew->setEnabled(false);
    m_view->addAction(m_showNew);
}

void Following::connectAll()
{
    connect(m_button, &QToolButton::clicked, this, [this] { pause(!m_follower->isPaused()); });
    connect(m_pill, &QPushButton::clicked, this, &Following::showNew);
    connect(m_showNew, &QAction::triggered, this, &Following::showNew);
    connect(m_follower, &models::Follower::changed, this, &Following::tell);
    connect(m_list, &models::CursorListBase::aboutToMerge, this, &Following::hold);
    connect(m_list, &models::CursorListBase::refreshed, this, [this] { settle(true); });
    connect(m_list, &models::CursorListBase::looked, this, [this](const models::Newest &found) {
        settle(false);
        if (std::exchange(m_wantsTop, false) && !found.error.isError())
            scrollToTop();
    });
    connect(m_list, &models::CursorListBase::pageArrived, this, &Following::noteSeen);
    QScrollBar *bar = m_view->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, &Following::noteSeen);
    connect(bar, &QScrollBar::sliderPressed, m_follower, [this] { m_follower->setHeld(true); });
    connect(bar, &QScrollBar::sliderReleased, m_follower, [this] { m_follower->setHeld(false); });
    connect(Theme::of(), &Theme::changed, this,
            [this] { m_pill->setIcon(Theme::of()->icon(QStringLiteral("up"))); });
    m_panel->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
}

void Following::pause(bool paused)
{
    m_follower->setPaused(paused);
    if (m_context.settings)
        m_context.settings->setValue(m_key, !paused);
}

bool Following::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::WindowStateChange:
        if (watched != m_view->viewport())
            followWindow();
        break;
    case QEvent::WindowActivate:
        if (watched == m_window)
            m_follower->hurry();
        break;
    case QEvent::Resize:
        if (watched == m_view->viewport())
            tellCount();
        break;
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseMove:
        followHand(watched, event);
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

// Rows that come in under a pressed button would change what it selects.
void Following::followHand(const QObject *watched, const QEvent *event)
{
    if (watched == m_view->viewport())
        m_follower->setHeld(static_cast<const QMouseEvent *>(event)->buttons() != Qt::NoButton);
}

void Following::followWindow()
{
    QWidget *window = m_panel->window();
    if (window != m_window) {
        if (m_window && m_window != m_panel)
            m_window->removeEventFilter(this);
        m_window = window;
        if (window != m_panel)
            window->installEventFilter(this);
    }
    m_follower->setVisible(m_panel->isVisible() && !window->isMinimized());
}

QModelIndex Following::firstVisible() const
{
    return m_view->isVisible() ? m_view->indexAt(QPoint(1, 0)) : QModelIndex();
}

void Following::setBeside(std::function<QString()> id, std::function<void()> readAgain)
{
    m_besideId = std::move(id);
    m_readAgain = std::move(readAgain);
}

QJsonObject Following::rawOf(const QString &id) const
{
    const QModelIndex index = id.isEmpty() ? QModelIndex() : m_list->indexOfId(id);
    return index.data(models::CursorListBase::ObjectRole).toJsonObject();
}

void Following::readBesideAgain()
{
    const auto [id, before] = std::exchange(m_beside, {});
    const QJsonObject now = rawOf(id);
    if (m_readAgain && !before.isEmpty() && !now.isEmpty() && before != now)
        m_readAgain();
}

// The current row is what the eye is on, where it can be seen; else the uppermost row that stays.
void Following::hold()
{
    m_merging = true;
    const QString beside = m_besideId ? m_besideId() : QString();
    m_beside = {beside, rawOf(beside)};
    const QScrollBar *bar = m_view->verticalScrollBar();
    m_wasAtTop = bar->value() == bar->minimum();
    m_anchors.clear();
    const int bottom = m_view->viewport()->height();
    const QModelIndex current = m_view->currentIndex();
    for (QModelIndex index = firstVisible(); index.isValid(); index = index.siblingAtRow(index.row() + 1)) {
        const int y = m_view->visualRect(index).top();
        if (y >= bottom)
            break;
        const auto place = index.row() == current.row() ? m_anchors.begin() : m_anchors.end();
        m_anchors.insert(place, {index, y});
    }
}

void Following::settle(bool isRefresh)
{
    if (!std::exchange(m_merging, false))
        return;
    layOut();
    // Who asks for all of it anew at the top of the list wants to see the top of the list.
    if (m_wasAtTop && (isRefresh || m_staysAtTop))
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->minimum());
    else
        restore();
    noteSeen();
    if (!isRefresh) // who refreshes refreshes that, too
        readBesideAgain();
}

// Before anything is painted: what comes later would be seen to jump.
void Following::layOut()
{
    auto *cards = qobject_cast<QListView *>(m_view);
    const bool isBatched = cards && cards->layoutMode() == QListView::Batched;
    if (isBatched)
        cards->setLayoutMode(QListView::SinglePass);
    m_view->doItemsLayout();
    if (isBatched)
        cards->setLayoutMode(QListView::Batched);
}

void Following::restore()
{
    const auto anchor = std::find_if(m_anchors.cbegin(), m_anchors.cend(),
                                     [](const Anchor &one) { return one.index.isValid(); });
    if (anchor == m_anchors.cend())
        return;
    QScrollBar *bar = m_view->verticalScrollBar();
    bar->setValue(bar->value() + m_view->visualRect(anchor->index).top() - anchor->y);
}

void Following::noteSeen()
{
    if (m_merging)
        return;
    const QModelIndex first = firstVisible();
    if (first.isValid() && (!m_topSeen.isValid() || first.row() < m_topSeen.row()))
        m_topSeen = first;
    tellCount();
}

int Following::unseen() const
{
    return (m_topSeen.isValid() ? m_topSeen.row() : 0) + m_follower->waiting();
}

void Following::showNew()
{
    if (m_follower->waiting() > 0 && m_list->catchUp())
        m_wantsTop = true;
    else
        scrollToTop();
}

void Following::scrollToTop()
{
    const bool hadFocus = m_pill->hasFocus();
    m_view->scrollToTop();
    if (hadFocus)
        m_view->setFocus(Qt::OtherFocusReason);
}

void Following::tell()
{
    const QString how = m_follower->text();
    m_button->setText(how);
    m_button->setAccessibleName(how);
    m_button->setToolTip(m_follower->detail());
    m_button->setIcon(m_follower->isPaused() ? Theme::of()->icon(QStringLiteral("play")) : QIcon());
    tellCount();
}

void Following::tellCount()
{
    const int count = unseen();
    m_pill->setVisible(count > 0);
    m_showNew->setEnabled(count > 0);
    if (count == 0)
        return;
    const QString number = models::numberText(count);
    m_pill->setText(m_follower->waiting() > 0 ? tr("%1+ new").arg(number) : tr("%1 new").arg(number));
    m_pill->setAccessibleName(tr("%1, go to the top").arg(m_pill->text()));
    m_pill->setToolTip(tr("Go to the top (Home)"));
    m_pill->resize(m_pill->sizeHint());
    const QRect room = m_view->viewport()->geometry();
    m_pill->move(room.center().x() - m_pill->width() / 2, room.top() + metric::inside);
    m_pill->raise();
}

} // namespace ui
