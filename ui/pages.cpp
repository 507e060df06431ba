// Every page of the console, one line each: kind, how it is made, and its place in the sidebar.
#include "ui/pageregistry.h"

#include "api/schema/bulk.h"
#include "api/schema/message.h"
#include "api/schema/user.h"
#include "ui/bulk/bulkpage.h"
#include "ui/environments/environmentspage.h"
#include "ui/explorer/explorerpage.h"
#include "ui/message/comparepage.h"
#include "ui/message/messagepage.h"
#include "ui/messages/messagespage.h"
#include "ui/object/objectpage.h"
#include "ui/people/peoplepage.h"
#include "ui/person/personpage.h"
#include "ui/requests/requestspage.h"
#include "ui/writelog/writespage.h"

#include <QCoreApplication>

namespace ui {
namespace {

template <class P>
Page *make(const Context &context, const Place &place, QWidget *parent)
{
    if constexpr (std::is_constructible_v<P, const Context &, const Place &, QWidget *>)
        return new P(context, place, parent);
    else
        return new P(context, parent);
}

QString label(const char *text)
{
    return QCoreApplication::translate("Pages", text);
}

}

void registerPages(PageRegistry &registry)
{
    registry.add({QStringLiteral("people"),
                  make<PeoplePage>,
                  label("People"),
                  QStringLiteral("people"),
                  {},
                  &api::users::list});
    registry.add({QStringLiteral("messages"),
                  make<MessagesPage>,
                  label("Messages"),
                  QStringLiteral("messages"),
                  {},
                  &api::messages::list});
    registry.add(
        {QStringLiteral("bulk"), make<BulkPage>, label("Bulk"), QStringLiteral("bulk"), {}, &api::bulk::get});
    registry.add({QStringLiteral("requests"),
                  make<RequestsPage>,
                  label("Requests"),
                  QStringLiteral("requests"),
                  {},
                  nullptr,
                  QKeySequence(Qt::CTRL | Qt::Key_QuoteLeft)});
    registry.add({QStringLiteral("environments"), make<EnvironmentsPage>, {}, QStringLiteral("globe"), {}});
    registry.add({QStringLiteral("writes"), make<WritesPage>, {}, QStringLiteral("list"), {}});
    registry.add(
        {QStringLiteral("explorer"), make<ExplorerPage>, label("API explorer"), QStringLiteral("json"), {}});
    registry.add(
        {QStringLiteral("user"), make<PersonPage>, {}, QStringLiteral("user"), QStringLiteral("people")});
    registry.add({QStringLiteral("object"),
                  make<ObjectPage>,
                  {},
                  QStringLiteral("object"),
                  QStringLiteral("messages")});
    registry.add({QStringLiteral("workflow"),
                  make<MessagesPage>,
                  {},
                  QStringLiteral("list"),
                  QStringLiteral("messages")});
    registry.add({QStringLiteral("channel"),
                  make<MessagesPage>,
                  {},
                  QStringLiteral("bell"),
                  QStringLiteral("messages")});
    registry.add({QStringLiteral("message"),
                  make<MessagePage>,
                  {},
                  QStringLiteral("messages"),
                  QStringLiteral("messages")});
    registry.add({QStringLiteral("compare"),
                  make<ComparePage>,
                  {},
                  QStringLiteral("requests"),
                  QStringLiteral("messages")});
}

} // namespace ui
