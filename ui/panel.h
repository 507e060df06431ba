#pragma once

#include "ui/place.h"

#include <QWidget>

namespace ui {

// A part of a page with data of its own: a list, a feed, a preference grid.
class Panel : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    // Starts loading the first time it is shown; again on refresh().
    virtual void activate() = 0;
    virtual void refresh() = 0;
    virtual bool isSettled() const = 0; // everything visible has arrived, or has failed and says so
    virtual QString failure() const { return {}; }
    virtual QString unsavedWork() const { return {}; } // in words; see Page
    virtual bool mayClose() { return unsavedWork().isEmpty(); }
    virtual QList<QPair<QString, QString>> filters() const { return {}; }
    virtual void setFilters(const QList<QPair<QString, QString>> &) { }

Q_SIGNALS:
    void settledChanged();
    void filtersChanged();
    void openRequested(const ui::Place &place, bool inNewTab);
};

} // namespace ui
