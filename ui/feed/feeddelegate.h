#pragma once

#include "ui/feed/cardlayout.h"

#include <QStyledItemDelegate>

namespace models {
class FeedModel;
}

namespace ui {

// Paints the cards. Buttons and links lead nowhere: they tell their address and offer to copy it.
class FeedDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    FeedDelegate(const models::FeedModel *model, QObject *parent);
    void forget(); // what was laid out: fonts or colours are others now

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

Q_SIGNALS:
    void linkClicked(const QString &url, const QPoint &globalPosition);

private:
    FeedCard cardAt(const QModelIndex &index) const;
    CardGeometry geometryOf(const FeedCard &card, const QStyleOptionViewItem &option) const;
    // The address under a point of the card; empty where there is none.
    QString linkAt(const QPoint &point, const FeedCard &card, const CardGeometry &geometry) const;

    const models::FeedModel *m_model;
    mutable CardTexts m_texts;
};

} // namespace ui
