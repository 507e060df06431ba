#include "ui/feed/countview.h"

#include "models/messageactions.h"
#include "ui/buttons.h"
#include "ui/feed/countwords.h"
#include "ui/feed/crawlstrip.h"
#include "ui/feed/feedlist.h"
#include "ui/message/marker.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

using CountState = models::FeedCount::State;

CountView::CountView(const Context &context, Marker *marker, QWidget *parent)
    : QWidget(parent)
    , m_count(new models::FeedCount(*context.client, this))
    , m_title(makeTitle({}, this))
    , m_again(makeButton(tr("Again"), this, ButtonRole::Normal, u"refresh"_s))
    , m_strip(new CrawlStrip(false, this))
    , m_verdict(makeSentence({}, this))
    , m_arithmetic(makeHeading({}, this))
    , m_causes(new QWidget(this))
    , m_list(new FeedList(m_count->items(), marker, this))
{
    m_count->items()->setVocabulary(context.vocabulary);
    build();
    connect(m_count, &models::FeedCount::changed, this, &CountView::follow);
    connect(m_again, &QPushButton::clicked, m_count, &models::FeedCount::again);
    connect(m_strip, &CrawlStrip::stopRequested, m_count, &models::FeedCount::stop);
    connect(m_strip, &CrawlStrip::goOnRequested, m_count, &models::FeedCount::goOn);
    connect(m_list, &FeedList::openRequested, this, &CountView::openRequested);
    // Marked from here or from the feed beside it: the card says so.
    connect(marker->actions(), &models::MessageActions::messageChanged, m_count->items(),
            &models::FeedModel::apply);
    follow();
}

void CountView::build()
{
    setFocusProxy(m_list);
    m_list->setAccessibleName(tr("Items behind the number"));
    m_list->setReadsOn(false);
    for (QLabel *label : {m_verdict, m_arithmetic}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_again->setToolTip(tr("Counts again from the start"));
    QToolButton *close = makeIconButton(u"close"_s, tr("Close the items behind the number"), this);
    connect(close, &QToolButton::clicked, this, &CountView::closeRequested);
    auto *head = new QHBoxLayout;
    head->setSpacing(metric::inside);
    head->addWidget(m_title, 1);
    head->addWidget(m_again);
    head->addWidget(close);
    m_causeRows = new QVBoxLayout(m_causes);
    m_causeRows->setContentsMargins(0, 0, 0, 0);
    m_causeRows->setSpacing(metric::inside);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(metric::edge, metric::between, metric::edge, metric::between);
    top->setSpacing(12);
    top->addLayout(head);
    for (QWidget *part : {static_cast<QWidget *>(m_strip), static_cast<QWidget *>(m_verdict),
                          static_cast<QWidget *>(m_arithmetic), m_causes})
        top->addWidget(part);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(makeLine(this));
    column->addWidget(m_list, 1);
}

void CountView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

bool CountView::isSettled() const
{
    return m_count->state() != CountState::Running;
}

QString CountView::verdict() const
{
    return m_verdict->text();
}

QString CountView::arithmetic() const
{
    return m_arithmetic->text();
}

QStringList CountView::causes() const
{
    return m_causeTexts;
}

void CountView::follow()
{
    const CountState state = m_count->state();
    if (state == CountState::Running)
        m_strip->showRunning(m_count->read(), m_count->expected());
    else if (state == CountState::Stopped)
        m_strip->showStopped(m_count->read());
    else if (state == CountState::Failed)
        m_strip->showError(m_count->error(), m_count->read());
    else
        m_strip->clear();
    m_again->setEnabled(state != CountState::Running && state != CountState::Idle);
    showResult();
    Q_EMIT settledChanged();
}

void CountView::showResult()
{
    clearCauses();
    const bool isDone = m_count->state() == CountState::Done;
    m_verdict->setVisible(isDone);
    m_arithmetic->setVisible(false);
    m_causes->setVisible(false);
    if (!isDone) {
        m_title->setText(countTitle(m_count->number(), m_count->expected()));
        m_verdict->clear();
        m_arithmetic->clear();
        return;
    }
    const models::FeedTally tally = m_count->tally();
    m_title->setText(countTitle(tally.number, tally.saysNow() >= 0 ? tally.saysNow() : tally.items));
    m_verdict->setText(countVerdict(tally));
    m_arithmetic->setText(countArithmetic(tally));
    m_arithmetic->setVisible(!m_arithmetic->text().isEmpty());
    m_causeTexts = countCauses(tally);
    for (const QString &text : std::as_const(m_causeTexts)) {
        auto *label = new QLabel(text, m_causes);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_causeRows->addWidget(label);
    }
    m_causes->setVisible(!m_causeTexts.isEmpty());
}

void CountView::clearCauses()
{
    m_causeTexts.clear();
    qDeleteAll(m_causes->findChildren<QLabel *>());
}

} // namespace ui
