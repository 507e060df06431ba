#pragma once

#include "api/schema/user.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace ui {

class Avatar;
class ElidedLabel;
class FlowLayout;
class IdLabel;

// Who it is: initials, name, id, and how they can be reached.
class PersonHeader : public QWidget
{
    Q_OBJECT
public:
    explicit PersonHeader(QWidget *parent = nullptr);
    void setUser(const api::User &user);
    QString timeText() const; // what the clock shows there; empty without a time zone

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showTime();
    QWidget *addFact(const QString &icon, const QString &text, const QString &name, const QString &tip = {});
    void addProperties();
    void fitProperties();

    api::User m_user;
    Avatar *m_avatar;
    ElidedLabel *m_name;
    IdLabel *m_id;
    QWidget *m_facts;
    FlowLayout *m_flow;
    QLabel *m_time = nullptr;
    QList<QWidget *> m_extra; // properties, shown where there is room
    QTimer m_clock;
};

} // namespace ui
