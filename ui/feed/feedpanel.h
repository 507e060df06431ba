#pragma once

#include "api/schema/feed.h"
#include "models/feedmodel.h"
#include "ui/context.h"
#include "ui/panel.h"

#include <QTimer>

class QStackedLayout;

namespace ui {

class ChannelFinder;
class ErrorBar;
class FeedCounts;
class FeedDetail;
class FeedList;
class FeedSide;
class FilterBar;
class Following;
class MarkAll;
class Marker;
class RequestLine;
class StatePanel;

// A person's in-app feed as the customer sees it (E14), with the counts the service tells.
class FeedPanel : public Panel
{
    Q_OBJECT
public:
    FeedPanel(const Context &context, const QString &userId, QWidget *parent = nullptr);
    ~FeedPanel() override;

    models::FeedModel *model() const { return m_model; }
    FeedList *view() const { return m_view; }
    Following *following() const { return m_following; }
    FeedDetail *detail() const { return m_detail; }
    FeedSide *side() const { return m_side; }
    QString stateTitle() const; // what stands where the cards would be; empty while there are cards

    void activate() override;
    void refresh() override;
    bool isSettled() const override;
    QString failure() const override;
    QList<QPair<QString, QString>> filters() const override;
    void setFilters(const QList<QPair<QString, QString>> &filters) override;

Q_SIGNALS:
    void unseenChanged(qint64 count); // -1: not known

private:
    void build();
    QWidget *buildList();
    void connectAll();
    void chooseChannel(); // from what is known, or by looking for one
    void channelsKnown();
    void offerKnown();
    void ask();
    void followState();
    void followMeta();
    void followNumber();
    void showState();
    void takeNextStep();
    void showCurrent();
    void tellVisible();
    void tellSettled();
    QString channelId() const;

    Context m_context;
    QString m_userId;
    models::FeedModel *m_model;
    ChannelFinder *m_finder;
    FilterBar *m_filters;
    ErrorBar *m_markError;
    ErrorBar *m_error;
    Marker *m_marker;
    FeedList *m_view;
    FeedSide *m_side;
    FeedDetail *m_detail;
    MarkAll *m_markAll;
    RequestLine *m_request;
    QStackedLayout *m_stack;
    StatePanel *m_state;
    FeedCounts *m_counts;
    Following *m_following;
    QTimer m_showSoon;
    QTimer m_clock; // relative times grow old
    bool m_active = false;
    bool m_given = false; // the channel was named, by an address or by hand
    bool m_wasSettled = false;
};

} // namespace ui
