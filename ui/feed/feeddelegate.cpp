#include "ui/feed/feeddelegate.h"

#include "models/feedmodel.h"
#include "ui/avatar.h"
#include "ui/celldelegate.h"
#include "ui/chip.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QAbstractTextDocumentLayout>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

void paintBell(QPainter *painter, const QRect &rect)
{
    const Tokens &tokens = Theme::of()->tokens();
    painter->setPen(Qt::NoPen);
    painter->setBrush(tokens.accentWeak);
    painter->drawEllipse(rect);
    const qreal dpr = painter->device()->devicePixelRatioF();
    painter->drawPixmap(rect.adjusted(8, 8, -8, -8), Theme::of()->pixmap(u"bell"_s, 16, tokens.accent, dpr));
}

void paintButton(QPainter *painter, const QRect &rect, const QString &label)
{
    const Tokens &tokens = Theme::of()->tokens();
    painter->setPen(tokens.line);
    painter->setBrush(tokens.raised);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter->setFont(Theme::of()->baseFont());
    painter->setPen(tokens.text);
    painter->drawText(rect, Qt::AlignCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(label, Qt::ElideRight, rect.width() - 16));
}

} // namespace

FeedDelegate::FeedDelegate(const models::FeedModel *model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

void FeedDelegate::forget()
{
    m_texts.clear();
}

FeedCard FeedDelegate::cardAt(const QModelIndex &index) const
{
    FeedCard card = cardOf(m_model->row(index.row()), m_model->look().now());
    if (m_model->hasRemark(m_model->row(index.row()).value.id))
        card.marks.prepend(m_model->remark());
    return card;
}

CardGeometry FeedDelegate::geometryOf(const FeedCard &card, const QStyleOptionViewItem &option) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    return layoutCard(card, width, m_texts.height(card.html, bodyWidth(width)));
}

QSize FeedDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {100, geometryOf(cardAt(index), option).height};
}

void FeedDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const FeedCard card = cardAt(index);
    const CardGeometry g = geometryOf(card, option);
    const Tokens &tokens = Theme::of()->tokens();
    CellDelegate::paintGround(painter, option, index);
    painter->save();
    painter->translate(option.rect.topLeft());
    painter->setRenderHint(QPainter::Antialiasing);
    if (card.unseen) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(tokens.accent);
        painter->drawEllipse(g.dot);
    }
    if (card.avatarName.isEmpty())
        paintBell(painter, g.avatar);
    else
        paintAvatar(painter, g.avatar, card.avatarName);
    for (int i = 0; i < g.buttons.size(); ++i)
        paintButton(painter, g.buttons.at(i), card.buttons.at(i).label);
    painter->setFont(Theme::of()->baseFont());
    painter->setPen(tokens.dim);
    painter->drawText(g.time, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, card.time.text);
    for (int i = 0; i < g.marks.size(); ++i)
        paintChip(painter, g.marks.at(i), card.marks.at(i));

    painter->translate(g.body.topLeft());
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, tokens.text);
    context.clip = QRectF(0, 0, g.body.width(), g.body.height() + 2);
    m_texts.document(card.html, g.body.width())->documentLayout()->draw(painter, context);
    painter->restore();
}

QString FeedDelegate::linkAt(const QPoint &point, const FeedCard &card, const CardGeometry &geometry) const
{
    for (int i = 0; i < geometry.buttons.size(); ++i) {
        if (geometry.buttons.at(i).contains(point))
            return card.buttons.at(i).action;
    }
    if (!geometry.body.contains(point))
        return {};
    return m_texts.document(card.html, geometry.body.width())
        ->documentLayout()
        ->anchorAt(point - geometry.body.topLeft());
}

bool FeedDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                               const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const FeedCard card = cardAt(index);
        const QString link
            = linkAt(mouse->position().toPoint() - option.rect.topLeft(), card, geometryOf(card, option));
        if (mouse->button() == Qt::LeftButton && !link.isEmpty()) {
            Q_EMIT linkClicked(link, mouse->globalPosition().toPoint());
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

bool FeedDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const FeedCard card = cardAt(index);
    const CardGeometry g = geometryOf(card, option);
    const QPoint point = event->pos() - option.rect.topLeft();
    QString text = linkAt(point, card, g);
    if (text.isEmpty() && g.time.contains(point))
        text = card.time.tip;
    else if (text.isEmpty() && g.avatar.contains(point) && !card.avatarTip.isEmpty())
        text = card.avatarTip;
    else if (text.isEmpty() && !card.actionUrl.isEmpty())
        text = tr("A click leads the customer to %1").arg(card.actionUrl);
    QToolTip::showText(event->globalPos(), text.toHtmlEscaped().replace(u'\n', "<br>"_L1), view);
    return true;
}

} // namespace ui
