#pragma once

#include "ui/place.h"

#include <QWidget>

class QLabel;

namespace ui {

class Chip;
class ElidedLabel;
class LinkLabel;
class WrappedLabel;
struct TimelineEntry;

// One entry of a timeline. It is made once and takes entry after entry: making its labels takes longer than
// filling them.
class TimelineRow : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineRow(QWidget *parent = nullptr);
    void setEntry(const TimelineEntry &entry, const QString &time);

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);

private:
    void setTone(const TimelineEntry &entry);
    void setLink(const TimelineEntry &entry);

    QLabel *m_clock;
    QLabel *m_gap;
    QLabel *m_lead;
    WrappedLabel *m_text;
    LinkLabel *m_link = nullptr; // few rows have one
    ElidedLabel *m_tail;
    Chip *m_status;
};

} // namespace ui
