#include "ui/explorer/endpointlist.h"

#include "models/endpointsmodel.h"
#include "ui/buttons.h"
#include "ui/celldelegate.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QTreeView>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int verbMargin = 10, verbWidth = 52, groupHeight = 32;

// A group is a heading. An endpoint is its verb, and its line beside it: on two lines where one is not
// enough.
class EndpointDelegate : public CellDelegate
{
public:
    explicit EndpointDelegate(QTreeView *view)
        : CellDelegate(view)
        , m_view(view)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        if (!index.parent().isValid())
            return {0, groupHeight};
        const QFontMetrics metrics(Theme::of()->baseFont());
        const int width = m_view->viewport()->width() - 2 * verbMargin - verbWidth;
        const QRect text = metrics.boundingRect(QRect(0, 0, qMax(width, 80), 0xffff), Qt::TextWordWrap,
                                                index.data().toString());
        return {0, text.height() + 13}; // and the line below
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &tokens = Theme::of()->tokens();
        const QRect rect = option.rect.adjusted(verbMargin, 0, -verbMargin, -1);
        painter->save();
        if (!index.parent().isValid()) {
            painter->setFont(Theme::of()->boldFont());
            painter->setPen(tokens.text);
            painter->drawText(rect.adjusted(0, 0, 0, -5), Qt::AlignLeft | Qt::AlignBottom,
                              index.data().toString());
        } else {
            paintGround(painter, option, index);
            painter->setFont(Theme::of()->fixedFont());
            painter->setPen(tokens.dim);
            painter->drawText(rect.adjusted(0, 6, 0, 0), Qt::AlignLeft | Qt::AlignTop,
                              index.data(models::EndpointsModel::VerbRole).toString());
            painter->setFont(Theme::of()->baseFont());
            painter->setPen(tokens.text);
            painter->drawText(rect.adjusted(verbWidth, 6, 0, 0),
                              Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, index.data().toString());
        }
        painter->restore();
    }

private:
    QTreeView *m_view;
};

// Lays its rows out anew when it is wider or narrower: how high they are depends on it.
class WrappingTree : public QTreeView
{
public:
    using QTreeView::QTreeView;

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QTreeView::resizeEvent(event);
        scheduleDelayedItemsLayout();
    }
};

} // namespace

EndpointList::EndpointList(QWidget *parent)
    : QWidget(parent)
    , m_endpoints(new models::EndpointsModel(this))
    , m_matching(new models::EndpointsFilter(this))
    , m_search(new QLineEdit(this))
    , m_tree(new WrappingTree(this))
{
    m_matching->setSourceModel(m_endpoints);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::between, metric::between, metric::inside, metric::inside);
    column->setSpacing(metric::inside);
    column->addWidget(makeTitle(tr("API explorer"), this));
    column->addWidget(m_search);
    column->addWidget(m_tree, 1);
    m_search->setPlaceholderText(tr("Find an endpoint"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setToolTip(tr("Words of its line, its path or its name; Enter takes the first"));
    m_search->setClearButtonEnabled(true);
    m_tree->setModel(m_matching);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(0); // the groups are headings, always open
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setAccessibleName(tr("Endpoints"));
    m_tree->setObjectName(QStringLiteral("endpoints"));
    m_tree->setItemDelegate(new EndpointDelegate(m_tree));
    m_tree->setMouseTracking(true);
    m_tree->expandAll();
    setFocusProxy(m_search);
    connect(m_search, &QLineEdit::textChanged, this, &EndpointList::search);
    connect(m_search, &QLineEdit::returnPressed, this, &EndpointList::chooseFirst);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                const api::EndpointInfo *endpoint
                    = m_searching ? nullptr : m_endpoints->endpoint(m_matching->mapToSource(index));
                if (endpoint && endpoint != m_current)
                    Q_EMIT chosen(m_current = endpoint);
            });
}

void EndpointList::search(const QString &text)
{
    // A view moves on from a row that goes; what is chosen stays, and is marked again once it is back.
    m_searching = true;
    m_matching->setText(text);
    m_tree->expandAll();
    m_tree->selectionModel()->clear();
    if (m_current)
        setCurrent(*m_current);
    m_searching = false;
}

void EndpointList::chooseFirst()
{
    const QModelIndex group = m_matching->index(0, 0);
    if (group.isValid())
        m_tree->setCurrentIndex(m_matching->index(0, 0, group));
}

void EndpointList::setCurrent(const api::EndpointInfo &endpoint)
{
    m_current = &endpoint;
    const QModelIndex index
        = m_matching->mapFromSource(m_endpoints->indexOf(QLatin1StringView(endpoint.name)));
    if (index.isValid() && index != m_tree->currentIndex())
        m_tree->setCurrentIndex(index);
}

const api::EndpointInfo *EndpointList::find(const QString &name) const
{
    return m_endpoints->endpoint(m_endpoints->indexOf(name));
}

} // namespace ui
