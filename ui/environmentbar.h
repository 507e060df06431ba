#pragma once

#include "ui/environment.h"

#include <QWidget>

#include <QPointer>
#include <QTimer>

class QLabel;
class QToolButton;
namespace api {
class WriteLock;
}

namespace ui {

// The coloured bar on top: where the console is connected to, and whether it may write there.
class EnvironmentBar : public QWidget
{
    Q_OBJECT
public:
    explicit EnvironmentBar(QWidget *parent = nullptr);
    void setEnvironment(const Environment &environment);
    void setLock(api::WriteLock *lock); // of what is shown; says so, and counts down while it is unlocked
    QToolButton *menuButton() const { return m_menu; }
    QToolButton *lockButton() const { return m_lockButton; } // "Unlock…" or "Lock now"
    QString lockText() const;
    QString detail() const;

Q_SIGNALS:
    void unlockRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void followLock();
    Environment m_environment;
    QPointer<api::WriteLock> m_writeLock;
    QTimer m_second;
    QLabel *m_icon;
    QLabel *m_name;
    QLabel *m_detail;
    QLabel *m_lockIcon;
    QLabel *m_lock;
    QToolButton *m_lockButton;
    QToolButton *m_menu;
};

} // namespace ui
