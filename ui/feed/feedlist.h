#pragma once

#include <QListView>

namespace models {
class FeedModel;
}

namespace ui {

class FeedCards;
class FeedDelegate;
class Marker;
struct Place;

// Items of a feed as cards, to be chosen, marked, copied from and opened.
class FeedList : public QListView
{
    Q_OBJECT
public:
    FeedList(models::FeedModel *model, Marker *marker, QWidget *parent = nullptr);

    void setReadsOn(bool on); // false: scrolling to the end asks for no further page
    QStringList selectedIds() const; // in the order of the feed
    QStringList visibleIds() const; // of the cards that can be seen, even in part
    int lastVisibleRow() const; // -1: there are no cards

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);
    void visibleChanged(); // scrolled, resized or filled: other cards are seen

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void open(const QModelIndex &index, bool inNewTab);
    void showItemMenu(const QPoint &position);

    models::FeedModel *m_model;
    Marker *m_marker;
    FeedCards *m_cards;
    FeedDelegate *m_delegate;
};

} // namespace ui
