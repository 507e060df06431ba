#include "ui/person/personpage.h"

#include "models/display.h"
#include "ui/buttons.h"
#include "ui/errorbar.h"
#include "ui/feed/feedpanel.h"
#include "ui/jsonview.h"
#include "ui/messages/messagespanel.h"
#include "ui/person/personheader.h"
#include "ui/person/propertiespanel.h"
#include "ui/preferences/preferencespanel.h"
#include "ui/sectiontabs.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QStackedLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

const QString feedKey = u"feed"_s, messagesKey = u"messages"_s, preferencesKey = u"preferences"_s,
              propertiesKey = u"properties"_s, rawKey = u"raw"_s;

} // namespace

PersonPage::PersonPage(const Context &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
{
    build();
}

void PersonPage::build()
{
    m_state = new StatePanel(this);
    m_body = new QWidget(this);
    m_header = new PersonHeader(m_body);
    m_errorBar = new ErrorBar(m_body);
    m_tabs = new SectionTabs(m_body);
    m_sections = new QStackedWidget(m_body);
    m_properties = new PropertiesPanel(m_sections);
    m_sections->addWidget(m_properties);
    auto *rawBox = new QWidget(m_sections);
    auto *rawLayout = new QVBoxLayout(rawBox);
    rawLayout->setContentsMargins(metric::edge, metric::between, metric::edge, metric::between);
    m_raw = new JsonView(rawBox);
    m_raw->setAccessibleName(tr("The person as JSON"));
    rawLayout->addWidget(m_raw);
    m_sections->addWidget(rawBox);
    m_tabs->addSection(feedKey, tr("Feed"));
    m_tabs->addSection(messagesKey, tr("Messages"));
    m_tabs->addSection(preferencesKey, tr("Preferences"));
    m_tabs->addSection(propertiesKey, tr("Properties"));
    m_tabs->addSection(rawKey, tr("Raw"));

    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(metric::edge, 0, metric::edge, 0);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch(1);
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_errorBar);
    column->addWidget(m_header);
    column->addLayout(tabRow);
    column->addWidget(makeLine(m_body));
    column->addWidget(m_sections, 1);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_body);

    connect(m_tabs, &SectionTabs::sectionChanged, this, [this](const QString &section) {
        showSection(section);
        // The keyboard goes along, unless it is on the tabs themselves.
        QWidget *shown = m_sections->currentWidget();
        if (!m_tabs->hasFocus() && shown->focusProxy())
            shown->setFocus(Qt::OtherFocusReason);
        Q_EMIT placeChanged();
    });
    connect(m_state, &StatePanel::actionTriggered, this, &PersonPage::askPerson);
    connect(m_errorBar, &ErrorBar::retryRequested, this, &PersonPage::askPerson);
    connect(m_context.client, &api::Client::reachableChanged, this, [this](bool isReachable) {
        if (isReachable && !m_known && api::isLackOfNetwork(m_error))
            askPerson();
    });
}

Place PersonPage::place() const
{
    const QString section = m_tabs->currentSection();
    const Panel *current = m_panels.value(section);
    return {u"user"_s, m_id, section, current ? current->filters() : QList<QPair<QString, QString>>()};
}

QString PersonPage::title() const
{
    return m_known ? m_user.label() : m_id;
}

void PersonPage::go(const Place &place)
{
    const bool another = place.id != m_id;
    if (another)
        openPerson(place.id);
    const QString section = place.section.isEmpty() ? feedKey : place.section;
    // The filters first: they are part of the first question a section asks.
    if (Panel *panel = m_panels.value(section) ? m_panels.value(section) : makePanel(section))
        panel->setFilters(place.filters);
    if (m_tabs->currentSection() == section)
        showSection(section);
    else
        m_tabs->setCurrentSection(section);
}

void PersonPage::openPerson(const QString &id)
{
    m_id = id;
    m_user = {};
    m_known = false;
    for (Panel *panel : std::as_const(m_panels))
        delete panel;
    m_panels.clear();
    m_tabs->setBadge(feedKey, {});
    askPerson();
}

void PersonPage::askPerson()
{
    m_error = {};
    m_errorBar->clear();
    if (!m_known) {
        m_state->showLoading();
        m_stack->setCurrentWidget(m_state);
    }
    m_call = m_context.client->send<api::User>(api::users::get(m_id), [this](api::Result<api::User> result) {
        m_error = result.error();
        if (result.ok()) {
            m_user = std::move(result.value());
            m_known = true;
            showPerson();
        } else {
            showFailure();
        }
        Q_EMIT placeChanged(); // the title is known now
        tellSettled();
    });
    tellSettled();
}

void PersonPage::showPerson()
{
    m_header->setUser(m_user);
    m_properties->setUser(m_user);
    m_raw->setJson(m_user.raw);
    m_stack->setCurrentWidget(m_body);
    showSection(m_tabs->currentSection());
}

void PersonPage::showFailure()
{
    if (m_known)
        return m_errorBar->showError(m_error);
    if (m_error.httpStatus == 404)
        m_state->showProblem(
            tr("Nobody here has the id “%1”").arg(m_id),
            tr("The id may be mistyped, or belong to another environment. Search again with Ctrl+K, "
               "or look through People."),
            tr("Ask again"));
    else
        m_state->showError(m_error);
    m_stack->setCurrentWidget(m_state);
}

Panel *PersonPage::makePanel(const QString &section)
{
    Panel *panel = nullptr;
    if (section == feedKey) {
        auto *feed = new FeedPanel(m_context, m_id, m_sections);
        connect(feed, &FeedPanel::unseenChanged, this, [this](qint64 count) {
            m_tabs->setBadge(feedKey, count > 0 ? models::numberText(count) : QString());
        });
        panel = feed;
    } else if (section == messagesKey) {
        panel = new MessagesPanel(m_context, m_id, m_sections);
    } else if (section == preferencesKey) {
        panel = new PreferencesPanel(m_context, m_id, m_sections);
    }
    if (!panel)
        return nullptr;
    m_panels.insert(section, panel);
    m_sections->addWidget(panel);
    connect(panel, &Panel::openRequested, this, &Page::openRequested);
    connect(panel, &Panel::settledChanged, this, &PersonPage::tellSettled);
    connect(panel, &Panel::filtersChanged, this, [this, section] {
        if (m_tabs->currentSection() == section)
            Q_EMIT placeChanged();
    });
    return panel;
}

void PersonPage::showSection(const QString &section)
{
    if (section == propertiesKey)
        m_sections->setCurrentWidget(m_properties);
    else if (section == rawKey)
        m_sections->setCurrentWidget(m_raw->parentWidget());
    Panel *panel = m_panels.value(section);
    if (!panel)
        panel = makePanel(section);
    if (panel) {
        m_sections->setCurrentWidget(panel);
        // A person nobody knows has no feed to ask for.
        if (m_known)
            panel->activate();
    }
    tellSettled();
}

void PersonPage::refresh()
{
    askPerson();
    Panel *panel = m_panels.value(m_tabs->currentSection());
    if (panel && m_known)
        panel->refresh();
}

bool PersonPage::isSettled() const
{
    if (m_call.active())
        return false;
    if (!m_known)
        return m_error.isError();
    const Panel *panel = m_panels.value(m_tabs->currentSection());
    return !panel || panel->isSettled();
}

QString PersonPage::failure() const
{
    if (!m_known)
        return m_error.isError() ? m_state->title() : QString();
    const Panel *panel = m_panels.value(m_tabs->currentSection());
    return panel ? panel->failure() : QString();
}

QString PersonPage::unsavedWork() const
{
    QStringList work;
    for (const Panel *panel : m_panels) {
        if (!panel->unsavedWork().isEmpty())
            work += panel->unsavedWork();
    }
    return work.isEmpty() ? QString() : tr("%1 of %2").arg(work.join(QStringLiteral(", ")), title());
}

void PersonPage::tellSettled()
{
    const bool settled = isSettled();
    if (settled == m_wasSettled)
        return;
    m_wasSettled = settled;
    Q_EMIT settledChanged();
}

} // namespace ui
