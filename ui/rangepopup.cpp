#include "ui/rangepopup.h"

#include "ui/buttons.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {

QDateTime RangePopup::Side::utc() const
{
    return isSet->isChecked() ? QDateTime(moment->date(), moment->time(), Qt::LocalTime).toUTC()
                              : QDateTime();
}

RangePopup::RangePopup(const QString &name, const TimeRange &range, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_error(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(name);
    setObjectName(u"popup"_s);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setSpacing(metric::inside);
    const QDateTime now = QDateTime::currentDateTime();
    m_from = addSide(grid, tr("From"), range.from, now.date().startOfDay());
    m_to = addSide(grid, tr("Until, not included"), range.to, now);
    if (!range.from.isValid() && !range.to.isValid())
        m_from.isSet->setChecked(true);
    grid->addWidget(
        makeDim(tr("Times are those of %1.").arg(zoneLabel(QTimeZone::systemTimeZone(), now)), this), 2, 0, 1,
        2);
    m_error->setProperty("role", u"bad"_s);
    m_error->setWordWrap(true);
    m_error->hide();
    grid->addWidget(m_error, 3, 0, 1, 2);
    auto *apply = makeButton(tr("Apply"), this, ButtonRole::Primary);
    apply->setDefault(true);
    grid->addWidget(apply, 4, 1, Qt::AlignRight);
    connect(apply, &QPushButton::clicked, this, &RangePopup::accept);
}

RangePopup::Side RangePopup::addSide(QGridLayout *grid, const QString &label, const QDateTime &value,
                                     const QDateTime &otherwise)
{
    Side side {new QCheckBox(label, this),
               new QDateTimeEdit(value.isValid() ? value.toLocalTime() : otherwise, this)};
    side.isSet->setChecked(value.isValid());
    side.moment->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    side.moment->setCalendarPopup(true);
    side.moment->setAccessibleName(label);
    side.moment->setEnabled(value.isValid());
    connect(side.isSet, &QCheckBox::toggled, side.moment, &QWidget::setEnabled);
    const int row = grid->rowCount() == 1 && grid->count() == 0 ? 0 : grid->rowCount();
    grid->addWidget(side.isSet, row, 0);
    grid->addWidget(side.moment, row, 1);
    return side;
}

void RangePopup::popUp(const QPoint &at)
{
    move(at);
    show();
    (m_from.isSet->isChecked() ? static_cast<QWidget *>(m_from.moment) : m_from.isSet)
        ->setFocus(Qt::PopupFocusReason);
}

void RangePopup::accept()
{
    const TimeRange range {m_from.utc(), m_to.utc()};
    QString problem;
    if (!range.from.isValid() && !range.to.isValid())
        problem = tr("Neither side is set: tick “From”, “Until” or both.");
    else if (range.from.isValid() && range.to.isValid() && range.from >= range.to)
        problem = tr("“Until” is not behind “From”: nothing can be in between.");
    m_error->setText(problem);
    m_error->setVisible(!problem.isEmpty());
    adjustSize();
    if (!problem.isEmpty())
        return;
    Q_EMIT entered(range);
    close();
}

} // namespace ui
