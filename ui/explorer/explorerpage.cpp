#include "ui/explorer/explorerpage.h"

#include "api/client/client.h"
#include "api/client/destructive.h"
#include "api/client/writeguard.h"
#include "api/schema/endpointdoc.h"
#include "api/schema/workflow.h"
#include "models/endpointsmodel.h"
#include "models/explorerhistory.h"
#include "models/requestsmodel.h"
#include "models/texts.h"
#include "ui/buttons.h"
#include "ui/celldelegate.h"
#include "ui/chip.h"
#include "ui/confirmwrite.h"
#include "ui/errorbar.h"
#include "ui/explorer/explorerform.h"
#include "ui/explorer/unknownbar.h"
#include "ui/jsonview.h"
#include "ui/splitter.h"
#include "ui/theme.h"

#include <QAction>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int listWidth = 300;
constexpr int historyShown = 20;

class EndpointDelegate : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {CellDelegate::sizeHint(option, index).width(), 28};
    }
};

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

} // namespace

ExplorerPage::ExplorerPage(const Context &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_endpoints(new models::EndpointsModel(this))
    , m_matching(new models::EndpointsFilter(this))
    , m_history(std::make_unique<models::ExplorerHistory>(fileOf(context, u"explorer"_s)))
{
    m_matching->setSourceModel(m_endpoints);
    auto *row = new QVBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    auto *across = new QSplitter(Qt::Horizontal, this);
    across->addWidget(buildList());
    auto *right = new QSplitter(Qt::Vertical, across);
    right->addWidget(buildForm());
    right->addWidget(buildAnswer());
    right->setChildrenCollapsible(false);
    right->setHandleWidth(1);
    right->setStretchFactor(0, 3);
    right->setStretchFactor(1, 2);
    across->addWidget(right);
    across->setChildrenCollapsible(false);
    across->setHandleWidth(1);
    across->setSizes({listWidth, 1280 - listWidth});
    across->setStretchFactor(1, 1);
    row->addWidget(across);
    setFocusProxy(m_search);
    connect(context.client, &api::Client::connectionChanged, this, &ExplorerPage::followSend);
    choose(m_endpoints->endpoint(m_endpoints->indexOf(u"users.list"_s)));
}

ExplorerPage::~ExplorerPage() = default;

QWidget *ExplorerPage::buildList()
{
    auto *host = new QWidget(this);
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(metric::between, metric::between, metric::inside, metric::inside);
    column->setSpacing(metric::inside);
    column->addWidget(makeTitle(tr("API explorer"), host));
    m_search = new QLineEdit(host);
    m_search->setPlaceholderText(tr("Find an endpoint"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    column->addWidget(m_search);
    m_tree = new QTreeView(host);
    m_tree->setModel(m_matching);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(0); // the groups are headings, always open
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setAccessibleName(tr("Endpoints"));
    m_tree->setObjectName(u"endpoints"_s);
    m_tree->setItemDelegate(new EndpointDelegate(m_tree));
    m_tree->setMouseTracking(true);
    m_tree->expandAll();
    column->addWidget(m_tree, 1);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_matching->setText(text);
        m_tree->expandAll();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { // the first that matches
        const QModelIndex group = m_matching->index(0, 0);
        if (group.isValid())
            m_tree->setCurrentIndex(m_matching->index(0, 0, group));
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                const api::EndpointInfo *endpoint = m_endpoints->endpoint(m_matching->mapToSource(index));
                if (endpoint && endpoint != m_form->endpoint())
                    choose(endpoint);
            });
    return host;
}

QWidget *ExplorerPage::buildForm()
{
    auto *host = new QWidget(this);
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(metric::edge, metric::between, metric::edge, metric::inside);
    column->setSpacing(metric::inside);
    auto *head = new QHBoxLayout;
    head->setSpacing(metric::inside);
    m_line = makeSentence({}, host);
    head->addWidget(m_line, 1);
    m_past = makeButton(tr("History"), host);
    m_send = makeButton(tr("Send"), host, ButtonRole::Primary);
    m_send->setToolTip(tr("Ctrl+Return"));
    head->addWidget(m_past, 0, Qt::AlignTop);
    head->addWidget(m_send, 0, Qt::AlignTop);
    column->addLayout(head);
    m_path = new QLabel(host);
    m_path->setFont(Theme::of()->fixedFont());
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts = makeDim({}, host);
    m_facts->setWordWrap(true);
    column->addWidget(m_path);
    column->addWidget(m_facts);
    m_error = new ErrorBar(host);
    column->addWidget(m_error);
    m_unknown = new UnknownBar(fileOf(m_context, u"pending-triggers"_s), host);
    column->addWidget(m_unknown);
    connect(m_unknown, &UnknownBar::check, this,
            [this](const UnknownBar::Entry &entry) { checkRuns(entry.subject); });
    connect(m_unknown, &UnknownBar::sendAgain, this, [this](const UnknownBar::Entry &entry) {
        choose(m_endpoints->endpoint(m_endpoints->indexOf(entry.endpoint)));
        m_form->setFields(entry.fields);
        if (auto request = m_form->request()) {
            request->idempotencyKey = entry.key;
            confirmWrite(m_context, this, *request->endpoint, QString::fromLatin1(request->target()),
                         [this, again = *request] { sendNow(again); });
        }
    });
    auto *area = new QScrollArea(host);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    m_form = new ExplorerForm(area);
    area->setWidget(m_form);
    column->addWidget(area, 1);
    connect(m_send, &QPushButton::clicked, this, &ExplorerPage::send);
    connect(m_past, &QPushButton::clicked, this, &ExplorerPage::showHistory);
    connect(m_form, &ExplorerForm::submitted, this, &ExplorerPage::send);
    connect(m_form, &ExplorerForm::edited, this, &ExplorerPage::placeChanged);
    auto *sendKey = new QAction(tr("Send"), this);
    sendKey->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    sendKey->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(sendKey, &QAction::triggered, this, &ExplorerPage::send);
    addAction(sendKey);
    return host;
}

QWidget *ExplorerPage::buildAnswer()
{
    auto *host = new QWidget(this);
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(metric::edge, metric::inside, metric::edge, metric::inside);
    column->setSpacing(metric::inside);
    auto *head = new QHBoxLayout;
    head->setSpacing(metric::inside);
    head->addWidget(makeHeading(tr("Answer"), host));
    m_status = new Chip(host);
    m_status->hide();
    head->addWidget(m_status);
    m_took = makeDim(tr("nothing sent yet"), host);
    head->addWidget(m_took);
    head->addStretch(1);
    column->addLayout(head);
    m_answer = new JsonView(host);
    m_answer->setAccessibleName(tr("Answer"));
    column->addWidget(m_answer, 1);
    return host;
}

void ExplorerPage::choose(const api::EndpointInfo *endpoint)
{
    if (!endpoint)
        return;
    m_form->setEndpoint(*endpoint);
    m_line->setText(models::EndpointsModel::lineOf(*endpoint));
    m_path->setText(QString::fromLatin1(api::verbName(endpoint->verb) + ' ' + api::namedPath(*endpoint)));
    m_facts->setText(factsOf(*endpoint));
    m_error->clear();
    followSend();
    const QModelIndex index
        = m_matching->mapFromSource(m_endpoints->indexOf(QLatin1StringView(endpoint->name)));
    if (index.isValid() && index != m_tree->currentIndex())
        m_tree->setCurrentIndex(index);
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
    if (place == this->place())
        return;
    if (!place.id.isEmpty()) {
        const api::EndpointInfo *endpoint = m_endpoints->endpoint(m_endpoints->indexOf(place.id));
        if (!endpoint)
            return m_error->showText(tr("There is no endpoint “%1”.").arg(place.id));
        choose(endpoint);
    }
    m_form->setFields(place.filters);
}

// What this environment's key or lock rules out is not offered, and the button says why.
void ExplorerPage::followSend()
{
    const api::EndpointInfo *endpoint = m_form->endpoint();
    const QString why = endpoint ? api::whyNot(m_context.client->connection(), *endpoint) : QString();
    m_send->setEnabled(why.isEmpty() && !m_call.active());
    m_send->setToolTip(why.isEmpty() ? tr("Ctrl+Return") : why);
}

void ExplorerPage::send()
{
    if (!m_send->isEnabled())
        return;
    const auto request = m_form->request();
    if (!request)
        return;
    // A protected environment asks for its name besides.
    const auto confirmed = [this, request] {
        confirmWrite(m_context, this, *request->endpoint, QString::fromLatin1(request->target()),
                     [this, request] { sendNow(*request); });
    };
    if (!api::isDestructive(*request->endpoint))
        return confirmed();
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Send it?"),
                                tr("%1 %2").arg(QString::fromLatin1(api::verbName(request->endpoint->verb)),
                                                QString::fromLatin1(request->target())),
                                QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"sendQuestion"_s);
    box->setInformativeText(tr("%1. What it does can't be taken back from here.").arg(m_line->text()));
    QPushButton *yes = box->addButton(tr("Send"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Don't send"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::buttonClicked, this, [yes, confirmed](const QAbstractButton *button) {
        if (button == yes)
            confirmed();
    });
    box->open();
}

void ExplorerPage::sendNow(const api::RequestData &what)
{
    api::Request<QJsonValue> request;
    static_cast<api::RequestData &>(request) = what;
    m_error->clear();
    if (m_call.active()) { // given up: what became of it is not known
        m_call = {};
        if (!m_key.isEmpty())
            m_unknown->givenUp(m_key);
    }
    m_key.clear();
    if (what.endpoint->repeat == api::Repeat::Keyed) {
        if (!m_unknown->begin(request, m_form->fields()))
            m_error->showText(
                tr("Its key can't be written down: after a restart it could not be sent again safely."));
        m_key = request.idempotencyKey;
    }
    m_status->hide();
    m_took->setText(tr("waiting for the answer…"));
    m_send->setEnabled(false);
    m_since.start();
    m_call = m_context.client->send(request,
                                    [this](const api::Result<QJsonValue> &result) { answered(result); });
    Q_EMIT settledChanged();
}

// The status and the whole body are the journal's: an error's answer is as much worth reading as another.
void ExplorerPage::answered(const api::Result<QJsonValue> &result)
{
    followSend();
    if (const QByteArray key = std::exchange(m_key, {}); !key.isEmpty())
        m_unknown->ended(key, result.error());
    const auto &entries = m_context.client->journal().entries();
    const api::JournalEntry *entry = nullptr;
    for (auto it = entries.rbegin(); it != entries.rend() && !entry; ++it) {
        if (it->endpoint == m_form->endpoint())
            entry = &*it;
    }
    if (entry) {
        m_status->setShown(models::statusShown(*entry));
        m_status->show();
    }
    m_took->setText(tr("after %1 ms").arg(models::numberText(m_since.elapsed())));
    if (result.ok())
        m_answer->setJson(result.value());
    else if (entry && !entry->responseBody.isEmpty())
        m_answer->setText(QString::fromUtf8(entry->responseBody));
    else
        m_answer->setText({});
    if (result.ok() && result.value().isUndefined())
        m_answer->setText(tr("Done; the answer has no body."));
    if (!result.info().limited.isEmpty())
        m_error->showText(tr("%1 not changed: the service allows one change a second for each. (%2)")
                              .arg(models::numberText(qint64(result.info().limited.size())),
                                   result.info().limited.join(u", "_s)));
    if (!result.ok())
        m_error->showError(result.error(), false);
    models::ExplorerHistory::Entry past;
    past.at = QDateTime::currentDateTimeUtc();
    past.endpoint = QLatin1StringView(m_form->endpoint()->name);
    past.fields = m_form->fields();
    past.status = entry ? entry->httpStatus : 0;
    if (!m_history->add(past))
        m_error->showText(tr("The history can't be written down: its folder may be read-only."));
    Q_EMIT settledChanged();
}

// What a workflow did of late says whether it was started.
void ExplorerPage::checkRuns(const QString &workflow)
{
    choose(&api::workflows::runs);
    m_form->setFields({{u"workflow"_s, workflow}});
    send();
}

void ExplorerPage::showHistory()
{
    auto *menu = new QMenu(m_past);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto &entries = m_history->entries();
    for (qsizetype i = 0; i < std::min<qsizetype>(historyShown, entries.size()); ++i) {
        const models::ExplorerHistory::Entry entry = entries.at(i);
        QStringList values;
        for (const auto &[name, text] : entry.fields)
            values += name + u'=' + text.simplified().left(24);
        QAction *action = menu->addAction(
            u"%1  %2  %3"_s
                .arg(entry.at.toLocalTime().toString(u"HH:mm"_s), entry.endpoint, values.join(u' '))
                .left(90)
                .replace(u'&', u"&&"_s));
        connect(action, &QAction::triggered, this, [this, entry] {
            choose(m_endpoints->endpoint(m_endpoints->indexOf(entry.endpoint)));
            m_form->setFields(entry.fields);
        });
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
