#include "ui/celllinks.h"

#include "ui/celldelegate.h"

#include <QAbstractItemView>
#include <QMouseEvent>

namespace ui {

CellLinks::CellLinks(QAbstractItemView *view, Links links)
    : QObject(view)
    , m_view(view)
    , m_links(std::move(links))
{
    setObjectName(QStringLiteral("cellLinks"));
    view->setMouseTracking(true);
    view->viewport()->installEventFilter(this);
}

QList<CellLink> CellLinks::of(const QModelIndex &row) const
{
    return row.isValid() ? m_links(row) : QList<CellLink>();
}

int CellLinks::hovered(const QWidget *view, const QModelIndex &index)
{
    const auto *links = view
        ? view->findChild<CellLinks *>(QStringLiteral("cellLinks"), Qt::FindDirectChildrenOnly)
        : nullptr;
    return links && links->m_value >= 0 && links->m_index == index ? links->m_value : -1;
}

const CellLink *CellLinks::linkAt(const QPoint &at, QModelIndex *index)
{
    *index = m_view->indexAt(at);
    const auto *delegate = qobject_cast<const CellDelegate *>(m_view->itemDelegate());
    if (!index->isValid() || !delegate)
        return nullptr;
    m_found = m_links(*index);
    const int value = delegate->valueAt(*index, m_view->visualRect(*index), at);
    for (const CellLink &link : std::as_const(m_found)) {
        if (link.column == index->column() && link.value == value && link.place.isValid())
            return &link;
    }
    return nullptr;
}

void CellLinks::hover(const QModelIndex &index, int value)
{
    if (m_index == index && m_value == value)
        return;
    m_index = index;
    m_value = value;
    if (value >= 0)
        m_view->viewport()->setCursor(Qt::PointingHandCursor);
    else
        m_view->viewport()->unsetCursor();
    m_view->viewport()->update();
}

bool CellLinks::release(const QMouseEvent &event)
{
    QModelIndex index;
    const CellLink *link = linkAt(event.position().toPoint(), &index);
    const bool same = link && m_pressed == index && m_pressedValue == link->value;
    m_pressed = QPersistentModelIndex();
    const bool middle = event.button() == Qt::MiddleButton;
    if (!same || event.modifiers() != Qt::NoModifier || (!middle && event.button() != Qt::LeftButton))
        return false;
    Q_EMIT openRequested(Place(link->place), middle); // the page may go, and the link with it
    return middle;
}

bool CellLinks::eventFilter(QObject *watched, QEvent *event)
{
    const auto pointOf = [event] { return static_cast<const QMouseEvent *>(event)->position().toPoint(); };
    switch (event->type()) {
    case QEvent::MouseMove: {
        QModelIndex index;
        const CellLink *link = linkAt(pointOf(), &index);
        hover(link ? index : QModelIndex(), link ? link->value : -1);
        break;
    }
    case QEvent::Leave:
    case QEvent::Wheel:
        hover({}, -1);
        break;
    case QEvent::MouseButtonPress: {
        QModelIndex index;
        const CellLink *link = linkAt(pointOf(), &index);
        m_pressed = link ? index : QModelIndex();
        m_pressedValue = link ? link->value : -1;
        break;
    }
    case QEvent::MouseButtonRelease:
        return release(*static_cast<const QMouseEvent *>(event));
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace ui
