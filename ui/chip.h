// The rounded label that says a status: icon, word and colour, never colour alone.
#pragma once

#include "models/shown.h"

#include <QWidget>

class QPainter;

namespace ui {

// Painted centred vertically in `cell`, from its left edge; at most as wide as `cell`. Returns what was
// covered.
QRect paintChip(QPainter *painter, const QRect &cell, const models::Shown &shown);
int chipWidth(const models::Shown &shown);

class Chip : public QWidget
{
    Q_OBJECT
public:
    explicit Chip(QWidget *parent = nullptr);
    explicit Chip(const models::Shown &shown, QWidget *parent = nullptr);
    Chip(const QString &text, models::Tone tone, const QString &icon = {}, QWidget *parent = nullptr);
    void setShown(const models::Shown &shown); // an empty text hides nothing: hide the chip yourself
    const models::Shown &shown() const { return m_shown; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    models::Shown m_shown;
    int m_width = 0;
};

} // namespace ui
