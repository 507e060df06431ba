#pragma once

#include "ui/environment.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace ui {

// The coloured bar on top: where the console is connected to, and whether it may write there.
class EnvironmentBar : public QWidget
{
    Q_OBJECT
public:
    explicit EnvironmentBar(QWidget *parent = nullptr);
    void setEnvironment(const Environment &environment);
    QToolButton *menuButton() const { return m_menu; }
    QString detail() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Environment m_environment;
    QLabel *m_icon;
    QLabel *m_name;
    QLabel *m_detail;
    QLabel *m_lockIcon;
    QLabel *m_lock;
    QToolButton *m_menu;
};

} // namespace ui
