#pragma once

#include "api/client/client.h"
#include "ui/context.h"
#include "ui/page.h"

#include <QHash>

class QStackedLayout;
class QStackedWidget;

namespace ui {

class ErrorBar;
class Panel;
class SectionTabs;
class StatePanel;

// `KIND:ID/SECTION?filters`: one thing the service knows, with a header and sections. A section asks the
// service for nothing before it is looked at. What it is, and which sections there are, the page of the kind
// says.
class EntityPage : public Page
{
    Q_OBJECT
public:
    EntityPage(const Context &context, const QString &kind, QWidget *parent = nullptr);

    Place place() const override;
    void go(const Place &place) override;
    void refresh() override;
    bool isSettled() const override;
    QString failure() const override;
    QString unsavedWork() const override;

    Panel *panel(const QString &section) const
    {
        return m_panels.value(section);
    } // null until it was looked at

protected:
    void setHeader(QWidget *header);
    // The first one is shown where an address names none. Without a widget, makePanel() makes it when it is
    // looked at.
    void addSection(const QString &key, const QString &label, QWidget *widget = nullptr);
    static QWidget *withEdges(QWidget *widget); // takes it over; for a section that has no edges of its own
    SectionTabs *tabs() const { return m_tabs; }
    QWidget *sections() const; // the parent of what is in them
    const Context &context() const { return m_context; }
    const Place &wanted() const { return m_place; } // the thing: kind and id
    bool isKnown() const { return m_known; }

    virtual api::Call ask() = 0; // for the thing itself; ends in arrived()
    virtual Panel *makePanel(const QString &section) = 0;
    virtual void showUnknown(StatePanel *state) = 0; // the service has no such thing
    // The answer to ask(), shown by now if there is no error.
    void arrived(const api::ApiError &error);

private:
    void open(const Place &place);
    void askAgain();
    void showFailure();
    void showSection(const QString &section);
    Panel *addPanel(const QString &section);
    const Panel *currentPanel() const;
    void tellSettled();

    Context m_context;
    Place m_place;
    bool m_known = false;
    api::ApiError m_error;
    QStackedLayout *m_stack;
    StatePanel *m_state;
    QWidget *m_body;
    ErrorBar *m_errorBar;
    SectionTabs *m_tabs;
    QStackedWidget *m_sections;
    QString m_first; // section
    QHash<QString, QWidget *> m_ready; // sections that stand ready
    QHash<QString, Panel *> m_panels; // those that were made
    bool m_wasSettled = false;
    api::Call m_call;
};

} // namespace ui
