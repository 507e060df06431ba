#include "ui/feed/feedcards.h"

#include "models/feedmodel.h"
#include "ui/feed/feedcard.h"

namespace ui {

FeedCards::FeedCards(models::FeedModel *model, QObject *parent)
    : QIdentityProxyModel(parent)
    , m_model(model)
{
    setSourceModel(model);
}

QVariant FeedCards::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return QIdentityProxyModel::data(index, role);
    return cardOf(m_model->row(index.row()), m_model->look().now()).spoken();
}

} // namespace ui
