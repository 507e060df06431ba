#include "ui/errorbar.h"

#include "api/client/apierror.h"
#include "ui/answerdialog.h"
#include "ui/buttons.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace ui {

ErrorBar::ErrorBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_details(makeButton(tr("See the answer"), this))
    , m_check(makeButton(tr("Check"), this))
    , m_retry(makeButton(tr("Try again"), this))
    , m_dismiss(makeIconButton(QStringLiteral("close"), tr("Dismiss"), this))
{
    setObjectName(QStringLiteral("errorBar"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::between, 4, metric::inside, 4);
    row->setSpacing(metric::inside);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_details);
    row->addWidget(m_check);
    row->addWidget(m_retry);
    row->addWidget(m_dismiss);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_check->setObjectName(QStringLiteral("check"));
    m_retry->setObjectName(QStringLiteral("retry"));
    m_details->setObjectName(QStringLiteral("details"));
    m_details->hide();
    connect(m_details, &QPushButton::clicked, this, [this] { openAnswer(m_answer, this); });
    m_check->hide();
    m_check->setToolTip(tr("Looks whether it was done"));
    connect(m_check, &QPushButton::clicked, this, &ErrorBar::checkRequested);
    connect(m_retry, &QPushButton::clicked, this, &ErrorBar::retryRequested);
    connect(m_dismiss, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });
    tint();
    hide();
}

void ErrorBar::showError(const api::ApiError &error, bool canRetry)
{
    const api::Explanation why = api::explain(error);
    showText(why.hint.isEmpty() ? why.sentence : why.sentence + u' ' + why.hint, canRetry);
    m_answer = why.answer;
    m_details->setVisible(!m_answer.isEmpty());
}

void ErrorBar::showText(const QString &text, bool canRetry)
{
    m_text->setText(text);
    setAccessibleName(text);
    m_details->hide();
    m_check->hide();
    offer(tr("Try again"));
    m_retry->setVisible(canRetry);
    show();
}

void ErrorBar::offerCheck(bool canSendAgain)
{
    m_check->show();
    offer(tr("Send again"));
    m_retry->setVisible(canSendAgain);
}

void ErrorBar::offer(const QString &step)
{
    m_retry->setText(step);
    m_retry->setAccessibleName(step);
    m_retry->show();
}

void ErrorBar::clear()
{
    m_text->clear();
    hide();
}

QString ErrorBar::text() const
{
    return m_text->text();
}

void ErrorBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        tint();
}

void ErrorBar::tint()
{
    const Theme *theme = Theme::of();
    if (!theme)
        return;
    const Tokens &tokens = theme->tokens();
    const QString sheet = QStringLiteral("#errorBar { background: %1; } #errorBar QLabel { color: %2; }")
                              .arg(tokens.badGround.name(), tokens.badText.name());
    if (sheet == styleSheet())
        return;
    setStyleSheet(sheet);
    m_icon->setPixmap(theme->pixmap(QStringLiteral("warn"), 16, tokens.badText, devicePixelRatioF()));
    m_dismiss->setIcon(theme->icon(QStringLiteral("close"), tokens.badText));
}

} // namespace ui
