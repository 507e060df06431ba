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
    // Unsaved work in words ("3 changes to the preferences of Marta"); empty when there is none. The window
    // asks before it lets go of a page that has some; a page never asks itself.
    virtual QString unsavedWork() const { return {}; }
    virtual bool mayClose() { return unsavedWork().isEmpty(); }

Q_SIGNALS:
    void placeChanged(); // place() or title() is another now: the tab and its history follow
    void openRequested(const ui::Place &place, bool inNewTab);
    void settledChanged();
};

} // namespace ui
