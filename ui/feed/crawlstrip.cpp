#include "ui/feed/crawlstrip.h"

#include "api/client/apierror.h"
#include "models/texts.h"
#include "ui/buttons.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {

using models::numberText;

CrawlStrip::CrawlStrip(bool mayGiveUp, QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_step(makeButton({}, this))
    , m_giveUp(makeButton(tr("Give up"), this))
    , m_mayGiveUp(mayGiveUp)
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setFixedWidth(96);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::between);
    row->addWidget(m_text, 1);
    row->addWidget(m_progress);
    row->addWidget(m_step);
    row->addWidget(m_giveUp);
    connect(m_giveUp, &QPushButton::clicked, this, &CrawlStrip::giveUpRequested);
    connect(m_step, &QPushButton::clicked, this, [this] {
        if (m_isRunning)
            Q_EMIT stopRequested();
        else
            Q_EMIT goOnRequested();
    });
    clear();
}

void CrawlStrip::put(const QString &text, const QString &step, bool isRunning)
{
    m_isRunning = isRunning;
    m_text->setText(text);
    m_step->setText(step);
    m_step->setAccessibleName(step);
    m_progress->setVisible(isRunning);
    m_giveUp->setVisible(m_mayGiveUp && !isRunning);
    setVisible(true);
}

void CrawlStrip::showRunning(qint64 done, qint64 expected)
{
    const bool known = expected >= 0;
    m_progress->setRange(0, known ? int(qMax(expected, qint64(1))) : 0); // without an end: busy
    m_progress->setValue(int(qMin(done, qMax(expected, qint64(0)))));
    put(known ? tr("%1 of %2 read").arg(numberText(done), numberText(expected))
              : tr("%1 read").arg(numberText(done)),
        tr("Cancel"), true);
}

void CrawlStrip::showStopped(qint64 done)
{
    put(tr("Cancelled after %1. What was read stays.").arg(numberText(done)), tr("Go on"), false);
}

void CrawlStrip::showError(const api::ApiError &error, qint64 done)
{
    const QString sentence = api::explain(error).sentence;
    put(done > 0 ? tr("%1 The %2 read so far stay.").arg(sentence, numberText(done)) : sentence, tr("Retry"),
        false);
}

void CrawlStrip::clear()
{
    setVisible(false);
    m_text->clear();
}

QString CrawlStrip::text() const
{
    return m_text->text();
}

} // namespace ui
