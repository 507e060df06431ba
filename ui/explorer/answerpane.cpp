#include "ui/explorer/answerpane.h"

#include "models/texts.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/errorbar.h"
#include "ui/jsonview.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ui {

namespace {

QString named(const api::RequestData &request)
{
    return QString::fromLatin1(api::verbName(request.endpoint->verb) + ' ' + request.target());
}

QString limitedText(const ExplorerRun::Answer &answer)
{
    const QJsonObject body = answer.request.body.value_or(QJsonObject());
    const qsizetype all = body.value(answer.info.limitedParameter).toArray().size();
    const QString left = models::numberText(qint64(answer.info.limited.size()));
    return all > 0
        ? AnswerPane::tr("%1 of %2 not updated (limited): the service takes one change a second of "
                         "each.")
              .arg(left, models::numberText(qint64(all)))
        : AnswerPane::tr("%1 not updated (limited): the service takes one change a second of each.")
              .arg(left);
}

} // namespace

std::optional<api::RequestData> limitedRest(const ExplorerRun::Answer &answer)
{
    const QJsonObject body = answer.request.body.value_or(QJsonObject());
    if (answer.info.limited.isEmpty() || !body.value(answer.info.limitedParameter).isArray())
        return std::nullopt;
    api::RequestData rest = answer.request;
    rest.idempotencyKey.clear(); // another body is another request
    rest.body->insert(answer.info.limitedParameter, QJsonArray::fromStringList(answer.info.limited));
    return rest;
}

AnswerPane::AnswerPane(QWidget *parent)
    : QWidget(parent)
    , m_what(makeDim({}, this))
    , m_status(new Chip(this))
    , m_took(makeDim({}, this))
    , m_limited(new ErrorBar(this))
    , m_json(new JsonView(this))
    , m_state(new StatePanel(this))
    , m_stack(new QStackedLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::edge, metric::inside, metric::edge, metric::inside);
    column->setSpacing(metric::inside);
    auto *head = new QHBoxLayout;
    head->setSpacing(metric::inside);
    head->addWidget(makeHeading(tr("Answer"), this));
    head->addWidget(m_status);
    head->addWidget(m_took);
    head->addWidget(m_what, 1);
    column->addLayout(head);
    column->addWidget(m_limited);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_json);
    column->addLayout(m_stack, 1);
    m_what->setObjectName(QStringLiteral("answered"));
    m_what->setFont(Theme::of()->fixedFont());
    m_what->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_what->setSizePolicy(QSizePolicy::Ignored,
                          QSizePolicy::Preferred); // a long address is cut, not the page
    m_status->setObjectName(QStringLiteral("answerStatus"));
    m_status->hide();
    m_limited->setObjectName(QStringLiteral("limitedBar"));
    m_json->setAccessibleName(tr("Answer"));
    m_state->showEmpty(
        tr("Nothing sent yet"),
        tr("Fill in what is asked for and press Send, or Ctrl+Return. What the service answers "
           "shows here, a refusal as well."),
        {}, QStringLiteral("requests"));
    connect(m_limited, &ErrorBar::retryRequested, this, &AnswerPane::retryLimited);
}

void AnswerPane::showWaiting(const api::RequestData &request)
{
    m_limited->clear();
    m_status->hide();
    m_took->clear();
    m_what->setText(named(request));
    m_what->setToolTip(m_what->text());
    m_state->showLoading(tr("Waiting for the answer…"));
    m_stack->setCurrentWidget(m_state);
}

void AnswerPane::showAnswer(const ExplorerRun::Answer &answer)
{
    m_status->setShown(answer.status);
    m_status->setVisible(!answer.status.text.isEmpty());
    m_took->setText(tr("after %1 ms").arg(models::numberText(answer.durationMs)));
    m_what->setText(named(answer.request));
    m_what->setToolTip(m_what->text());
    const bool isDone = !answer.error.isError();
    const bool isEmpty = isDone ? answer.json.isUndefined() : answer.text.isEmpty();
    if (isDone && isEmpty)
        m_state->showEmpty(tr("Done"), tr("The answer has no body."), {}, QStringLiteral("check"));
    else if (isEmpty)
        m_state->showProblem(tr("No answer"), api::explain(answer.error).sentence);
    else if (isDone)
        m_json->setJson(answer.json);
    else
        showRefusal(answer.text);
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_state) : m_json);
    if (answer.info.limited.isEmpty())
        return;
    m_limited->showText(limitedText(answer));
    m_limited->setToolTip(answer.info.limited.join(QStringLiteral(", ")));
    if (limitedRest(answer))
        m_limited->offer(tr("Retry those"));
}

// Nearly always JSON, and short; what is not is shown as it came.
void AnswerPane::showRefusal(const QString &text)
{
    constexpr qsizetype mostReadHere = 64 * 1024; // in characters: parsed within a millisecond
    const QJsonDocument body
        = text.size() > mostReadHere ? QJsonDocument() : QJsonDocument::fromJson(text.toUtf8());
    if (body.isObject())
        m_json->setJson(body.object());
    else
        m_json->setText(text);
}

} // namespace ui
