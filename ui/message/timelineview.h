#pragma once

#include "ui/message/timeline.h"
#include "ui/place.h"

#include <QWidget>

class QVBoxLayout;

namespace ui {

class TimelineRow;

// The entries of a timeline under each other, along a line.
class TimelineView : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineView(QWidget *parent = nullptr);
    void setEntries(const QList<TimelineEntry> &entries);
    QStringList lines() const { return m_lines; } // as a screen reader says them

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    TimelineRow *rowAt(qsizetype i); // made where there is none yet
    QVBoxLayout *m_layout;
    QList<TimelineRow *> m_rows; // those past the entries are hidden
    QList<TimelineEntry> m_entries;
    QStringList m_lines;
};

} // namespace ui
