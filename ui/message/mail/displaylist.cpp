#include "ui/message/mail/displaylist.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ui {
namespace {

// ---- painting
// ----------------------------------------------------------------------------------------------

void paintStep(QPainter &painter, const FillStep &step)
{
    painter.fillPath(step.path, step.color);
}

void paintGap(QPainter &painter, const PictureStep &step)
{
    const QRectF box = step.shape.boundingRect();
    if (box.width() <= 2 || box.height() <= 2)
        return; // a pixel that counts who reads
    painter.fillPath(step.shape, QColor(0xe5, 0xe8, 0xec));
    if (step.alternative.isEmpty() || box.width() < 40 || box.height() < 16)
        return;
    QFont font = painter.font();
    font.setPixelSize(13);
    painter.setFont(font);
    painter.setPen(QColor(0x4b, 0x55, 0x63));
    painter.drawText(box.adjusted(6, 2, -6, -2), Qt::AlignCenter | Qt::TextWordWrap, step.alternative);
}

void paintStep(QPainter &painter, const PictureStep &step)
{
    painter.save();
    if (step.pixmap.isNull()) {
        paintGap(painter, step);
    } else {
        painter.setClipPath(step.shape, Qt::IntersectClip);
        const QRectF whole = step.shape.boundingRect();
        QRectF area = step.box;
        if (step.repeatX)
            area.setLeft(whole.left()), area.setRight(whole.right());
        if (step.repeatY)
            area.setTop(whole.top()), area.setBottom(whole.bottom());
        if (step.repeatX || step.repeatY) {
            QBrush brush(step.pixmap.scaled(step.box.size().toSize(), Qt::IgnoreAspectRatio,
                                            Qt::SmoothTransformation));
            painter.setBrushOrigin(step.box.topLeft());
            painter.fillRect(area, brush);
        } else {
            painter.drawPixmap(step.box, step.pixmap, QRectF(step.pixmap.rect()));
        }
    }
    painter.restore();
}

void paintStep(QPainter &painter, const TextStep &step)
{
    QFont font = step.font;
    font.setUnderline(false); // drawn as wide as the box, so that it does not break between words
    painter.setFont(font);
    painter.setPen(step.color);
    painter.setLayoutDirection(step.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    painter.drawText(QPointF(step.box.x(), step.box.y() + step.ascent), step.text);
    if (!step.font.underline())
        return;
    const QFontMetricsF metrics(font);
    const qreal thick = qMax(1.0, std::round(metrics.lineWidth()));
    painter.fillRect(QRectF(step.box.x(), std::round(step.box.y() + step.ascent + metrics.underlinePos()),
                            step.box.width(), thick),
                     step.color);
}

void paintStep(QPainter &painter, const ClipStep &step)
{
    if (step.path.isEmpty()) {
        painter.restore();
    } else {
        painter.save();
        painter.setClipPath(step.path, Qt::IntersectClip);
    }
}

QRectF extentOf(const PaintStep &step)
{
    if (const auto *fill = std::get_if<FillStep>(&step))
        return fill->path.boundingRect();
    if (const auto *picture = std::get_if<PictureStep>(&step))
        return picture->shape.boundingRect();
    if (const auto *text = std::get_if<TextStep>(&step))
        return QRectF(text->box).adjusted(-4, -4, 4, 4); // italics lean out
    return {};
}

// ---- right to left
// -----------------------------------------------------------------------------------------

// +1 for the first strong left-to-right sign, -1 for a right-to-left one, 0 when there is neither.
int firstStrong(QStringView text)
{
    for (const char32_t sign : text.toUcs4()) {
        switch (QChar::direction(sign)) {
        case QChar::DirL:
            return 1;
        case QChar::DirR:
        case QChar::DirAL:
            return -1;
        default:
            break;
        }
    }
    return 0;
}

bool isRightToLeft(QChar sign)
{
    return sign.direction() == QChar::DirR || sign.direction() == QChar::DirAL;
}

// Numbers run from left to right in every script.
int directionOf(QStringView text)
{
    const int strong = firstStrong(text);
    const bool number = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
    return strong != 0 ? strong : number ? 1 : 0;
}

class Lines
{
public:
    explicit Lines(DisplayList &list)
        : m_list(list)
    {
    }

    void run()
    {
        for (PaintStep &step : m_list) {
            auto *text = std::get_if<TextStep>(&step);
            if (!text)
                endParagraph();
            else
                take(text);
        }
        endParagraph();
    }

private:
    using Line = std::vector<TextStep *>;

    void take(TextStep *word)
    {
        if (!m_line.empty()) {
            const QRect last = m_line.back()->box;
            const bool sameLine = word->box.top() < last.bottom() && word->box.bottom() > last.top()
                && word->box.left() >= last.left() && word->box.left() - last.right() < last.height();
            const bool nextLine
                = word->box.top() >= last.bottom() - 2 && word->box.top() - last.bottom() < last.height();
            if (!sameLine && nextLine)
                endLine();
            else if (!sameLine)
                endParagraph();
        }
        if (m_base == 0)
            m_base = firstStrong(word->text);
        m_hasRightToLeft
            = m_hasRightToLeft || std::any_of(word->text.cbegin(), word->text.cend(), isRightToLeft);
        m_line.push_back(word);
    }

    void endLine()
    {
        m_lines.push_back(std::move(m_line));
        m_line.clear();
    }

    void endParagraph()
    {
        endLine();
        if (m_hasRightToLeft) {
            for (const Line &line : m_lines)
                order(line);
        }
        m_lines.clear();
        m_base = 0;
        m_hasRightToLeft = false;
    }

    // As Unicode's rules for two directions have it, with words in place of signs.
    std::vector<int> levelsOf(const Line &line) const
    {
        const int base = m_base < 0 ? 1 : 0;
        std::vector<int> levels;
        int last = m_base; // the direction of the last word that has one
        for (std::size_t i = 0; i < line.size(); ++i) {
            int direction = directionOf(line[i]->text);
            if (direction == 0) { // a sign between words goes with both or with the line
                int next = m_base;
                for (std::size_t k = i + 1; k < line.size(); ++k) {
                    if ((next = directionOf(line[k]->text)) != 0)
                        break;
                }
                direction = next == last ? last : m_base;
            } else {
                last = direction;
            }
            levels.push_back(direction < 0 ? 1 : base == 1 ? 2 : 0);
        }
        return levels;
    }

    void order(const Line &line) const
    {
        if (line.size() == 1)
            line.front()->rightToLeft = m_base < 0;
        if (line.size() < 2)
            return;
        const std::vector<int> levels = levelsOf(line);
        std::vector<std::size_t> seen(line.size());
        std::iota(seen.begin(), seen.end(), std::size_t(0));
        for (int level = 2; level > 0; --level) {
            for (std::size_t from = 0; from < seen.size(); ++from) {
                std::size_t to = from;
                while (to < seen.size() && levels[seen[to]] >= level)
                    ++to;
                std::reverse(seen.begin() + std::ptrdiff_t(from), seen.begin() + std::ptrdiff_t(to));
                from = to;
            }
        }
        place(line, seen, levels);
    }

    // The room between two words that meet is the one there is, as written, where the earlier one's run ends.
    static int gapBetween(const Line &line, const std::vector<int> &levels, std::size_t a, std::size_t b)
    {
        std::size_t i = qMin(a, b);
        const std::size_t last = qMax(a, b);
        while (i + 1 < last && levels[i] == levels[i + 1])
            ++i;
        return line[i + 1]->box.left() - line[i]->box.left() - line[i]->box.width();
    }

    void place(const Line &line, const std::vector<std::size_t> &seen, const std::vector<int> &levels) const
    {
        const int left = line.front()->box.left();
        const int right = line.back()->box.left() + line.back()->box.width();
        std::vector<int> lefts(line.size());
        int x = left;
        for (std::size_t i = 0; i < seen.size(); ++i) {
            if (i > 0)
                x += gapBetween(line, levels, seen[i - 1], seen[i]);
            lefts[seen[i]] = x;
            x += line[seen[i]]->box.width();
        }
        for (std::size_t i = 0; i < line.size(); ++i) {
            line[i]->box.moveLeft(lefts[i] + (m_base < 0 ? right - x : 0));
            line[i]->rightToLeft = m_base < 0;
        }
    }

    DisplayList &m_list;
    Line m_line;
    std::vector<Line> m_lines; // of the paragraph so far
    int m_base = 0;
    bool m_hasRightToLeft = false;
};

} // namespace

void paint(QPainter &painter, const DisplayList &list, const QRect &part)
{
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing
                           | QPainter::SmoothPixmapTransform);
    for (const PaintStep &step : list) {
        if (!std::holds_alternative<ClipStep>(step) && !extentOf(step).intersects(QRectF(part)))
            continue;
        std::visit([&painter](const auto &one) { paintStep(painter, one); }, step);
    }
    painter.restore();
}

void setRightToLeft(DisplayList &list)
{
    Lines(list).run();
}

} // namespace ui
