#pragma once

#include "ui/place.h"

#include <QWidget>

namespace ui {

// What a tab shows. A page knows its entity; the main window knows only this.
class Page : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual Place place() const = 0; // now, with section and filters
    virtual QString title() const = 0; // for the tab
    // Goes to another place of the same page (filters, section).
    virtual void go(const Place &place) = 0;
    virtual void refresh() = 0;
    // True once everything that is visible has arrived (or has failed and says so): the tour waits for it.
    virtual bool isSettled() const = 0;
    // Non-empty when the page could not be filled.
    virtual QString failure() const { return {}; }
    // False keeps the tab: the page has unsaved work and the person wants to keep it.
    virtual bool mayClose() { return true; }

Q_SIGNALS:
    void placeChanged(); // place() or title() is another now: the tab and its history follow
    void openRequested(const ui::Place &place, bool inNewTab);
    void settledChanged();
};

} // namespace ui
