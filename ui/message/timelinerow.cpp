#include "ui/message/timelinerow.h"

#include "models/display.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/elidedlabel.h"
#include "ui/linklabel.h"
#include "ui/message/timeline.h"
#include "ui/message/timespans.h"
#include "ui/theme.h"
#include "ui/wrappedlabel.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype longText = 40; // characters that may need a second line

void showText(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

} // namespace

TimelineRow::TimelineRow(QWidget *parent)
    : QWidget(parent)
    , m_clock(new QLabel(this))
    , m_gap(makeDim({}, this))
    , m_lead(makeDim({}, this))
    , m_text(new WrappedLabel(this))
    , m_tail(new ElidedLabel(this))
    , m_status(new Chip(this))
{
    setMinimumHeight(28);
    m_clock->setFont(Theme::of()->boldFont());
    m_text->setTextFormat(Qt::PlainText);
    m_text->setOneLineWanted(true);
    m_tail->setDim(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(5);
    for (QWidget *part : {static_cast<QWidget *>(m_clock), static_cast<QWidget *>(m_gap),
                          static_cast<QWidget *>(m_lead), static_cast<QWidget *>(m_text)})
        layout->addWidget(part);
    layout->addWidget(m_tail, 1);
    layout->addWidget(m_status);
    layout->addStretch(0); // takes what nobody else stretches into
}

void TimelineRow::setEntry(const TimelineEntry &entry, const QString &time)
{
    setToolTip(models::timeTip(entry.at));
    setAccessibleName(time + u' ' + entry.plain());
    m_clock->setText(time);
    showText(m_gap, entry.gapUs.value_or(0) > 0 ? gapText(*entry.gapUs) : QString());
    showText(m_lead, entry.lead);
    m_text->setText(entry.text);
    static_cast<QHBoxLayout *>(layout())->setStretchFactor(m_text, entry.text.size() > longText ? 1 : 0);
    setTone(entry);
    setLink(entry);
    m_tail->setText(entry.tail);
    m_tail->setVisible(!entry.tail.isEmpty());
    m_status->setVisible(entry.httpStatus.has_value());
    if (entry.httpStatus)
        m_status->setShown(
            {.text = QString::number(*entry.httpStatus), .tone = statusTone(*entry.httpStatus)});
}

void TimelineRow::setTone(const TimelineEntry &entry)
{
    const bool isPlain = entry.tone == models::Tone::None;
    QPalette colours;
    if (!isPlain) {
        colours = m_text->palette();
        colours.setColor(QPalette::WindowText, Theme::of()->tokens().toneText(entry.tone));
    }
    if (!isPlain || m_text->testAttribute(Qt::WA_SetPalette)) {
        m_text->setPalette(colours);
        m_text->setFont(isPlain ? QFont() : Theme::of()->boldFont());
    }
}

void TimelineRow::setLink(const TimelineEntry &entry)
{
    const bool leadsOn = !entry.messageId.isEmpty();
    if (leadsOn && !m_link) {
        m_link = new LinkLabel(this);
        connect(m_link, &LinkLabel::openRequested, this, &TimelineRow::openRequested);
        auto *row = static_cast<QHBoxLayout *>(layout());
        row->insertWidget(row->indexOf(m_tail), m_link);
    }
    if (leadsOn)
        m_link->setLink(tr("open it"), {u"message"_s, entry.messageId, {}, {}});
    if (m_link)
        m_link->setVisible(leadsOn);
}

} // namespace ui
