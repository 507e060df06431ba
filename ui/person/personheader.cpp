#include "ui/person/personheader.h"

#include "ui/person/localtime.h"

#include <QLabel>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace ui {

PersonHeader::PersonHeader(QWidget *parent)
    : EntityHeader(parent)
{
    m_clock.start(10'000);
    connect(&m_clock, &QTimer::timeout, this, &PersonHeader::showTime);
}

void PersonHeader::setUser(const api::User &user)
{
    m_user = user;
    setName(user.label(), user.id);
    clearFacts();
    addFact(u"mail"_s, user.email, tr("Email"));
    addFact(u"phone"_s, user.phoneNumber, tr("Phone"));
    m_time = addFact(u"clock"_s, timeThere(), tr("Local time"));
    addFact(u"globe"_s, user.locale, tr("Locale"));
    addProperties(user.properties());
}

QString PersonHeader::timeThere() const
{
    return localTimeThere(QDateTime::currentDateTimeUtc(), m_user.timezone, QTimeZone::systemTimeZone());
}

void PersonHeader::showTime()
{
    const QString text = m_time ? timeThere() : QString();
    if (!m_time || text == m_time->text())
        return;
    m_time->setText(text);
    m_time->setAccessibleName(tr("Local time: %1").arg(text));
}

QString PersonHeader::timeText() const
{
    return m_time ? m_time->text() : QString();
}

} // namespace ui
