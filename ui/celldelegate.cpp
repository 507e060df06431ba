#include "ui/celldelegate.h"

#include "models/cursorlistbase.h"
#include "ui/celllinks.h"
#include "ui/chip.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>
#include <QtMath>

namespace ui {
namespace {

constexpr int cellMargin = 10, cellSpacing = 6, cellIcon = 16;
constexpr int widestLine = 0x100000;
constexpr char hoverProperty[] = "hoverRow";

// Remembers the row under the pointer, so that the whole row reacts and not one cell.
class HoverRows : public QObject
{
public:
    explicit HoverRows(QAbstractItemView *view)
        : QObject(view)
        , m_view(view)
    {
        view->setMouseTracking(true);
        view->viewport()->installEventFilter(this);
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::MouseMove)
            set(m_view->indexAt(static_cast<QMouseEvent *>(event)->position().toPoint()));
        else if (event->type() == QEvent::Leave || event->type() == QEvent::Wheel)
            set({});
        return QObject::eventFilter(watched, event);
    }

private:
    void set(const QModelIndex &index)
    {
        if (index.row() == m_index.row())
            return;
        m_index = index;
        m_view->setProperty(hoverProperty, QVariant::fromValue(m_index));
        m_view->viewport()->update();
    }
    QAbstractItemView *m_view;
    QPersistentModelIndex m_index; // rows may come in above it
};

QList<models::Shown> shownOf(const QModelIndex &index)
{
    const QVariant shown = index.data(models::CursorListBase::ShownRole);
    if (shown.metaType() == QMetaType::fromType<QList<models::Shown>>())
        return shown.value<QList<models::Shown>>();
    models::Shown plain;
    plain.text = index.data().toString();
    plain.tip = index.data(Qt::ToolTipRole).toString();
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    plain.number = alignment.isValid() && (alignment.toInt() & Qt::AlignRight);
    return {plain};
}

QFont fontOf(const models::Shown &shown)
{
    return shown.fixed ? Theme::of()->fixedFont() : Theme::of()->baseFont();
}

int widthOfOne(const models::Shown &shown)
{
    if (shown.tone != models::Tone::None)
        return chipWidth(shown);
    return (shown.icon.isEmpty() ? 0 : cellIcon + cellSpacing)
        + QFontMetrics(fontOf(shown)).horizontalAdvance(shown.text);
}

// A line of text, which takes the time to lay it out and not much else. Returns its width.
// What fits, as most of it does, is laid out once, to be measured and painted; with elidedText(), drawText()
// and horizontalAdvance() it would be each time anew.
int paintLine(QPainter *painter, const QRect &rect, const models::Shown &shown)
{
    QString text = shown.text;
    text.replace(u'\n', u' ');
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(painter->layoutDirection());
    QTextLayout layout(text, painter->font(), painter->device());
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(widestLine);
    layout.endLayout();
    const int width = line.isValid() ? qCeil(line.naturalTextWidth()) : 0;
    if (width > rect.width()) {
        const Qt::Alignment side = shown.number ? Qt::AlignRight : Qt::AlignLeft;
        const QString cut = painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
        painter->drawText(rect, int(side | Qt::AlignVCenter | Qt::TextSingleLine), cut);
        return rect.width();
    }
    if (width == 0)
        return 0;
    const bool atRight = shown.number != (painter->layoutDirection() == Qt::RightToLeft);
    const qreal hidden = line.naturalTextRect().x(); // a line from right to left ends at the far side
    layout.draw(painter,
                {(atRight ? rect.right() + 1 - width : rect.left()) - hidden,
                 rect.top() + (rect.height() - qCeil(line.height())) / 2.0});
    return width;
}

// Returns how much of the rectangle is used.
int paintPlain(QPainter *painter, QRect rect, const models::Shown &shown, bool isUnderlined)
{
    const Theme *theme = Theme::of();
    const QColor ink = shown.dim ? theme->tokens().dim : theme->tokens().text;
    const int left = rect.left();
    if (!shown.icon.isEmpty() && rect.width() > cellIcon) {
        const QRect icon(rect.left(), rect.top() + (rect.height() - cellIcon) / 2, cellIcon, cellIcon);
        painter->drawPixmap(
            icon,
            theme->pixmap(shown.icon, cellIcon, theme->tokens().dim, painter->device()->devicePixelRatioF()));
        rect.setLeft(icon.right() + 1 + cellSpacing);
    }
    QFont font = fontOf(shown);
    if (isUnderlined)
        font.setUnderline(true);
    painter->setFont(font);
    painter->setPen(ink);
    const int width = paintLine(painter, rect, shown);
    return shown.number ? rect.right() - left : rect.left() - left + width;
}

} // namespace

QList<models::Shown> CellDelegate::valuesOf(const QModelIndex &index) const
{
    QList<models::Shown> values = shownOf(index);
    if (m_fixedColumns.contains(index.column())) {
        for (models::Shown &shown : values)
            shown.fixed = !shown.dim;
    }
    return values;
}

CellDelegate::CellDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

void CellDelegate::setHoverRows(QAbstractItemView *view)
{
    new HoverRows(view);
}

void CellDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index)
{
    const Tokens &tokens = Theme::of()->tokens();
    const QWidget *view = option.widget;
    QColor ground;
    if (option.state & QStyle::State_Selected)
        ground = tokens.accentWeak;
    else if (view && view->property(hoverProperty).value<QPersistentModelIndex>().row() == index.row())
        ground = tokens.window;
    if (ground.isValid())
        painter->fillRect(option.rect, ground);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), tokens.line);
    // Where the keyboard is: a bar at the row's left edge.
    const auto *items = qobject_cast<const QAbstractItemView *>(view);
    if (items && items->hasFocus() && items->currentIndex().row() == index.row() && option.rect.left() <= 0)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1),
                          tokens.accent);
}

void CellDelegate::paintShown(QPainter *painter, const QRect &rect, const QList<models::Shown> &values,
                              int underlined)
{
    QRect rest = rect;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (rest.width() < cellIcon)
            return;
        const models::Shown &shown = values.at(i);
        const int used = shown.tone == models::Tone::None ? paintPlain(painter, rest, shown, i == underlined)
                                                          : paintChip(painter, rest, shown).width();
        rest.setLeft(rest.left() + used + cellSpacing);
    }
}

// As paintShown() lays them out.
int CellDelegate::valueAt(const QModelIndex &index, const QRect &cell, const QPoint &at) const
{
    QRect rest = roomOf(index, cell);
    const QList<models::Shown> values = valuesOf(index);
    for (qsizetype i = 0; i < values.size() && rest.width() >= cellIcon; ++i) {
        const int used = std::min(widthOfOne(values.at(i)), rest.width());
        if (QRect(rest.left(), rest.top(), used, rest.height()).contains(at))
            return int(i);
        rest.setLeft(rest.left() + used + cellSpacing);
    }
    return -1;
}

QRect CellDelegate::roomOf(const QModelIndex &index, const QRect &cell)
{
    QRect rect = cell.adjusted(cellMargin, 0, -cellMargin, -1);
    if (index.column() == 0 && !index.data(models::CursorListBase::ProblemRole).toString().isEmpty())
        rect.setLeft(rect.left() + cellIcon + cellSpacing);
    return rect;
}

int CellDelegate::widthOf(const QList<models::Shown> &values)
{
    int width = 0;
    for (const models::Shown &shown : values)
        width += widthOfOne(shown) + (width > 0 ? cellSpacing : 0);
    return width;
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    paintGround(painter, option, index);
    const QRect room = roomOf(index, option.rect);
    if (room.left() > option.rect.left() + cellMargin) { // for the mark of a broken row
        const QRect icon(option.rect.left() + cellMargin, room.top() + (room.height() - cellIcon) / 2,
                         cellIcon, cellIcon);
        painter->drawPixmap(icon,
                            Theme::of()->pixmap(QStringLiteral("warn"), cellIcon,
                                                Theme::of()->tokens().warnText,
                                                painter->device()->devicePixelRatioF()));
    }
    paintShown(painter, room, valuesOf(index), CellLinks::hovered(option.widget, index));
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const bool broken
        = index.column() == 0 && !index.data(models::CursorListBase::ProblemRole).toString().isEmpty();
    return {widthOf(valuesOf(index)) + 2 * cellMargin + (broken ? cellIcon + cellSpacing : 0) + 2,
            metric::row};
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStringList lines;
    const QString problem = index.data(models::CursorListBase::ProblemRole).toString();
    if (!problem.isEmpty())
        lines.append(tr("This row could not be read as it should be:\n%1").arg(problem));
    const QList<models::Shown> values = valuesOf(index);
    for (const models::Shown &shown : values) {
        if (!shown.tip.isEmpty())
            lines.append(shown.tip);
    }
    // What does not fit is told, too.
    if (lines.isEmpty() && widthOf(values) > option.rect.width() - 2 * cellMargin) {
        for (const models::Shown &shown : values)
            lines.append(shown.text);
    }
    const QString plain = lines.join(u'\n').toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"));
    QToolTip::showText(event->globalPos(),
                       plain.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(plain), view);
    return true;
}

} // namespace ui
