#pragma once

#include "api/schema/user.h"
#include "ui/entity/entityheader.h"

#include <QTimer>

namespace ui {

// Who it is: initials, name, id, and how they can be reached.
class PersonHeader : public EntityHeader
{
    Q_OBJECT
public:
    explicit PersonHeader(QWidget *parent = nullptr);
    void setUser(const api::User &user);
    QString timeText() const; // what the clock shows there; empty without a time zone

private:
    QString timeThere() const;
    void showTime();

    api::User m_user;
    QLabel *m_time = nullptr;
    QTimer m_clock;
};

} // namespace ui
