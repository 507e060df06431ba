#include "ui/feed/cardlayout.h"

#include "ui/chip.h"
#include "ui/theme.h"

#include <QFontMetrics>
#include <QTextOption>
#include <QtMath>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int textLeft = 80, cardRight = 16, cardTop = 12, cardBottom = 12, lineGap = 6, cardGap = 8;
constexpr int avatarLeft = 36, avatarSize = 32, dotLeft = 17, cardDot = 10, buttonHeight = 26;

// Puts rectangles next to each other and starts a new line where one does not fit.
class Flow
{
public:
    Flow(int left, int y, int width)
        : m_left(left)
        , m_width(width)
        , m_x(left)
        , m_y(y)
    {
    }
    QRect add(int width, int height)
    {
        width = qMin(width, m_width);
        if (m_x > m_left && m_x + width > m_left + m_width) {
            m_y += m_line + lineGap;
            m_x = m_left;
            m_line = 0;
        }
        const QRect rect(m_x, m_y, width, height);
        m_x += width + cardGap;
        m_line = qMax(m_line, height);
        return rect;
    }
    int end() const { return m_y + m_line; }

private:
    int m_left, m_width, m_x, m_y, m_line = 0;
};

// All of a line stand on one middle.
void centre(QList<QRect *> &rects)
{
    QHash<int, int> lines;
    for (const QRect *rect : std::as_const(rects))
        lines[rect->top()] = qMax(lines.value(rect->top()), rect->height());
    for (QRect *rect : rects)
        rect->moveTop(rect->top() + (lines.value(rect->top()) - rect->height()) / 2);
}

// A foreign name at the start does not turn an English sentence around: the script of most letters decides.
Qt::LayoutDirection mostLetters(const QString &text)
{
    int balance = 0;
    for (const QChar c : text) {
        const QChar::Direction direction = c.direction();
        if (direction == QChar::DirL)
            --balance;
        else if (direction == QChar::DirR || direction == QChar::DirAL)
            ++balance;
    }
    return balance > 0 ? Qt::RightToLeft : Qt::LeftToRight;
}

} // namespace

int bodyWidth(int cardWidth)
{
    return qMax(80, cardWidth - textLeft - cardRight);
}

CardGeometry layoutCard(const FeedCard &card, int width, int bodyHeight)
{
    CardGeometry g;
    g.avatar = QRect(avatarLeft, cardTop, avatarSize, avatarSize);
    g.dot = QRect(dotLeft, cardTop + (avatarSize - cardDot) / 2, cardDot, cardDot);
    g.body = QRect(textLeft, cardTop, bodyWidth(width), bodyHeight);
    Flow flow(textLeft, cardTop + bodyHeight + lineGap, bodyWidth(width));
    const QFontMetrics metrics(Theme::of()->baseFont());
    for (const api::ContentButton &button : card.buttons)
        g.buttons += flow.add(metrics.horizontalAdvance(button.label) + 24, buttonHeight);
    g.time = flow.add(metrics.horizontalAdvance(card.time.text), metric::chip);
    for (const models::Shown &mark : card.marks)
        g.marks += flow.add(chipWidth(mark), metric::chip);
    g.height = qMax(flow.end(), g.avatar.bottom() + 1) + cardBottom;

    QList<QRect *> all {&g.time};
    for (QRect &rect : g.buttons)
        all += &rect;
    for (QRect &rect : g.marks)
        all += &rect;
    centre(all);
    return g;
}

CardTexts::CardTexts()
    : m_documents(300)
{
}

void CardTexts::clear()
{
    m_documents.clear();
    m_measures.clear();
}

SafeDocument *CardTexts::document(const QString &html, int width)
{
    SafeDocument *document = m_documents.object(html);
    if (!document) {
        document = new SafeDocument;
        document->setDocumentMargin(0);
        document->setDefaultFont(Theme::of()->baseFont());
        document->setDefaultStyleSheet(richTextStyle());
        document->setSafeHtml(html);
        QTextOption option;
        option.setTextDirection(mostLetters(document->toPlainText()));
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        document->setDefaultTextOption(option);
        m_documents.insert(html, document);
    }
    if (qRound(document->textWidth()) != width)
        document->setTextWidth(width);
    return document;
}

int CardTexts::height(const QString &html, int width)
{
    Measure &measure = m_measures[html];
    if (measure.idealHeight == 0) {
        SafeDocument *wide = document(html, 100'000);
        measure.idealWidth = qCeil(wide->idealWidth()) + 1;
        measure.idealHeight = qCeil(wide->size().height());
    }
    if (measure.idealWidth <= width)
        return measure.idealHeight;
    if (measure.width != width) {
        measure.height = qCeil(document(html, width)->size().height());
        measure.width = width;
    }
    return measure.height;
}

} // namespace ui
