#pragma once

#include "models/feedcount.h"
#include "ui/context.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class CrawlStrip;
class FeedList;
class Marker;
struct Place;

// The items behind a number of the feed, what it is made of, and why it may surprise.
class CountView : public QWidget
{
    Q_OBJECT
public:
    CountView(const Context &context, Marker *marker, QWidget *parent = nullptr);

    models::FeedCount *count() const { return m_count; }
    FeedList *list() const { return m_list; }
    bool isSettled() const;
    QString verdict() const; // empty while the items are read
    QString arithmetic() const;
    QStringList causes() const;

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);
    void closeRequested();
    void settledChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void follow();
    void showResult();
    void clearCauses();

    models::FeedCount *m_count;
    QLabel *m_title;
    QPushButton *m_again;
    CrawlStrip *m_strip;
    QLabel *m_verdict;
    QLabel *m_arithmetic;
    QWidget *m_causes;
    QVBoxLayout *m_causeRows;
    QStringList m_causeTexts;
    FeedList *m_list;
};

} // namespace ui
