#include "ui/bulk/jobdetail.h"

#include "api/client/checkrequest.h"
#include "api/client/client.h"
#include "api/client/writeguard.h"
#include "api/schema/preferences.h"
#include "api/schema/user.h"
#include "models/display.h"
#include "ui/bulk/failedrows.h"
#include "ui/bulk/jobdelegate.h"
#include "ui/bulk/ratechart.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/confirmwrite.h"
#include "ui/elidedlabel.h"
#include "ui/idlabel.h"
#include "ui/theme.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtMath>

namespace ui {

class JobProgressBar : public QWidget
{
public:
    explicit JobProgressBar(QWidget *parent)
        : QWidget(parent)
    {
        setFixedHeight(10);
    }
    void setProgress(double progress)
    {
        m_progress = progress;
        setAccessibleName(progress < 0 ? JobDetail::tr("Progress not known")
                                       : JobDetail::tr("%1 % done").arg(qFloor(progress * 100)));
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        JobDelegate::paintBar(&painter, rect(), m_progress);
    }

private:
    double m_progress = 0;
};

namespace {

QString strong(const QString &text)
{
    return QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped());
}

// What its parts are sent with; null where none is left to send.
const api::EndpointInfo *endpointOf(const models::BulkJob &job)
{
    for (const models::BulkChunk &chunk : job.chunks()) {
        if (chunk.request.endpoint)
            return chunk.request.endpoint;
    }
    return nullptr;
}

// The person that the first row of the part in question is about; invalid where it is about nobody.
Place placeToCheck(const models::BulkJob &job)
{
    for (const models::BulkChunk &chunk : job.chunks()) {
        if (chunk.state != models::BulkChunk::State::Unknown || !chunk.request.endpoint)
            continue;
        const auto reading = api::checkRequest(chunk.request);
        if (reading && reading->endpoint == &api::users::get)
            return {QStringLiteral("user"), reading->pathArguments.value(0), {}, {}};
        if (reading && reading->endpoint == &api::preferences::get)
            return {
                QStringLiteral("user"), reading->pathArguments.value(0), QStringLiteral("preferences"), {}};
    }
    return {};
}

} // namespace

JobDetail::JobDetail(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(new ElidedLabel(this))
    , m_state(new Chip(this))
    , m_stop(makeButton(tr("Stop after this part"), this))
    , m_resume(makeButton(tr("Send the rest"), this, ButtonRole::Primary))
    , m_skip(makeButton(tr("Go on without it"), this))
    , m_check(makeButton(tr("Check"), this))
    , m_bar(new JobProgressBar(this))
    , m_facts(new QLabel(this))
    , m_sentence(makeDim({}, this))
    , m_chart(new RateChart(this))
    , m_chartCaption(makeDim(tr("rows per second"), this))
    , m_id(new IdLabel(this))
    , m_failed(new FailedRows(this))
{
    build();
    const auto act = [this](QPushButton *button, void (models::BulkJob::*run)()) {
        connect(button, &QPushButton::clicked, this, [this, run] {
            if (m_job)
                (m_job->*run)();
        });
    };
    act(m_stop, &models::BulkJob::stopAfterChunk);
    act(m_skip, &models::BulkJob::skip);
    connect(m_resume, &QPushButton::clicked, this, &JobDetail::resume);
    m_check->setToolTip(tr("Shows what the first row of that part looks like now"));
    connect(m_check, &QPushButton::clicked, this, &JobDetail::check);
    connect(context.client, &api::Client::connectionChanged, this, [this] {
        if (m_job)
            followButtons();
    });
    connect(m_failed, &FailedRows::retryRequested, this, &JobDetail::retryRequested);
    connect(Theme::of(), &Theme::changed, this, &JobDetail::follow); // the facts hold a colour
    setJob(nullptr);
}

void JobDetail::build()
{
    m_title->setFont(Theme::of()->boldFont());
    m_title->setMinimumHeight(metric::button); // also while no button stands beside it
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setWordWrap(true);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("jobSentence"));
    m_facts->setObjectName(QStringLiteral("jobFacts"));
    auto *head = new QHBoxLayout;
    head->setSpacing(metric::inside);
    head->addWidget(m_title);
    head->addWidget(m_state);
    head->addStretch(1);
    for (QPushButton *button : {m_stop, m_check, m_skip, m_resume})
        head->addWidget(button);
    auto *left = new QVBoxLayout;
    left->setSpacing(metric::inside);
    left->addLayout(head);
    left->addWidget(m_bar);
    left->addWidget(m_facts);
    left->addWidget(m_sentence);
    left->addWidget(m_chart);
    left->addWidget(m_chartCaption);
    left->addWidget(m_id);
    left->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::edge, metric::between, metric::edge, metric::between);
    row->setSpacing(metric::edge);
    row->addLayout(left, 7);
    row->addWidget(m_failed, 5);
}

void JobDetail::setJob(models::BulkJob *job)
{
    if (m_job)
        m_job->disconnect(this);
    m_job = job;
    m_failed->setJob(job);
    if (job)
        connect(job, &models::BulkJob::changed, this, &JobDetail::follow);
    follow();
}

void JobDetail::follow()
{
    setVisible(m_job);
    if (!m_job)
        return;
    m_title->setText(m_job->title());
    m_state->setShown(m_job->stateShown());
    m_bar->setProgress(m_job->progress());
    m_sentence->setText(m_job->sentence());
    // The numbers say it all while rows are done one after another, and at a good end.
    using State = models::BulkJob::State;
    const State state = m_job->state();
    const bool isPlain
        = state == State::Running || state == State::Completed || state == State::CompletedWithErrors;
    m_sentence->setVisible(!isPlain || m_job->isOutOfReach());
    const auto rates = m_job->rateHistory();
    m_chart->setPoints(rates);
    m_chart->setVisible(rates.size() > 1);
    m_chartCaption->setVisible(rates.size() > 1);
    const int part = m_job->chunkInWork();
    const QStringList ids = m_job->operationIds();
    m_id->setId(part >= 0 ? m_job->chunks().at(part).operation.id : ids.isEmpty() ? QString() : ids.last());
    m_id->setVisible(!m_id->id().isEmpty());
    followFacts();
    followButtons();
}

void JobDetail::followFacts()
{
    const Tokens &tokens = Theme::of()->tokens();
    QStringList facts;
    const auto add = [&facts](const QString &number, const QString &what) {
        facts += number + u' ' + what.toHtmlEscaped();
    };
    add(strong(models::numberText(m_job->succeededRows())), tr("succeeded"));
    QString failed = strong(models::numberText(m_job->failedRows()));
    if (m_job->failedRows() > 0)
        failed = QStringLiteral("<span style=\"color:%1\">%2</span>").arg(tokens.badText.name(), failed);
    add(failed, tr("failed"));
    const qint64 left = m_job->totalRows() - m_job->processedRows();
    if (left > 0)
        add(strong(models::numberText(left)), tr("to go"));
    const int parts = int(m_job->chunks().size());
    if (const int part = m_job->chunkInWork(); parts > 1)
        facts += part >= 0 ? tr("part %1 of %2").arg(part + 1).arg(parts) : tr("%n parts", nullptr, parts);
    if (const double rate = m_job->rowsPerSecond(); rate > 0)
        facts += tr("%1 rows/s").arg(models::numberText(qRound64(rate)));
    if (const qint64 ms = m_job->msLeft(); ms >= 0 && !m_job->isOver())
        facts += tr("%1 left").arg(models::durationText(ms));
    m_facts->setText(facts.join(QStringLiteral("&nbsp;&nbsp;&nbsp; ")));
}

void JobDetail::resume()
{
    if (!m_job)
        return;
    const api::EndpointInfo *endpoint = endpointOf(*m_job);
    const auto go = [job = m_job] {
        if (job)
            job->resume();
    };
    if (endpoint)
        confirmWrite(m_context, this, *endpoint, m_job->title(), go);
    else
        go();
}

void JobDetail::check()
{
    if (m_job)
        Q_EMIT checkRequested(placeToCheck(*m_job));
}

void JobDetail::followButtons()
{
    const bool isUnknown = m_job->state() == models::BulkJob::State::Unknown;
    m_stop->setVisible(!m_job->isOver() && m_job->unsentRows() > 0);
    m_resume->setVisible(m_job->canResume());
    m_resume->setText(isUnknown ? tr("Send it again") : tr("Send the rest"));
    m_skip->setVisible(isUnknown);
    m_check->setVisible(isUnknown && placeToCheck(*m_job).isValid());
    const api::EndpointInfo *endpoint = endpointOf(*m_job);
    const QString reason = endpoint ? api::whyNot(m_context.client->connection(), *endpoint) : QString();
    for (QPushButton *button : {m_resume, m_skip}) {
        button->setEnabled(reason.isEmpty());
        button->setToolTip(reason);
    }
}

} // namespace ui
