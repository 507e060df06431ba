#pragma once

#include <QIdentityProxyModel>

namespace models {
class FeedModel;
}

namespace ui {

// The feed as a list of cards: one column, and a text for whoever cannot see them.
class FeedCards : public QIdentityProxyModel
{
    Q_OBJECT
public:
    FeedCards(models::FeedModel *model, QObject *parent);
    // False: scrolling to the end asks for nothing, as somebody else reads the pages.
    void setReadsOn(bool on) { m_readsOn = on; }
    bool canFetchMore(const QModelIndex &parent) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    models::FeedModel *m_model;
    bool m_readsOn = true;
};

} // namespace ui
