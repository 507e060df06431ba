#pragma once

#include "ui/timerange.h"

#include <QFrame>

class QCheckBox;
class QDateTimeEdit;
class QGridLayout;
class QLabel;

namespace ui {

// From and to with date and time, in the desktop's time zone, popped up below a chip. Closes and deletes
// itself.
class RangePopup : public QFrame
{
    Q_OBJECT
public:
    RangePopup(const QString &name, const TimeRange &range, QWidget *parent);
    void popUp(const QPoint &at);

Q_SIGNALS:
    void entered(const ui::TimeRange &range); // at least one side is set, and the end is behind the start

private:
    struct Side
    {
        QCheckBox *isSet;
        QDateTimeEdit *moment;
        QDateTime utc() const; // invalid unless set
    };
    Side addSide(QGridLayout *grid, const QString &label, const QDateTime &value, const QDateTime &otherwise);
    void accept();

    QLabel *m_error;
    Side m_from, m_to;
};

} // namespace ui
