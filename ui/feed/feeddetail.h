#pragma once

#include "api/schema/feed.h"
#include "models/lists.h"
#include "ui/context.h"
#include "ui/place.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace ui {

class FlowLayout;
class KeyValueTable;
class MarkBar;
class Marker;
class PartView;
class StatePanel;
class TimelineView;

// The chosen item of a feed: its marks with their buttons, what happened to it, and its facts.
class FeedDetail : public QWidget
{
    Q_OBJECT
public:
    FeedDetail(const Context &context, Marker *marker, QWidget *parent = nullptr);

    void showItem(const api::Row<api::FeedItem> &row, const QString &userId, const QString &channelId);
    void clear(const QString &hint);
    QString itemId() const { return m_message.id; }
    QString sentence() const;
    bool isSettled() const;
    void refresh();

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);
    void settledChanged();

private:
    void build();
    void showMarks();
    void showStory();
    void eventsChanged();

    Context m_context;
    Marker *m_marker;
    api::Message m_message; // the item, as the message it is
    int m_activities = 1;
    models::EventsModel *m_events;
    QStackedLayout *m_stack;
    StatePanel *m_state;
    QWidget *m_body;
    QWidget *m_head;
    FlowLayout *m_headFlow;
    QList<QWidget *> m_chips;
    MarkBar *m_marks;
    QLabel *m_sentence;
    QLabel *m_problem;
    PartView *m_timelinePart;
    TimelineView *m_timeline;
    KeyValueTable *m_facts;
};

} // namespace ui
