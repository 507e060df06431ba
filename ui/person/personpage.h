#pragma once

#include "api/schema/user.h"
#include "ui/entity/entitypage.h"

namespace ui {

class JsonView;
class PersonHeader;
class PropertiesPanel;

// `user:ID/SECTION?filters`: one person, with the sections feed, messages, preferences, properties, raw.
class PersonPage : public EntityPage
{
    Q_OBJECT
public:
    explicit PersonPage(const Context &context, QWidget *parent = nullptr);

    QString title() const override;

protected:
    api::Call ask() override;
    Panel *makePanel(const QString &section) override;
    void showUnknown(StatePanel *state) override;

private:
    void showPerson();

    api::User m_user;
    PersonHeader *m_header;
    PropertiesPanel *m_properties;
    JsonView *m_raw;
};

} // namespace ui
