#include "ui/person/personpage.h"

#include "models/display.h"
#include "models/messagescope.h"
#include "ui/entity/propertiespanel.h"
#include "ui/feed/feedpanel.h"
#include "ui/jsonview.h"
#include "ui/messages/messagespanel.h"
#include "ui/person/personheader.h"
#include "ui/preferences/preferencespanel.h"
#include "ui/sectiontabs.h"
#include "ui/statepanel.h"

using namespace Qt::StringLiterals;

namespace ui {
namespace {

const QString feedKey = u"feed"_s, messagesKey = u"messages"_s, preferencesKey = u"preferences"_s;

} // namespace

PersonPage::PersonPage(const Context &context, QWidget *parent)
    : EntityPage(context, u"user"_s, parent)
    , m_header(new PersonHeader(this))
    , m_properties(new PropertiesPanel(sections()))
    , m_raw(new JsonView(sections()))
{
    setHeader(m_header);
    m_raw->setAccessibleName(tr("The person as JSON"));
    addSection(feedKey, tr("Feed"));
    addSection(messagesKey, tr("Messages"));
    addSection(preferencesKey, tr("Preferences"));
    addSection(u"properties"_s, tr("Properties"), m_properties);
    addSection(u"raw"_s, tr("Raw"), withEdges(m_raw));
}

QString PersonPage::title() const
{
    return isKnown() ? m_user.label() : wanted().id;
}

api::Call PersonPage::ask()
{
    return context().client->send<api::User>(api::users::get(wanted().id),
                                             [this](api::Result<api::User> result) {
                                                 if (result.ok()) {
                                                     m_user = std::move(result.value());
                                                     showPerson();
                                                 }
                                                 arrived(result.error());
                                             });
}

void PersonPage::showPerson()
{
    m_header->setUser(m_user);
    m_properties->setEntity(m_user, m_user.properties());
    m_raw->setJson(m_user.raw);
}

void PersonPage::showUnknown(StatePanel *state)
{
    state->showProblem(
        tr("Nobody here has the id “%1”").arg(wanted().id),
        tr("The id may be mistyped, or belong to another environment. A user who was deleted is "
           "gone, and so are the messages; after a merge they are with the other user. Search "
           "again with Ctrl+K, or look through People."),
        tr("Ask again"));
}

Panel *PersonPage::makePanel(const QString &section)
{
    if (section == feedKey) {
        auto *feed = new FeedPanel(context(), wanted().id, sections());
        connect(feed, &FeedPanel::unseenChanged, this, [this](qint64 count) {
            tabs()->setBadge(feedKey, count > 0 ? models::numberText(count) : QString());
        });
        return feed;
    }
    if (section == messagesKey)
        return new MessagesPanel(context(), models::MessageScope::ofUser(wanted().id), sections());
    if (section == preferencesKey)
        return new PreferencesPanel(context(), wanted().id, sections());
    return nullptr;
}

} // namespace ui
