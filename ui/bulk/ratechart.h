#pragma once

#include <QList>
#include <QPair>
#include <QWidget>

namespace ui {

// Rows per second over time, as a line. Paints nothing but what was measured.
class RateChart : public QWidget
{
    Q_OBJECT
public:
    using Points = QList<QPair<qint64, double>>; // (ms since 1970, rows per second), oldest first

    explicit RateChart(QWidget *parent = nullptr);
    void setPoints(const Points &points);
    QSize sizeHint() const override { return {320, 100}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Points m_points;
};

} // namespace ui
