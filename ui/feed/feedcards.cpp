#include "ui/feed/feedcards.h"

#include "models/feedmodel.h"
#include "ui/feed/feedcard.h"

using namespace Qt::StringLiterals;

namespace ui {

FeedCards::FeedCards(models::FeedModel *model, QObject *parent)
    : QIdentityProxyModel(parent)
    , m_model(model)
{
    setSourceModel(model);
}

bool FeedCards::canFetchMore(const QModelIndex &parent) const
{
    return m_readsOn && QIdentityProxyModel::canFetchMore(parent);
}

QVariant FeedCards::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return QIdentityProxyModel::data(index, role);
    const api::Row<api::FeedItem> &row = m_model->row(index.row());
    const QString spoken = cardOf(row, m_model->look().now()).spoken();
    return m_model->hasRemark(row.value.id) ? m_model->remark().text + u", "_s + spoken : spoken;
}

} // namespace ui
