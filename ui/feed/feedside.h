#pragma once

#include "models/feedcount.h"
#include "ui/context.h"

#include <QStackedWidget>

namespace ui {

class CountView;
class FeedDetail;
class Marker;
struct Place;

// Beside the cards: the chosen one in full, or the items behind a number.
class FeedSide : public QStackedWidget
{
    Q_OBJECT
public:
    FeedSide(const Context &context, models::FeedModel *feed, Marker *marker, QWidget *parent = nullptr);

    FeedDetail *detail() const { return m_detail; }
    CountView *countView() const { return m_count; }
    bool isSettled() const;
    void refresh();

    std::optional<models::FeedNumber> number() const { return m_number; }
    // Whose items are shown; none: the chosen card. They are read once the feed's first page is there.
    void setNumber(std::optional<models::FeedNumber> number);
    void feedOpened(); // with other filters: what was counted is of another feed

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);
    void numberChanged(); // by the person
    void settledChanged();

private:
    void start();

    models::FeedModel *m_feed;
    FeedDetail *m_detail;
    CountView *m_count;
    std::optional<models::FeedNumber> m_number;
    bool m_isStarted = false;
};

} // namespace ui
