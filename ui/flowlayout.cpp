#include "ui/flowlayout.h"

#include <QWidget>

namespace ui {

FlowLayout::FlowLayout(QWidget *parent, int spacing)
    : QLayout(parent)
    , m_spacing(spacing)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
    invalidate();
}

void FlowLayout::insertWidget(int index, QWidget *widget)
{
    addChildWidget(widget);
    m_items.insert(index < 0 ? m_items.size() : std::min<qsizetype>(index, m_items.size()),
                   new QWidgetItemV2(widget));
    invalidate();
}

int FlowLayout::count() const
{
    return int(m_items.size());
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    const QMargins around = contentsMargins();
    return place(QRect(0, 0, width - around.left() - around.right(), 0), false) + around.top()
        + around.bottom();
}

QSize FlowLayout::sizeHint() const
{
    int width = 0, height = 0;
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        width += item->sizeHint().width() + (width > 0 ? m_spacing : 0);
        height = std::max(height, item->sizeHint().height());
    }
    return QSize(width, height).grownBy(contentsMargins());
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    place(rect.marginsRemoved(contentsMargins()), true);
}

int FlowLayout::place(const QRect &rect, bool apply) const
{
    int x = rect.x(), y = rect.y(), line = 0;
    QList<std::pair<QLayoutItem *, QRect>> current;
    const auto finishLine = [&] {
        for (const auto &[item, at] : current) {
            if (apply)
                item->setGeometry(at.translated(0, (line - at.height()) / 2));
        }
        current.clear();
    };
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        QSize size = item->sizeHint();
        const int width = std::min(size.width(), std::max(rect.width(), item->minimumSize().width()));
        // What is too long for a line may have lines of its own.
        if (width < size.width() && item->hasHeightForWidth())
            size.setHeight(item->heightForWidth(width));
        if (x + width > rect.x() + rect.width() && !current.isEmpty()) {
            finishLine();
            x = rect.x();
            y += line + m_spacing;
            line = 0;
        }
        current.append({item, QRect(x, y, width, size.height())});
        x += width + m_spacing;
        line = std::max(line, size.height());
    }
    finishLine();
    return y + line - rect.y();
}

} // namespace ui
