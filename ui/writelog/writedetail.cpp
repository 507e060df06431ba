#include "ui/writelog/writedetail.h"

#include "models/texts.h"
#include "models/writeentry.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/elidedlabel.h"
#include "ui/jsonview.h"
#include "ui/keyvaluetable.h"
#include "ui/sectiontabs.h"
#include "ui/theme.h"

#include <QLabel>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QString sentenceOf(const models::WriteEntry &e)
{
    switch (e.outcome) {
    case models::WriteOutcome::UnderWay:
        return WriteDetail::tr("It left; the answer is still to come.");
    case models::WriteOutcome::Unknown:
        return WriteDetail::tr(
            "It left, but no clear answer came. It may have been done: look before you send it again.");
    case models::WriteOutcome::Cut:
        return WriteDetail::tr("It left, and its end was never recorded: Doorman or the machine stopped in "
                               "between, or another Doorman still waits for it.");
    case models::WriteOutcome::NotSent:
        return e.error.isEmpty() ? WriteDetail::tr("It never reached the service.")
                                 : WriteDetail::tr("It never reached the service. %1").arg(e.error);
    case models::WriteOutcome::Refused:
        return e.error;
    case models::WriteOutcome::Done:
        break;
    }
    return {};
}

void fill(JsonView *view, const QJsonValue &value, const QString &nothing)
{
    if (value.isUndefined())
        view->setText(nothing);
    else if (value.isString())
        view->setText(value.toString());
    else
        view->setJson(value);
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? models::timeTip(api::Timestamp {time.toMSecsSinceEpoch() * 1000}) : QString();
}

} // namespace

WriteDetail::WriteDetail(QWidget *parent)
    : QWidget(parent)
    , m_target(new ElidedLabel(this))
    , m_outcome(new Chip(this))
    , m_sentence(makeSentence({}, this))
    , m_sections(new SectionTabs(this))
    , m_parts(new QStackedLayout)
    , m_facts(new KeyValueTable(this))
    , m_body(new JsonView(this))
    , m_answer(new JsonView(this))
{
    m_target->setFont(Theme::of()->fixedFont());
    m_body->setAccessibleName(tr("Request body"));
    m_answer->setAccessibleName(tr("Answer"));
    auto *head = new QHBoxLayout;
    head->setSpacing(metric::inside);
    head->addWidget(m_target, 1);
    head->addWidget(m_outcome);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::edge, metric::between, metric::edge, metric::inside);
    column->setSpacing(metric::inside);
    column->addLayout(head);
    column->addWidget(m_sentence);
    column->addWidget(m_sections);
    column->addLayout(m_parts, 1);
    m_sections->addSection(u"facts"_s, tr("Facts"));
    m_sections->addSection(u"request"_s, tr("Request"));
    m_sections->addSection(u"answer"_s, tr("Answer"));
    m_sections->setAccessibleName(tr("Parts of the write"));
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto *frame = new QWidget(area);
    auto *inner = new QVBoxLayout(frame);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->addWidget(m_facts);
    inner->addStretch(1);
    area->setWidget(frame);
    m_parts->addWidget(area);
    m_parts->addWidget(m_body);
    m_parts->addWidget(m_answer);
    connect(m_sections, &QTabBar::currentChanged, m_parts, &QStackedLayout::setCurrentIndex);
}

void WriteDetail::setEntry(const models::WriteEntry *entry)
{
    setVisible(entry != nullptr);
    if (!entry)
        return;
    m_target->setText(entry->method + u' ' + entry->path);
    m_outcome->setShown(models::outcomeShown(entry->outcome));
    m_sentence->setText(sentenceOf(*entry));
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    fill(m_body, entry->body(), tr("The request has no body."));
    fill(m_answer, entry->answer(),
         entry->outcome == models::WriteOutcome::UnderWay ? tr("Still under way")
                                                          : tr("The answer has no body."));
    fillFacts(*entry);
}

void WriteDetail::fillFacts(const models::WriteEntry &e)
{
    m_facts->clear();
    m_facts->addText(tr("Who"), e.user);
    m_facts->addText(tr("Why"), e.reason);
    m_facts->addText(tr("Environment"), e.environment);
    m_facts->addText(tr("Left"), timeText(e.at));
    m_facts->addText(tr("Over"), timeText(e.endedAt));
    m_facts->addText(tr("Endpoint"), e.endpoint);
    m_facts->addText(tr("Status"), e.status > 0 ? QString::number(e.status) : QString());
    m_facts->addText(tr("Tries"), e.tries > 0 ? models::numberText(e.tries) : QString());
    m_facts->addId(tr("Request id"), e.requestId);
    if (!e.idempotencyKey.isEmpty())
        m_facts->addId(tr("Idempotency-Key"), e.idempotencyKey);
}

} // namespace ui
