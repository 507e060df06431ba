#include "ui/object/objectpage.h"

#include "models/messagescope.h"
#include "ui/entity/entityheader.h"
#include "ui/entity/propertiespanel.h"
#include "ui/jsonview.h"
#include "ui/messages/messagespanel.h"
#include "ui/statepanel.h"

using namespace Qt::StringLiterals;

namespace ui {
namespace {

const QString messagesSection = u"messages"_s;

} // namespace

ObjectPage::ObjectPage(const Context &context, QWidget *parent)
    : EntityPage(context, u"object"_s, parent)
    , m_header(new EntityHeader(this))
    , m_properties(new PropertiesPanel(sections()))
    , m_raw(new JsonView(sections()))
{
    setHeader(m_header);
    m_raw->setAccessibleName(tr("The object as JSON"));
    addSection(messagesSection, tr("Messages"));
    addSection(u"properties"_s, tr("Properties"), m_properties);
    addSection(u"raw"_s, tr("Raw"), withEdges(m_raw));
}

QString ObjectPage::title() const
{
    return isKnown() && !m_object.name.isEmpty() ? m_object.name : wanted().id;
}

api::Call ObjectPage::ask()
{
    return context().client->send<api::Object>(api::objects::get(wanted().collection(), wanted().objectId()),
                                               [this](api::Result<api::Object> result) {
                                                   if (result.ok()) {
                                                       m_object = std::move(result.value());
                                                       showObject();
                                                   }
                                                   arrived(result.error());
                                               });
}

void ObjectPage::showObject()
{
    m_header->setName(m_object.name.isEmpty() ? m_object.id : m_object.name, m_object.id);
    m_header->clearFacts();
    m_header->addFact(u"object"_s, m_object.collection, tr("Collection"));
    QJsonObject others = m_object.properties;
    others.remove("name"_L1);
    m_header->addProperties(others);
    m_properties->setEntity(m_object, m_object.properties);
    m_raw->setJson(m_object.raw);
}

void ObjectPage::showUnknown(StatePanel *state)
{
    state->showProblem(
        tr("There is no object “%1” in the collection “%2”").arg(wanted().objectId(), wanted().collection()),
        tr("Collection or id may be mistyped, or belong to another environment. If it was deleted, its "
           "messages may "
           "have gone with it."),
        tr("Ask again"));
}

Panel *ObjectPage::makePanel(const QString &section)
{
    if (section != messagesSection)
        return nullptr;
    return new MessagesPanel(
        context(), models::MessageScope::ofObject(wanted().collection(), wanted().objectId()), sections());
}

} // namespace ui
