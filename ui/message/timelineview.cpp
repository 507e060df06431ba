#include "ui/message/timelineview.h"

#include "models/display.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/elidedlabel.h"
#include "ui/layoutpause.h"
#include "ui/linklabel.h"
#include "ui/message/timespans.h"
#include "ui/theme.h"
#include "ui/wrappedlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

// Milliseconds only where some steps lie closer together than a second.
bool needsMilliseconds(const QList<TimelineEntry> &entries)
{
    for (const TimelineEntry &entry : entries) {
        if (entry.gapUs && *entry.gapUs > 0 && *entry.gapUs < 1'000'000)
            return true;
    }
    return false;
}

QString timeText(const QDateTime &local, const QDate &before, bool milliseconds)
{
    const QString clock = local.toString(milliseconds ? u"HH:mm:ss.zzz"_s : u"HH:mm:ss"_s);
    return local.date() == before ? clock : QLocale::c().toString(local, u"d MMM "_s) + clock;
}

} // namespace

TimelineView::TimelineView(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(18, 0, 0, 0);
    m_layout->setSpacing(0);
    setAccessibleName(tr("Timeline"));
    connect(Theme::of(), &Theme::changed, this, &TimelineView::build); // its labels hold colours
}

void TimelineView::setEntries(const QList<TimelineEntry> &entries)
{
    if (entries == m_entries)
        return;
    m_entries = entries;
    build();
}

void TimelineView::build()
{
    const LayoutPause pause(*this);
    // Later: one of them may be what the person is clicking just now.
    for (QWidget *old : findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
        old->hide();
        old->deleteLater();
    }
    m_lines.clear();
    const bool milliseconds = needsMilliseconds(m_entries);
    QDate day = QDate::currentDate();
    for (const TimelineEntry &entry : std::as_const(m_entries)) {
        const QDateTime local = entry.at.toUtc().toLocalTime();
        addEntry(entry, entry.at.isNull() ? u"–"_s : timeText(local, day, milliseconds));
        if (local.isValid())
            day = local.date();
    }
    setAccessibleDescription(m_lines.join(u'\n'));
    updateGeometry();
}

void TimelineView::addEntry(const TimelineEntry &entry, const QString &time)
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(5);
    row->setMinimumHeight(28);
    row->setToolTip(models::timeTip(entry.at));
    m_lines += time + u' ' + entry.plain();
    row->setAccessibleName(m_lines.last());

    const QFont bold = Theme::of()->boldFont();
    auto *clock = new QLabel(time, row);
    clock->setFont(bold);
    layout->addWidget(clock);
    if (entry.gapUs.value_or(0) > 0)
        layout->addWidget(makeDim(gapText(*entry.gapUs), row));
    if (!entry.lead.isEmpty())
        layout->addWidget(makeDim(entry.lead, row));
    auto *text = new WrappedLabel(row);
    text->setTextFormat(Qt::PlainText);
    text->setOneLineWanted(true);
    text->setText(entry.text);
    const bool isLong = entry.text.size() > 40;
    if (entry.tone != models::Tone::None) {
        QPalette colours = text->palette();
        colours.setColor(QPalette::WindowText, Theme::of()->tokens().toneText(entry.tone));
        text->setPalette(colours);
        text->setFont(bold);
    }
    layout->addWidget(text, isLong ? 1 : 0);
    if (!entry.messageId.isEmpty()) {
        auto *link = new LinkLabel(tr("open it"), {u"message"_s, entry.messageId, {}, {}}, row);
        connect(link, &LinkLabel::openRequested, this, &TimelineView::openRequested);
        layout->addWidget(link);
    }
    if (!entry.tail.isEmpty()) {
        auto *tail = new ElidedLabel(entry.tail, row);
        tail->setDim(true);
        layout->addWidget(tail, 1);
    }
    if (entry.httpStatus)
        layout->addWidget(
            new Chip(QString::number(*entry.httpStatus), statusTone(*entry.httpStatus), {}, row));
    if (entry.tail.isEmpty() && !isLong)
        layout->addStretch(1);
    m_layout->addWidget(row);
    row->show();
}

void TimelineView::paintEvent(QPaintEvent *)
{
    if (m_lines.isEmpty())
        return;
    QPainter painter(this);
    painter.fillRect(QRect(0, 2, 2, height() - 4), Theme::of()->tokens().line);
}

} // namespace ui
