#include "ui/feed/feedlist.h"

#include "models/feedmodel.h"
#include "ui/feed/feedcard.h"
#include "ui/feed/feedcards.h"
#include "ui/feed/feeddelegate.h"
#include "ui/message/marker.h"
#include "ui/message/marking.h"
#include "ui/message/safedocument.h"
#include "ui/place.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

FeedList::FeedList(models::FeedModel *model, Marker *marker, QWidget *parent)
    : QListView(parent)
    , m_model(model)
    , m_marker(marker)
    , m_cards(new FeedCards(model, this))
    , m_delegate(new FeedDelegate(model, this))
{
    setModel(m_cards);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    // Cards are of different heights: measuring thousands at once would be felt.
    setLayoutMode(Batched);
    setBatchSize(60);
    connect(this, &QListView::doubleClicked, this, [this](const QModelIndex &index) { open(index, false); });
    connect(this, &QWidget::customContextMenuRequested, this, &FeedList::showItemMenu);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &FeedList::visibleChanged);
    connect(m_delegate, &FeedDelegate::linkClicked, this,
            [this](const QString &url, const QPoint &at) { offerLinkCopy(this, url, at); });
    connect(Theme::of(), &Theme::changed, this, [this] {
        m_delegate->forget();
        doItemsLayout();
    });
}

void FeedList::setReadsOn(bool on)
{
    m_cards->setReadsOn(on);
}

void FeedList::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    Q_EMIT visibleChanged();
}

void FeedList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return open(currentIndex(), event->modifiers().testFlag(Qt::ControlModifier));
    QListView::keyPressEvent(event);
}

void FeedList::open(const QModelIndex &index, bool inNewTab)
{
    if (const QString id = index.isValid() ? m_model->idAt(index.row()) : QString(); !id.isEmpty())
        Q_EMIT openRequested({u"message"_s, id, {}, {}}, inNewTab);
}

QStringList FeedList::selectedIds() const
{
    QModelIndexList chosen = selectionModel()->selectedIndexes();
    std::sort(chosen.begin(), chosen.end());
    QStringList ids;
    for (const QModelIndex &index : std::as_const(chosen)) {
        if (const QString id = m_model->idAt(index.row()); !id.isEmpty())
            ids += id;
    }
    return ids;
}

int FeedList::lastVisibleRow() const
{
    const QModelIndex last = indexAt(QPoint(10, viewport()->height() - 2));
    return last.isValid() ? last.row() : m_model->rowCount() - 1;
}

QStringList FeedList::visibleIds() const
{
    QStringList ids;
    const QModelIndex first = indexAt(QPoint(10, 1));
    for (int row = first.isValid() ? first.row() : 0; row <= lastVisibleRow(); ++row) {
        if (const QString id = m_model->idAt(row); !id.isEmpty())
            ids += id;
    }
    return ids;
}

void FeedList::showItemMenu(const QPoint &position)
{
    const QModelIndex index = indexAt(position);
    if (!index.isValid())
        return;
    const QString id = m_model->idAt(index.row());
    const FeedCard card = cardOf(m_model->row(index.row()), 0);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const bool inNewTab : {false, true}) {
        const QString text = inNewTab ? tr("Open the message in a new tab") : tr("Open the message");
        connect(menu->addAction(text), &QAction::triggered, this, [this, id, inNewTab] {
            Q_EMIT openRequested({u"message"_s, id, {}, {}}, inNewTab);
        });
    }
    const auto addCopy = [&](const QString &text, const QString &value) {
        if (!value.isEmpty())
            connect(menu->addAction(text), &QAction::triggered, this,
                    [value] { QGuiApplication::clipboard()->setText(value); });
    };
    addCopy(tr("Copy the message's id"), id);
    addCopy(tr("Copy the text"), card.plain);
    addCopy(tr("Copy the link of the item"), card.actionUrl);
    for (const api::ContentButton &button : card.buttons)
        addCopy(tr("Copy the link of “%1”").arg(button.label), button.action);
    menu->addActions(actions());
    menu->addSeparator();
    fillMarkMenu(menu, m_marker, [this] { return selectedIds(); });
    menu->popup(viewport()->mapToGlobal(position));
}

} // namespace ui
