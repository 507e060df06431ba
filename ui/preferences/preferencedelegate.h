#pragma once

#include "api/rules/preferenceset.h"

#include <QStyledItemDelegate>

namespace ui {

// Paints a PreferenceGridModel: names with what they are, states as pills, a ring around what was changed.
class PreferenceDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit PreferenceDelegate(QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    static QRect pillRect(const QRect &cell);
    static void paintPill(QPainter *painter, const QRect &cell, api::PreferenceState state, bool isChanged);

private:
    void paintName(QPainter *painter, const QRect &rect, const QModelIndex &index) const;
};

} // namespace ui
