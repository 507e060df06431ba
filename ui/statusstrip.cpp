#include "ui/statusstrip.h"

#include "api/client/client.h"
#include "api/client/ratelimiter.h"
#include "api/client/requestjournal.h"
#include "models/jobsmodel.h"
#include "models/texts.h"
#include "ui/ratemeter.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimeZone>
#include <QToolButton>

namespace ui {
namespace {
constexpr int noticeMs = 6000, budgetMs = 250, stateDot = 10;

QLabel *makePart(QWidget *parent, QHBoxLayout *row)
{
    auto *label = new QLabel(parent);
    QFont font = Theme::of()->baseFont();
    font.setPixelSize(12);
    label->setFont(font);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", QStringLiteral("dim"));
    row->addWidget(label);
    return label;
}

api::RateLimiter::Use mostPressing(const api::Client &client)
{
    const QList<api::RateLimiter::Use> uses = client.limiter().inUse();
    for (const auto isPressing : {+[](const api::RateLimiter::Budget &b) { return b.pausedMs > 0; },
                                  +[](const api::RateLimiter::Budget &b) { return b.waiting > 0; }}) {
        for (const api::RateLimiter::Use &use : uses) {
            if (isPressing(use.budget))
                return use;
        }
    }
    const api::JournalEntry &last = client.journal().entries().back();
    const QString user = last.request ? last.request->pathArguments.value(0) : QString();
    return {last.endpoint, user,
            last.endpoint ? client.limiter().budget(*last.endpoint, user) : api::RateLimiter::Budget()};
}

QString zoneName()
{
    const QByteArray id = QTimeZone::systemTimeZoneId();
    return id.isEmpty() || id == "Etc/UTC" ? QStringLiteral("UTC") : QString::fromUtf8(id);
}

QPixmap dot(const QColor &color, qreal ratio)
{
    QPixmap pixmap(QSize(stateDot, stateDot) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(0.5, 0.5, stateDot - 1, stateDot - 1));
    return pixmap;
}

} // namespace

StatusStrip::StatusStrip(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setFixedHeight(metric::statusBar);
    setAccessibleName(tr("Status"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(18);
    auto *connection = new QHBoxLayout;
    connection->setSpacing(4);
    m_dot = makePart(this, connection);
    m_connection = makePart(this, connection);
    row->addLayout(connection);
    m_flight = makePart(this, row);
    m_budget = new QToolButton(this);
    m_budget->setFont(m_flight->font());
    m_budget->setObjectName(QStringLiteral("rateBudget"));
    m_budget->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_budget->setStyleSheet(
        QStringLiteral("QToolButton { min-height: 18px; max-height: 18px; padding: 0 4px; }"
                       "QToolButton:focus { padding: 0 3px; min-height: 16px; "
                       "max-height: 16px; }"));
    row->addWidget(m_budget);
    connect(m_budget, &QToolButton::clicked, this, &StatusStrip::showMeter);
    m_bulk = makePart(this, row);
    m_notice = makePart(this, row);
    m_notice->setFont(Theme::of()->smallFont());
    row->addStretch();
    m_zone = makePart(this, row);
    m_zone->setText(tr("times in %1").arg(zoneName()));
    m_noticeTime.setSingleShot(true);
    m_noticeTime.setInterval(noticeMs);
    connect(&m_noticeTime, &QTimer::timeout, m_notice, &QLabel::clear);
    m_budgetAgain.setInterval(budgetMs);
    connect(&m_budgetAgain, &QTimer::timeout, this, &StatusStrip::followBudget);
    connect(Theme::of(), &Theme::changed, this, &StatusStrip::followConnection);
    connectClient();
    followConnection();
    followBudget();
    followBulk();
}

void StatusStrip::connectClient()
{
    if (m_context.client) {
        connect(m_context.client, &api::Client::reachableChanged, this, &StatusStrip::followConnection);
        connect(m_context.client, &api::Client::inFlightChanged, this, [this] {
            followConnection();
            followBudget();
        });
        connect(&m_context.client->limiter(), &api::RateLimiter::changed, this, &StatusStrip::followBudget);
    }
    if (m_context.jobs) {
        connect(m_context.jobs, &models::JobsModel::runningChanged, this, &StatusStrip::followBulk);
        connect(m_context.jobs, &models::JobsModel::jobChanged, this, &StatusStrip::followBulk);
    }
}

void StatusStrip::followConnection()
{
    const api::Client *client = m_context.client;
    const bool reachable = client && client->isReachable();
    const Tokens &tokens = Theme::of()->tokens();
    m_dot->setPixmap(dot(reachable ? tokens.okText : tokens.badText, devicePixelRatioF()));
    if (!client)
        m_connection->setText(tr("not connected"));
    else if (reachable)
        m_connection->setText(tr("connected"));
    else
        m_connection->setText(tr("%1 does not answer").arg(client->connection().baseUrl.host()));
    const int inFlight = client ? client->inFlight() : 0;
    m_flight->setText(inFlight == 1 ? tr("1 request in flight") : tr("%1 requests in flight").arg(inFlight));
}

// What holds requests back comes first, wherever it is; else it is of what was asked for last: that is what
// the person is waiting for.
void StatusStrip::followBudget()
{
    const api::Client *client = m_context.client;
    if (!client || client->journal().entries().empty()) {
        m_budget->hide();
        return;
    }
    const api::RateLimiter::Use use = mostPressing(*client);
    if (!use.endpoint)
        return;
    const QString name = QString::fromLatin1(use.endpoint->name);
    const api::RateLimiter::Budget &budget = use.budget;
    const QString each = models::numberText(budget.perSecond);
    if (budget.pausedMs > 0)
        m_budget->setText(
            tr("%1 paused by the service for %2 s").arg(name).arg((budget.pausedMs + 999) / 1000));
    else if (budget.waiting > 0)
        m_budget->setText(
            tr("%1 waiting: %2 takes %3 a second").arg(models::numberText(budget.waiting), name, each));
    else
        m_budget->setText(tr("rate budget %1 of %2/s").arg(models::numberText(budget.available), each));
    m_budget->setToolTip(
        tr("How many requests of the kind asked last (%1) may leave now; click for all").arg(name));
    m_budget->setAccessibleName(m_budget->text());
    m_budget->setAccessibleDescription(m_budget->toolTip());
    m_budget->show();
    // Tokens come back without a word.
    if (budget.available == budget.perSecond && budget.waiting == 0)
        m_budgetAgain.stop();
    else if (!m_budgetAgain.isActive())
        m_budgetAgain.start();
}

void StatusStrip::showMeter()
{
    auto *meter = new RateMeter(m_context.client->limiter(), this);
    meter->popUpAbove(*m_budget);
}

void StatusStrip::followBulk()
{
    const int running = m_context.jobs ? m_context.jobs->runningCount() : 0;
    m_bulk->setVisible(running > 0);
    if (running == 0)
        return;
    const double progress = m_context.jobs->runningProgress();
    QString text
        = running == 1 ? tr("1 bulk operation running") : tr("%1 bulk operations running").arg(running);
    if (progress >= 0)
        text += tr(" · %1 %").arg(qRound(progress * 100));
    m_bulk->setText(text);
}

void StatusStrip::showNotice(const QString &text)
{
    m_notice->setText(text);
    m_noticeTime.start();
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = Theme::of()->tokens();
    QPainter painter(this);
    painter.fillRect(rect(), tokens.surface);
    painter.fillRect(0, 0, width(), 1, tokens.line);
}

} // namespace ui
