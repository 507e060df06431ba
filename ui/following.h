// A view of a list that is followed: what the eye is on stays, and what came in above it is told.
#pragma once

#include "models/follower.h"
#include "ui/context.h"

#include <QJsonObject>
#include <QPersistentModelIndex>
#include <vector>

class QAbstractItemView;
class QAction;
class QPushButton;
class QToolButton;

namespace ui {

// Follows while `panel` is shown, in a window that is not minimised, and no hand is on the rows. New rows
// come in above those on screen, which keep their pixels, current row and selection; a pill over the view
// counts the ones nobody has seen, and it or Home leads to them.
class Following : public QObject
{
    Q_OBJECT
public:
    // Whether it is paused is kept in the settings under "follow/NAME".
    Following(const Context &context, models::CursorListBase *list, QAbstractItemView *view,
              const QString &name, QWidget *panel);

    models::Follower *follower() const { return m_follower; }
    // Says how the list is followed; a click pauses and goes on. Belongs to whoever puts it into a bar.
    QToolButton *button() const { return m_button; }
    // While the view is scrolled to its very top it stays there, and new rows push the others down.
    void setStaysAtTop(bool stays) { m_staysAtTop = stays; }
    // What is shown beside the list of one of its rows is read again when following finds that row changed.
    void setBeside(std::function<QString()> id, std::function<void()> readAgain);
    int unseen() const; // rows that came in above all that was seen, and those that wait
    QPushButton *pill() const { return m_pill; }

public Q_SLOTS:
    void showNew(); // takes in what waits, and scrolls to the top

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Anchor
    {
        QPersistentModelIndex index;
        int y; // of its upper edge, in the viewport
    };
    void build();
    void connectAll();
    void pause(bool paused);
    void followWindow();
    void followHand(const QObject *watched, const QEvent *event);
    QModelIndex firstVisible() const;
    void hold(); // before rows come and go
    void settle(bool isRefresh); // afterwards
    QJsonObject rawOf(const QString &id) const;
    void readBesideAgain();
    void layOut();
    void restore();
    void scrollToTop();
    void noteSeen();
    void tell();
    void tellCount();

    Context m_context;
    models::CursorListBase *m_list;
    QAbstractItemView *m_view;
    QString m_key;
    QWidget *m_panel;
    QWidget *m_window = nullptr; // whose events are watched
    models::Follower *m_follower;
    QToolButton *m_button;
    QPushButton *m_pill;
    QAction *m_showNew;
    std::function<QString()> m_besideId;
    std::function<void()> m_readAgain;
    QPair<QString, QJsonObject> m_beside; // before the merge
    std::vector<Anchor> m_anchors; // the best one first
    QPersistentModelIndex m_topSeen; // the uppermost row that was ever on screen
    bool m_wasAtTop = false;
    bool m_merging = false;
    bool m_staysAtTop = false;
    bool m_wantsTop = false; // when what waits has come in
};

} // namespace ui
