#pragma once

#include "api/schema/object.h"
#include "ui/entity/entitypage.h"

namespace ui {

class EntityHeader;
class JsonView;
class PropertiesPanel;

// `object:COLLECTION/ID/SECTION?filters`: one object, with the sections messages, properties, raw.
class ObjectPage : public EntityPage
{
    Q_OBJECT
public:
    explicit ObjectPage(const Context &context, QWidget *parent = nullptr);

    QString title() const override;

protected:
    api::Call ask() override;
    Panel *makePanel(const QString &section) override;
    void showUnknown(StatePanel *state) override;

private:
    void showObject();

    api::Object m_object;
    EntityHeader *m_header;
    PropertiesPanel *m_properties;
    JsonView *m_raw;
};

} // namespace ui
