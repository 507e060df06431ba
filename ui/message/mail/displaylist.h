// What a laid-out page paints, step by step: kept, so that painting again costs no layout.
#pragma once

#include <QColor>
#include <QFont>
#include <QPainterPath>
#include <QPixmap>
#include <QRect>
#include <QString>

#include <variant>
#include <vector>

class QPainter;

namespace ui {

struct FillStep
{
    QPainterPath path;
    QColor color;
};

struct PictureStep
{
    QPainterPath shape; // what it is cut to
    QPixmap pixmap; // null: left out
    QRectF box; // of one tile
    bool repeatX = false;
    bool repeatY = false;
    QString alternative; // written in the box of one that was left out
};

struct TextStep
{
    QRect box;
    int ascent = 0;
    QString text;
    QFont font;
    QColor color;
    bool rightToLeft = false;
};

struct ClipStep
{
    QPainterPath path; // empty: the last one ends
};

using PaintStep = std::variant<FillStep, PictureStep, TextStep, ClipStep>;
using DisplayList = std::vector<PaintStep>;

void paint(QPainter &painter, const DisplayList &list, const QRect &part);
// litehtml sets words from left to right whatever they are written in: puts those of lines with right-to-left
// text where they belong.
void setRightToLeft(DisplayList &list);

} // namespace ui
