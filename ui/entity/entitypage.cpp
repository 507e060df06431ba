#include "ui/entity/entitypage.h"

#include "ui/buttons.h"
#include "ui/errorbar.h"
#include "ui/panel.h"
#include "ui/sectiontabs.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QStackedLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

EntityPage::EntityPage(const Context &context, const QString &kind, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_place {kind, {}, {}, {}}
    , m_stack(new QStackedLayout(this))
    , m_state(new StatePanel(this))
    , m_body(new QWidget(this))
    , m_errorBar(new ErrorBar(m_body))
    , m_tabs(new SectionTabs(m_body))
    , m_sections(new QStackedWidget(m_body))
{
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(metric::edge, 0, metric::edge, 0);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch(1);
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_errorBar);
    column->addLayout(tabRow);
    column->addWidget(makeLine(m_body));
    column->addWidget(m_sections, 1);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_body);

    connect(m_tabs, &SectionTabs::sectionChanged, this, [this](const QString &section) {
        showSection(section);
        // The keyboard goes along, unless it is on the tabs themselves.
        QWidget *shown = m_sections->currentWidget();
        if (!m_tabs->hasFocus() && shown && shown->focusProxy())
            shown->setFocus(Qt::OtherFocusReason);
        Q_EMIT placeChanged();
    });
    connect(m_state, &StatePanel::actionTriggered, this, &EntityPage::askAgain);
    connect(m_errorBar, &ErrorBar::retryRequested, this, &EntityPage::askAgain);
    connect(m_context.client, &api::Client::reachableChanged, this, [this](bool isReachable) {
        if (isReachable && !m_known && api::isLackOfNetwork(m_error))
            askAgain();
    });
}

void EntityPage::setHeader(QWidget *header)
{
    static_cast<QVBoxLayout *>(m_body->layout())->insertWidget(1, header);
}

void EntityPage::addSection(const QString &key, const QString &label, QWidget *widget)
{
    if (m_first.isEmpty())
        m_first = key;
    if (widget) {
        m_ready.insert(key, widget);
        m_sections->addWidget(widget);
    }
    m_tabs->addSection(key, label);
}

QWidget *EntityPage::withEdges(QWidget *widget)
{
    auto *box = new QWidget(widget->parentWidget());
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(metric::edge, metric::between, metric::edge, metric::between);
    layout->addWidget(widget);
    return box;
}

QWidget *EntityPage::sections() const
{
    return m_sections;
}

const Panel *EntityPage::currentPanel() const
{
    return m_panels.value(m_tabs->currentSection());
}

Place EntityPage::place() const
{
    const Panel *current = currentPanel();
    return {m_place.kind, m_place.id, m_tabs->currentSection(),
            current ? current->filters() : QList<QPair<QString, QString>>()};
}

void EntityPage::go(const Place &place)
{
    if (place.id != m_place.id)
        open(place);
    const QString section = place.section.isEmpty() ? m_first : place.section;
    // The filters first: they are part of the first question a section asks.
    if (Panel *panel = addPanel(section))
        panel->setFilters(place.filters);
    if (m_tabs->currentSection() == section)
        showSection(section);
    else
        m_tabs->setCurrentSection(section);
}

void EntityPage::open(const Place &place)
{
    m_place.id = place.id;
    m_known = false;
    qDeleteAll(std::exchange(m_panels, {}));
    m_tabs->setBadge(m_first, {});
    askAgain();
}

void EntityPage::askAgain()
{
    m_error = {};
    m_errorBar->clear();
    if (!m_known) {
        m_state->showLoading();
        m_stack->setCurrentWidget(m_state);
    }
    m_call = ask();
    tellSettled();
}

void EntityPage::arrived(const api::ApiError &error)
{
    m_error = error;
    if (error.isError()) {
        showFailure();
    } else {
        m_known = true;
        m_stack->setCurrentWidget(m_body);
        showSection(m_tabs->currentSection());
    }
    Q_EMIT placeChanged(); // the title is known now
    tellSettled();
}

void EntityPage::showFailure()
{
    if (m_known)
        return m_errorBar->showError(m_error);
    if (m_error.httpStatus == 404)
        showUnknown(m_state);
    else
        m_state->showError(m_error);
    m_stack->setCurrentWidget(m_state);
}

// Null for a section that stands ready, and for an unknown one.
Panel *EntityPage::addPanel(const QString &section)
{
    if (Panel *made = m_panels.value(section))
        return made;
    Panel *panel = makePanel(section);
    if (!panel)
        return nullptr;
    m_panels.insert(section, panel);
    m_sections->addWidget(panel);
    connect(panel, &Panel::openRequested, this, &Page::openRequested);
    connect(panel, &Panel::settledChanged, this, &EntityPage::tellSettled);
    connect(panel, &Panel::filtersChanged, this, [this, section] {
        if (m_tabs->currentSection() == section)
            Q_EMIT placeChanged();
    });
    return panel;
}

void EntityPage::showSection(const QString &section)
{
    if (QWidget *ready = m_ready.value(section))
        m_sections->setCurrentWidget(ready);
    if (Panel *panel = addPanel(section)) {
        m_sections->setCurrentWidget(panel);
        // What nobody knows has nothing to ask for.
        if (m_known)
            panel->activate();
    }
    tellSettled();
}

void EntityPage::refresh()
{
    askAgain();
    Panel *panel = m_panels.value(m_tabs->currentSection());
    if (panel && m_known)
        panel->refresh();
}

bool EntityPage::isSettled() const
{
    if (m_call.active())
        return false;
    if (!m_known)
        return m_error.isError();
    const Panel *panel = currentPanel();
    return !panel || panel->isSettled();
}

QString EntityPage::failure() const
{
    if (!m_known)
        return m_error.isError() ? m_state->title() : QString();
    const Panel *panel = currentPanel();
    return panel ? panel->failure() : QString();
}

QString EntityPage::unsavedWork() const
{
    QStringList work;
    for (const Panel *panel : m_panels) {
        if (!panel->unsavedWork().isEmpty())
            work += panel->unsavedWork();
    }
    return work.isEmpty() ? QString() : tr("%1 of %2").arg(work.join(QStringLiteral(", ")), title());
}

void EntityPage::tellSettled()
{
    const bool settled = isSettled();
    if (settled == m_wasSettled)
        return;
    m_wasSettled = settled;
    Q_EMIT settledChanged();
}

} // namespace ui
