#include "ui/ratemeter.h"

#include "api/client/ratelimiter.h"
#include "models/texts.h"
#include "ui/buttons.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDateTime>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QScreen>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace ui {

namespace {

constexpr int meterWidth = 720;
constexpr int mostRowsShown = 12;
constexpr int followMs = 250;

QString waitingText(const api::RateLimiter::Budget &budget)
{
    if (budget.waiting == 0)
        return RateMeter::tr("none");
    const int foreground = budget.waiting - budget.waitingInBackground;
    if (budget.waitingInBackground == 0)
        return models::numberText(foreground);
    return RateMeter::tr("%1, and %2 in the background")
        .arg(models::numberText(foreground), models::numberText(budget.waitingInBackground));
}

QString pausedText(const api::RateLimiter::Budget &budget)
{
    if (budget.pausedMs == 0)
        return {};
    const QDateTime until = QDateTime::currentDateTime().addMSecs(budget.pausedMs);
    return RateMeter::tr("until %1: the service was asked too often")
        .arg(QLocale().toString(until.time(), QStringLiteral("HH:mm:ss")));
}

void setCell(QTableWidget &table, int row, int column, const QString &text)
{
    QTableWidgetItem *item = table.item(row, column);
    if (!item) {
        item = new QTableWidgetItem;
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        table.setItem(row, column, item);
    }
    if (item->text() != text) {
        item->setText(text);
        item->setToolTip(text);
    }
}

} // namespace

RateMeter::RateMeter(const api::RateLimiter &limiter, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_limiter(limiter)
    , m_table(new QTableWidget(0, 4, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("rateMeter"));
    setAccessibleName(tr("Rate budgets"));
    setStyleSheet(QStringLiteral("#rateMeter { background: %1; border: 1px solid %2; }")
                      .arg(Theme::of()->tokens().raised.name(), Theme::of()->tokens().line.name()));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::between, metric::between, metric::between, metric::between);
    column->setSpacing(metric::inside);
    column->addWidget(makeHeading(tr("Rate budgets of the last minute"), this));
    QLabel *words = makeDim(tr("The service allows each endpoint so many requests a second. What is over "
                               "waits; the background leaves a fifth to what you do."),
                            this);
    words->setWordWrap(true);
    column->addWidget(words);
    m_table->setHorizontalHeaderLabels({tr("Endpoint"), tr("May leave now"), tr("Waiting"), tr("Paused")});
    m_table->setAccessibleName(tr("Rate budgets"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metric::row);
    m_table->setShowGrid(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(0, 240);
    m_table->setColumnWidth(1, 130);
    m_table->setColumnWidth(2, 140);
    column->addWidget(m_table);
    setFixedWidth(meterWidth);
    connect(&m_limiter, &api::RateLimiter::changed, this, &RateMeter::follow);
    connect(&m_clock, &QTimer::timeout, this, &RateMeter::follow);
    m_clock.start(followMs);
    follow();
}

void RateMeter::follow()
{
    const QList<api::RateLimiter::Use> uses = m_limiter.inUse();
    m_table->setRowCount(int(uses.size()));
    for (int row = 0; row < uses.size(); ++row) {
        const api::RateLimiter::Use &use = uses.at(row);
        const QString name = QLatin1StringView(use.endpoint->name);
        setCell(*m_table, row, 0, use.user.isEmpty() ? name : tr("%1 of %2").arg(name, use.user));
        setCell(*m_table, row, 1,
                tr("%1 of %2")
                    .arg(models::numberText(use.budget.available), models::numberText(use.budget.perSecond)));
        setCell(*m_table, row, 2, waitingText(use.budget));
        setCell(*m_table, row, 3, pausedText(use.budget));
    }
}

void RateMeter::popUpAbove(const QWidget &button)
{
    const int rows = std::clamp(m_table->rowCount(), 3, mostRowsShown);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
                            + rows * m_table->verticalHeader()->defaultSectionSize()
                            + 2 * m_table->frameWidth());
    adjustSize();
    const QRect screen = button.screen()->availableGeometry();
    QPoint at = button.mapToGlobal(QPoint(0, -height() - 4));
    at.setX(std::clamp(at.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
    at.setY(std::max(at.y(), screen.top()));
    move(at);
    show();
    m_table->setFocus(Qt::PopupFocusReason);
}

void RateMeter::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Cancel))
        close();
    else
        QFrame::keyPressEvent(event);
}

} // namespace ui
