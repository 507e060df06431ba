#include "ui/message/timelineview.h"

#include "ui/layoutpause.h"
#include "ui/message/timelinerow.h"
#include "ui/theme.h"

#include <QPainter>
#include <QVBoxLayout>

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
    m_lines.clear();
    const bool milliseconds = needsMilliseconds(m_entries);
    QDate day = QDate::currentDate();
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const TimelineEntry &entry = m_entries.at(i);
        const QDateTime local = entry.at.toUtc().toLocalTime();
        TimelineRow *row = rowAt(i);
        row->setEntry(entry, entry.at.isNull() ? u"–"_s : timeText(local, day, milliseconds));
        row->show();
        m_lines += row->accessibleName();
        if (local.isValid())
            day = local.date();
    }
    for (qsizetype i = m_entries.size(); i < m_rows.size(); ++i)
        m_rows.at(i)->hide();
    setAccessibleDescription(m_lines.join(u'\n'));
    updateGeometry();
}

TimelineRow *TimelineView::rowAt(qsizetype i)
{
    if (i == m_rows.size()) {
        auto *row = new TimelineRow(this);
        connect(row, &TimelineRow::openRequested, this, &TimelineView::openRequested);
        m_layout->addWidget(row);
        m_rows.append(row);
    }
    return m_rows.at(i);
}

void TimelineView::paintEvent(QPaintEvent *)
{
    if (m_lines.isEmpty())
        return;
    QPainter painter(this);
    painter.fillRect(QRect(0, 2, 2, height() - 4), Theme::of()->tokens().line);
}

} // namespace ui
