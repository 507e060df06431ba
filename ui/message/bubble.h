#pragma once

#include <QFrame>

namespace ui {

// A rounded card that holds what a device or a chat would show.
class Bubble : public QFrame
{
    Q_OBJECT
public:
    explicit Bubble(QWidget *parent = nullptr);
    void setAccented(bool on); // the accent's weak ground instead of the neutral one

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_accented = false;
};

} // namespace ui
