#include "ui/statepanel.h"

#include "api/client/apierror.h"
#include "ui/answerdialog.h"
#include "ui/buttons.h"
#include "ui/layoutpause.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace ui {
namespace {
constexpr int stateIcon = 32, textWidth = 440, patienceMs = 150;
}

StatePanel::StatePanel(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(makeSentence(QString(), this))
    , m_hint(makeDim(QString(), this))
    , m_action(makeButton(QString(), this))
    , m_details(makeButton(tr("See the answer"), this))
    , m_patience(new QTimer(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::edge, metric::edge, metric::edge, metric::edge);
    column->setSpacing(metric::inside);
    column->addStretch(2);
    m_hint->setWordWrap(true);
    for (QLabel *label : {m_icon, m_title, m_hint}) {
        label->setAlignment(Qt::AlignCenter);
        if (label != m_icon)
            label->setFixedWidth(textWidth);
        column->addWidget(label, 0, Qt::AlignHCenter);
    }
    column->addSpacing(metric::inside);
    auto *steps = new QHBoxLayout;
    steps->setSpacing(metric::inside);
    steps->addStretch(1);
    steps->addWidget(m_action);
    steps->addWidget(m_details);
    steps->addStretch(1);
    column->addLayout(steps);
    column->addStretch(3);
    setAutoFillBackground(true);
    m_patience->setSingleShot(true);
    m_patience->setInterval(patienceMs);
    connect(m_patience, &QTimer::timeout, this, [this] { setPartsVisible(true); });
    connect(m_action, &QPushButton::clicked, this, &StatePanel::actionTriggered);
    m_details->setObjectName(QStringLiteral("details"));
    m_details->hide();
    connect(m_details, &QPushButton::clicked, this, [this] { openAnswer(m_answer, this); });
}

void StatePanel::showLoading(const QString &text)
{
    m_failed = false;
    fill(QStringLiteral("clock"), text.isEmpty() ? tr("Loading…") : text, {}, {}, false);
    m_patience->start();
}

void StatePanel::showEmpty(const QString &title, const QString &hint, const QString &action,
                           const QString &icon)
{
    m_failed = false;
    fill(icon, title, hint, action);
}

void StatePanel::showError(const api::ApiError &error)
{
    const api::Explanation why = api::explain(error);
    QString action;
    if (why.step == api::Explanation::Step::Reload)
        action = tr("Reload");
    else if (why.step != api::Explanation::Step::None)
        action = tr("Try again");
    m_failed = true;
    fill(QStringLiteral("warn"), why.sentence, why.hint, action);
    m_answer = why.answer;
    m_details->setVisible(!m_answer.isEmpty());
}

void StatePanel::showProblem(const QString &title, const QString &hint, const QString &action)
{
    m_failed = true;
    fill(QStringLiteral("warn"), title, hint, action);
}

QString StatePanel::title() const
{
    return m_title->text();
}

void StatePanel::fill(const QString &icon, const QString &title, const QString &hint, const QString &action,
                      bool isVisible)
{
    const LayoutPause pause(*this);
    m_patience->stop();
    m_answer.clear();
    m_iconName = icon;
    m_title->setText(title);
    m_hint->setText(hint);
    m_action->setText(action);
    m_action->setAccessibleName(action);
    setAccessibleName(title);
    setAccessibleDescription(hint);
    // A centred item of a box layout is not asked for its height at its width.
    for (QLabel *label : {m_title, m_hint})
        label->setFixedHeight(std::max(label->heightForWidth(textWidth), 18));
    setPartsVisible(isVisible);
    tint();
}

void StatePanel::setPartsVisible(bool visible)
{
    m_icon->setVisible(visible);
    m_title->setVisible(visible);
    m_hint->setVisible(visible && !m_hint->text().isEmpty());
    m_action->setVisible(visible && !m_action->text().isEmpty());
    m_details->setVisible(visible && !m_answer.isEmpty());
}

void StatePanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        tint();
}

void StatePanel::tint()
{
    const Theme *theme = Theme::of();
    if (!theme || m_iconName.isEmpty())
        return;
    const QColor color = m_failed ? theme->tokens().badText : theme->tokens().dim;
    m_icon->setPixmap(theme->pixmap(m_iconName, stateIcon, color, devicePixelRatioF()));
}

} // namespace ui
