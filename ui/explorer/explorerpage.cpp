#include "ui/explorer/explorerpage.h"

#include "api/client/checkrequest.h"
#include "api/client/client.h"
#include "api/client/writeguard.h"
#include "api/schema/endpointdoc.h"
#include "models/endpointsmodel.h"
#include "models/explorerhistory.h"
#include "models/texts.h"
#include "ui/buttons.h"
#include "ui/errorbar.h"
#include "ui/explorer/answerpane.h"
#include "ui/explorer/endpointlist.h"
#include "ui/explorer/explorerform.h"
#include "ui/explorer/sendquestion.h"
#include "ui/explorer/unknownbar.h"
#include "ui/splitter.h"
#include "ui/theme.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int endpointsWidth = 300;
constexpr int historyShown = 20;

QString factsOf(const api::EndpointInfo &endpoint)
{
    QStringList facts {ExplorerPage::tr("rate limit %1 a second")
                           .arg(models::numberText(api::requestsPerSecond(endpoint.tier)))};
    if (endpoint.access == api::Access::Secret)
        facts += ExplorerPage::tr("secret key only");
    if (endpoint.writes())
        facts += endpoint.repeat == api::Repeat::Natural ? ExplorerPage::tr("safe to repeat")
            : endpoint.repeat == api::Repeat::Keyed
            ? ExplorerPage::tr("safe to repeat with its Idempotency-Key")
            : ExplorerPage::tr("not safe to repeat");
    return facts.join(u" · "_s);
}

// Of this environment; null: nothing is kept.
QString fileOf(const Context &context, const QString &name)
{
    return context.files.isEmpty()
        ? QString()
        : QDir(context.files).filePath(u"%1-%2.jsonl"_s.arg(name, context.environment));
}

QString menuText(const models::ExplorerHistory::Entry &entry)
{
    QStringList values;
    for (const auto &[name, text] : entry.fields)
        values += name + u'=' + text.simplified().left(24);
    return u"%1  %2  %3"_s.arg(entry.at.toLocalTime().toString(u"HH:mm"_s), entry.endpoint, values.join(u' '))
        .left(90)
        .replace(u'&', u"&&"_s);
}

} // namespace

ExplorerPage::ExplorerPage(const Context &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_history(std::make_unique<models::ExplorerHistory>(fileOf(context, u"explorer"_s)))
    , m_run(new ExplorerRun(*context.client, this))
    , m_list(new EndpointList(this))
    , m_answer(new AnswerPane(this))
{
    auto *row = new QVBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    auto *across = new QSplitter(Qt::Horizontal, this);
    across->addWidget(m_list);
    auto *right = new QSplitter(Qt::Vertical, across);
    right->addWidget(buildForm());
    right->addWidget(m_answer);
    across->addWidget(right);
    for (QSplitter *splitter : {across, right}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(1);
    }
    right->setStretchFactor(0, 3);
    right->setStretchFactor(1, 2);
    across->setSizes({endpointsWidth, 1280 - endpointsWidth});
    across->setStretchFactor(1, 1);
    row->addWidget(across);
    setFocusProxy(m_list);
    addSendKey();
    connect(m_list, &EndpointList::chosen, this, qOverload<const api::EndpointInfo *>(&ExplorerPage::choose));
    connect(m_run, &ExplorerRun::answered, this, &ExplorerPage::answered);
    connect(m_run, &ExplorerRun::givenUp, m_unknown, &UnknownBar::givenUp);
    connect(m_answer, &AnswerPane::retryLimited, this, &ExplorerPage::retryLimited);
    connect(context.client, &api::Client::connectionChanged, this, &ExplorerPage::followSend);
    choose(m_list->find(u"users.list"_s));
}

ExplorerPage::~ExplorerPage() = default;

QWidget *ExplorerPage::buildForm()
{
    auto *host = new QWidget(this);
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(metric::edge, metric::between, metric::edge, metric::inside);
    column->setSpacing(metric::inside);
    column->addLayout(buildHead(host));
    m_path = new QLabel(host);
    m_path->setFont(Theme::of()->fixedFont());
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts = makeDim({}, host);
    m_facts->setWordWrap(true);
    column->addWidget(m_path);
    column->addWidget(m_facts);
    buildBars(host);
    column->addWidget(m_error);
    column->addWidget(m_unknown);
    m_form = new ExplorerForm(host);
    column->addWidget(m_form, 1);
    connect(m_form, &ExplorerForm::submitted, this, &ExplorerPage::send);
    connect(m_form, &ExplorerForm::edited, this, &ExplorerPage::placeChanged);
    return host;
}

QLayout *ExplorerPage::buildHead(QWidget *host)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(metric::inside);
    m_line = makeSentence({}, host);
    m_past = makeButton(tr("History"), host);
    m_past->setToolTip(tr("What was sent from here before, to be filled in again"));
    m_send = makeButton(tr("Send"), host, ButtonRole::Primary);
    head->addWidget(m_line, 1);
    head->addWidget(m_past, 0, Qt::AlignTop);
    head->addWidget(m_send, 0, Qt::AlignTop);
    connect(m_send, &QPushButton::clicked, this, &ExplorerPage::send);
    connect(m_past, &QPushButton::clicked, this, &ExplorerPage::showHistory);
    return head;
}

void ExplorerPage::buildBars(QWidget *host)
{
    m_error = new ErrorBar(host);
    m_unknown = new UnknownBar(fileOf(m_context, u"pending-triggers"_s), host);
    connect(m_error, &ErrorBar::checkRequested, this, [this] { check(m_last.request); });
    connect(m_error, &ErrorBar::retryRequested, this, [this] { ask(m_last.request, m_last.fields); });
    connect(m_unknown, &UnknownBar::check, this, [this](const UnknownBar::Entry &entry) {
        api::RequestData written;
        written.endpoint = m_list->find(entry.endpoint);
        written.pathArguments = {entry.subject};
        check(written);
    });
    connect(m_unknown, &UnknownBar::sendAgain, this,
            [this](const UnknownBar::Entry &entry) { sendEarlier(entry.endpoint, entry.fields, entry.key); });
}

void ExplorerPage::addSendKey()
{
    auto *key = new QAction(tr("Send"), this);
    key->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    key->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(key, &QAction::triggered, this, &ExplorerPage::send);
    addAction(key);
}

void ExplorerPage::choose(const api::EndpointInfo *endpoint)
{
    choose(endpoint, m_drafts.value(endpoint));
}

void ExplorerPage::choose(const api::EndpointInfo *endpoint, const Fields &fields)
{
    if (!endpoint)
        return;
    if (m_form->endpoint() && m_form->endpoint() != endpoint)
        m_drafts.insert(m_form->endpoint(), m_form->fields());
    m_form->setEndpoint(*endpoint);
    m_form->setFields(fields);
    m_line->setText(models::EndpointsModel::lineOf(*endpoint));
    m_path->setText(QString::fromLatin1(api::verbName(endpoint->verb) + ' ' + api::namedPath(*endpoint)));
    m_facts->setText(factsOf(*endpoint));
    m_error->clear();
    followSend();
    m_list->setCurrent(*endpoint);
    Q_EMIT placeChanged();
}

Place ExplorerPage::place() const
{
    const api::EndpointInfo *endpoint = m_form->endpoint();
    Place place {u"explorer"_s, endpoint ? QLatin1StringView(endpoint->name) : QString(), {}, {}};
    for (const auto &[name, text] : m_form->fields()) {
        if (name != u"body") // it may be long, and hold what an address should not
            place.filters.append({name, text});
    }
    return place;
}

QString ExplorerPage::title() const
{
    return tr("API explorer");
}

void ExplorerPage::go(const Place &place)
{
    if (place == this->place() || place.id.isEmpty())
        return;
    const api::EndpointInfo *endpoint = m_list->find(place.id);
    if (!endpoint)
        return m_error->showText(tr("There is no endpoint “%1”.").arg(place.id));
    if (place.filters.isEmpty() && endpoint != m_form->endpoint())
        return choose(endpoint);
    choose(endpoint, place.filters);
}

// What this environment's key or lock rules out is not offered, and the button says why.
void ExplorerPage::followSend()
{
    const api::EndpointInfo *endpoint = m_form->endpoint();
    const QString why = endpoint ? api::whyNot(m_context.client->connection(), *endpoint) : QString();
    m_send->setEnabled(why.isEmpty() && !m_run->isActive());
    m_send->setToolTip(why.isEmpty() ? tr("Sends it (Ctrl+Return)") : why);
}

void ExplorerPage::send()
{
    if (!m_send->isEnabled())
        return;
    if (const auto request = m_form->request())
        ask(*request, m_form->fields());
}

void ExplorerPage::ask(const api::RequestData &request, const Fields &fields)
{
    askToSend(m_context, this, request, models::EndpointsModel::lineOf(*request.endpoint),
              [this, request, fields] { sendNow(request, fields); });
}

void ExplorerPage::sendNow(api::RequestData request, const Fields &fields)
{
    m_error->clear();
    const bool isKeyed = request.endpoint->repeat == api::Repeat::Keyed;
    if (isKeyed && !m_unknown->begin(request, fields, mayBeWritten(fields)))
        m_error->showText(
            tr("Its key can't be written down: after a restart it could not be sent again safely."));
    m_run->send(request, fields);
    m_answer->showWaiting(request);
    followSend();
    Q_EMIT settledChanged();
}

// Not with the connection's own secrets in it: without them it could not be sent again as it was.
bool ExplorerPage::mayBeWritten(const Fields &fields) const
{
    return std::all_of(fields.begin(), fields.end(), [this](const auto &field) {
        return m_context.client->withoutSecrets(field.second) == field.second;
    });
}

// With the key it had: the service does it at most once.
void ExplorerPage::sendEarlier(const QString &endpoint, const Fields &fields, const QByteArray &key)
{
    choose(m_list->find(endpoint), fields);
    if (auto request = m_form->request()) {
        request->idempotencyKey = key;
        ask(*request, m_form->fields());
    }
}

void ExplorerPage::answered(const ExplorerRun::Answer &answer)
{
    m_last = answer;
    m_last.json = {}; // it may be large, and shows already
    followSend();
    m_answer->showAnswer(answer);
    const bool isKeyed = answer.request.endpoint->repeat == api::Repeat::Keyed;
    if (isKeyed)
        m_unknown->ended(answer.request.idempotencyKey, answer.error);
    if (answer.error.isError())
        showError(answer);
    keep(answer);
    Q_EMIT settledChanged();
}

void ExplorerPage::showError(const ExplorerRun::Answer &answer)
{
    m_error->showError(answer.error, false);
    if (answer.request.endpoint == m_form->endpoint())
        m_form->showErrors(answer.error.fields);
    const bool isKeyed = answer.request.endpoint->repeat == api::Repeat::Keyed;
    if (answer.error.outcomeUnknown && !isKeyed) // else the bar of unknown outcomes offers both
        m_error->offerCheck(true);
}

void ExplorerPage::keep(const ExplorerRun::Answer &answer)
{
    models::ExplorerHistory::Entry past;
    past.at = QDateTime::currentDateTimeUtc();
    past.endpoint = QLatin1StringView(answer.request.endpoint->name);
    for (const auto &[name, text] : answer.fields)
        past.fields.append({name, m_context.client->withoutSecrets(text)});
    past.status = answer.httpStatus;
    if (!m_history->add(past))
        m_error->showText(tr("The history can't be written down: its folder may be read-only."));
}

// What the write would have changed says whether it was done.
void ExplorerPage::check(const api::RequestData &written)
{
    const auto reading = written.endpoint ? api::checkRequest(written) : std::nullopt;
    if (!reading)
        return m_error->showText(tr("Nothing in the service shows whether it was done."));
    choose(reading->endpoint, ExplorerForm::fieldsOf(*reading));
    send();
}

void ExplorerPage::retryLimited()
{
    const auto rest = limitedRest(m_last);
    if (!rest)
        return;
    choose(rest->endpoint, ExplorerForm::fieldsOf(*rest));
    send();
}

void ExplorerPage::showHistory()
{
    auto *menu = new QMenu(m_past);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto &entries = m_history->entries();
    for (qsizetype i = 0; i < std::min<qsizetype>(historyShown, entries.size()); ++i) {
        const models::ExplorerHistory::Entry entry = entries.at(i);
        QAction *action = menu->addAction(menuText(entry));
        connect(action, &QAction::triggered, this,
                [this, entry] { choose(m_list->find(entry.endpoint), entry.fields); });
    }
    if (entries.isEmpty())
        menu->addAction(tr("Nothing sent yet"))->setEnabled(false);
    menu->addSeparator();
    QAction *clear = menu->addAction(tr("Clear the history"));
    clear->setEnabled(!entries.isEmpty());
    connect(clear, &QAction::triggered, this, [this] { m_history->clear(); });
    menu->popup(m_past->mapToGlobal(QPoint(0, m_past->height())));
}

} // namespace ui
