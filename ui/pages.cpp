// Every page of the console, one line each: kind, how it is made, and its place in the sidebar.
#include "ui/pageregistry.h"

#include "ui/people/peoplepage.h"

#include <QCoreApplication>

namespace ui {
namespace {

template <class P>
Page *make(const Context &context, const Place &, QWidget *parent)
{
    return new P(context, parent);
}

QString label(const char *text)
{
    return QCoreApplication::translate("Pages", text);
}

}

void registerPages(PageRegistry &registry)
{
    registry.add({QStringLiteral("people"), make<PeoplePage>, label("People"), QStringLiteral("people"), {}});
}

} // namespace ui
