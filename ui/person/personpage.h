#pragma once

#include "api/client/client.h"
#include "api/schema/user.h"
#include "ui/context.h"
#include "ui/page.h"

#include <QHash>

class QStackedLayout;
class QStackedWidget;

namespace ui {

class ErrorBar;
class JsonView;
class Panel;
class PersonHeader;
class PropertiesPanel;
class SectionTabs;
class StatePanel;

// `user:ID/SECTION?filters`: one person, with the sections feed, messages, preferences, properties, raw. A
// section asks the service for nothing before it is looked at.
class PersonPage : public Page
{
    Q_OBJECT
public:
    explicit PersonPage(const Context &context, QWidget *parent = nullptr);

    Place place() const override;
    QString title() const override;
    void go(const Place &place) override;
    void refresh() override;
    bool isSettled() const override;
    QString failure() const override;
    QString unsavedWork() const override;

    Panel *panel(const QString &section) const
    {
        return m_panels.value(section);
    } // null until it was looked at

private:
    void build();
    void openPerson(const QString &id);
    void askPerson();
    void showPerson();
    void showFailure();
    void showSection(const QString &section);
    Panel *makePanel(const QString &section);
    void tellSettled();

    Context m_context;
    QString m_id;
    api::User m_user;
    bool m_known = false;
    api::ApiError m_error;
    QStackedLayout *m_stack;
    StatePanel *m_state;
    QWidget *m_body;
    PersonHeader *m_header;
    ErrorBar *m_errorBar;
    SectionTabs *m_tabs;
    QStackedWidget *m_sections;
    QHash<QString, Panel *> m_panels;
    PropertiesPanel *m_properties;
    JsonView *m_raw;
    bool m_wasSettled = false;
    api::Call m_call;
};

} // namespace ui
