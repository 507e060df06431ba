#include "ui/preferences/preferencedelegate.h"

#include "models/preferencegridmodel.h"
#include "models/preferencegridwords.h"
#include "ui/celldelegate.h"
#include "ui/chip.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QPainter>

namespace ui {
namespace {

using api::PreferenceState;
using Grid = models::PreferenceGridModel;

constexpr int pillMargin = 10, pillGap = 6, pillWidth = 64, pillIcon = 12, iconGap = 3;

struct Pill
{
    QColor ground; // invalid: none
    QColor outline; // invalid: none
    QColor ink;
    QString icon; // of resources/icons; empty: a sign in the text
};

Pill pillFor(PreferenceState state, const Tokens &t)
{
    switch (state) {
    case PreferenceState::On:
        return {t.okGround, {}, t.okText, QStringLiteral("check")};
    case PreferenceState::Off:
        return {t.surface, t.dim, t.text, QStringLiteral("cross")};
    case PreferenceState::Conditions:
        return {t.infoGround, {}, t.infoText, {}};
    case PreferenceState::Inherit:
        return {{}, {}, t.dim, {}};
    case PreferenceState::Mixed:
        return {t.chip, {}, t.dim, {}};
    case PreferenceState::Other:
        return {t.warnGround, {}, t.warnText, {}};
    }
    return {};
}

QString pillText(PreferenceState state)
{
    const QString word = models::preferenceStateWord(state);
    if (state == PreferenceState::Inherit)
        return QStringLiteral("· ") + word;
    return state == PreferenceState::Conditions ? QStringLiteral("ƒ ") + word : word;
}

void paintRing(QPainter *painter, const QRect &pill, const QColor &color)
{
    painter->setPen(QPen(color, 2));
    painter->setBrush(Qt::NoBrush);
    const QRectF ring = QRectF(pill).adjusted(-1, -1, 1, 1);
    painter->drawRoundedRect(ring, ring.height() / 2, ring.height() / 2);
}

} // namespace

PreferenceDelegate::PreferenceDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

QRect PreferenceDelegate::pillRect(const QRect &cell)
{
    const int width = std::min(pillWidth, cell.width() - 4);
    return {cell.center().x() - width / 2, cell.top() + (cell.height() - metric::chip) / 2, width,
            metric::chip};
}

void PreferenceDelegate::paintPill(QPainter *painter, const QRect &cell, PreferenceState state,
                                   bool isChanged)
{
    const Theme *theme = Theme::of();
    const Pill pill = pillFor(state, theme->tokens());
    const QRect rect = pillRect(cell);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (pill.ground.isValid()) {
        painter->setPen(pill.outline.isValid() ? QPen(pill.outline, 1) : QPen(Qt::NoPen));
        painter->setBrush(pill.ground);
        const QRectF shape
            = pill.outline.isValid() ? QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5) : QRectF(rect);
        painter->drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);
    }
    if (isChanged)
        paintRing(painter, rect, theme->tokens().accent);
    const QString text = pillText(state);
    painter->setFont(state == PreferenceState::Inherit ? theme->baseFont() : theme->smallFont());
    const int icon = pill.icon.isEmpty() ? 0 : pillIcon + iconGap;
    const int width = icon + painter->fontMetrics().horizontalAdvance(text);
    const int left = rect.center().x() - width / 2;
    if (icon > 0)
        painter->drawPixmap(
            left, rect.center().y() - pillIcon / 2,
            theme->pixmap(pill.icon, pillIcon, pill.ink, painter->device()->devicePixelRatioF()));
    painter->setPen(pill.ink);
    painter->drawText(QRect(left + icon, rect.top(), width, rect.height()), Qt::AlignVCenter | Qt::AlignLeft,
                      text);
    painter->restore();
}

void PreferenceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const bool isSection = index.data(Grid::SectionRole).toBool();
    const QModelIndex current = view ? view->currentIndex() : QModelIndex();
    QStyleOptionViewItem ground = option;
    ground.state.setFlag(QStyle::State_Selected,
                         !isSection && current.isValid() && current.row() == index.row());
    CellDelegate::paintGround(painter, ground, index);
    const QRect rect = option.rect.adjusted(0, 0, 0, -1);
    if (isSection || index.column() == 0)
        paintName(painter, rect.adjusted(pillMargin, 0, -pillMargin, 0), index);
    else
        paintPill(painter, rect, PreferenceState(index.data(Grid::StateRole).toInt()),
                  index.data(Grid::ChangedRole).toBool());
    if (view && view->hasFocus() && current == index) {
        QColor line = Theme::of()->tokens().accent;
        line.setAlphaF(0.55F);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(line, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(rect).adjusted(2.5, 1.5, -2.5, -1.5), 6, 6);
        painter->restore();
    }
}

void PreferenceDelegate::paintName(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const Theme *theme = Theme::of();
    const bool isSection = index.data(Grid::SectionRole).toBool();
    QRect rest = isSection ? rect.adjusted(0, 6, 0, 0) : rect;
    painter->setFont(theme->boldFont());
    painter->setPen(isSection ? theme->tokens().dim : theme->tokens().text);
    const QString name
        = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, rest.width());
    painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, name);
    rest.setLeft(rest.left() + painter->fontMetrics().horizontalAdvance(name) + pillGap);
    if (const int conditions = index.data(Grid::ConditionalRole).toInt();
        conditions > 0 && rest.width() > 40) {
        models::Shown chip;
        chip.text = conditions == 1 ? tr("ƒ if 1 condition") : tr("ƒ if %n conditions", nullptr, conditions);
        chip.tone = models::Tone::Info;
        rest.setLeft(rest.left() + paintChip(painter, rest, chip).width() + pillGap);
    }
    painter->setFont(theme->baseFont());
    painter->setPen(theme->tokens().dim);
    const QString kind = painter->fontMetrics().elidedText(index.data(Grid::KindRole).toString(),
                                                           Qt::ElideRight, std::max(0, rest.width()));
    painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, kind);
}

QSize PreferenceDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    if (index.column() > 0)
        return {pillWidth + 28, metric::row};
    const QFontMetrics bold(Theme::of()->boldFont()), base(Theme::of()->baseFont());
    const int name = bold.horizontalAdvance(index.data().toString());
    const int kind = base.horizontalAdvance(index.data(Grid::KindRole).toString());
    return {name + pillGap + kind + 2 * pillMargin,
            index.data(Grid::SectionRole).toBool() ? metric::row + 6 : metric::row};
}

} // namespace ui
