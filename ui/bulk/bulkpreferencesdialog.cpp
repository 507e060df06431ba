#include "ui/bulk/bulkpreferencesdialog.h"

#include "api/client/client.h"
#include "api/client/writeguard.h"
#include "api/schema/preferences.h"
#include "models/bulkwork.h"
#include "models/display.h"
#include "models/jobsmodel.h"
#include "models/preferencegridmodel.h"
#include "models/preferencegridstore.h"
#include "models/preferencegridwords.h"
#include "models/vocabulary.h"
#include "ui/bulkstarter.h"
#include "ui/buttons.h"
#include "ui/confirmwrite.h"
#include "ui/errorbar.h"
#include "ui/jsonview.h"
#include "ui/page.h"
#include "ui/preferences/preferencedialogs.h"
#include "ui/preferences/preferencegridview.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ui {
int blankLinesOf(const QString &text)
{
    const QStringList lines = text.trimmed().split(u'\n');
    return text.trimmed().isEmpty() ? 0
                                    : int(std::count_if(lines.begin(), lines.end(), [](const QString &line) {
                                          return line.trimmed().isEmpty();
                                      }));
}

QString idListWords(const models::IdList &list, int blankLines)
{
    const auto count = [](const char *text, int n) {
        return QCoreApplication::translate("BulkPreferences", text, nullptr, n).arg(models::numberText(n));
    };
    const QString ids = list.ids.size() == 1 ? count("%1 id", 1) : count("%1 ids", int(list.ids.size()));
    QStringList out;
    if (list.duplicates > 0)
        out += list.duplicates == 1 ? count("%1 duplicate", 1) : count("%1 duplicates", list.duplicates);
    if (blankLines > 0)
        out += blankLines == 1 ? count("%1 blank line", 1) : count("%1 blank lines", blankLines);
    if (out.isEmpty())
        return ids;
    return QCoreApplication::translate("BulkPreferences", "%1, %2 left out")
        .arg(ids, models::joinedWords(out));
}

BulkPreferencesDialog::BulkPreferencesDialog(const Context &context, const QStringList &userIds,
                                             const QJsonObject &set, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_grid(new models::PreferenceGridModel(this))
    , m_firstText(models::IdList::toText(userIds))
    , m_steps(new QStackedLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("bulkPreferences"));
    setWindowTitle(tr("Set preferences for many people"));
    resize(1040, 680);
    m_grid->setVocabulary(context.vocabulary);
    m_grid->setSet(set);
    m_steps->addWidget(buildEdit());
    m_steps->addWidget(buildReview());
    setLayout(m_steps);
    const QString id = set.value(QLatin1StringView("id")).toString();
    if (!id.isEmpty())
        m_setId->setCurrentText(id);
    m_text->setPlainText(m_firstText);
    countIds();
    connect(context.client, &api::Client::connectionChanged, this, &BulkPreferencesDialog::followReview);
}

BulkPreferencesDialog::~BulkPreferencesDialog() = default;

QWidget *BulkPreferencesDialog::buildEdit()
{
    auto *step = new QWidget(this);
    auto *column = new QVBoxLayout(step);
    column->setContentsMargins(metric::edge, metric::edge, metric::edge, metric::between);
    column->setSpacing(metric::inside);
    column->addWidget(makeTitle(tr("Set preferences for many people"), step));
    m_error = new ErrorBar(step);
    column->addWidget(m_error);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(metric::edge);
    sides->addWidget(buildPeople(step));
    sides->addWidget(buildGrid(step), 1);
    column->addLayout(sides, 1);
    auto *buttons = new QHBoxLayout;
    QPushButton *cancel = makeButton(tr("Cancel"), step);
    m_next = makeButton(tr("Review…"), step, ButtonRole::Primary);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_next);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &BulkPreferencesDialog::reject);
    connect(m_next, &QPushButton::clicked, this, &BulkPreferencesDialog::review);
    connect(m_error, &ErrorBar::retryRequested, this, &BulkPreferencesDialog::loadFromPerson);
    return step;
}

QWidget *BulkPreferencesDialog::buildPeople(QWidget *parent)
{
    auto *side = new QWidget(parent);
    side->setFixedWidth(272);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::inside);
    column->addWidget(makeHeading(tr("People"), side));
    m_text = new QPlainTextEdit(side);
    m_text->setObjectName(QStringLiteral("ids"));
    m_text->setFont(Theme::of()->fixedFont());
    m_text->setPlaceholderText(tr("Ids, one per line or separated by commas"));
    m_text->setAccessibleName(tr("Ids of people"));
    m_text->setTabChangesFocus(true);
    column->addWidget(m_text, 1);
    m_count = makeDim({}, side);
    m_count->setWordWrap(true);
    m_count->setObjectName(QStringLiteral("idCount"));
    column->addWidget(m_count);
    connect(m_text, &QPlainTextEdit::textChanged, this, &BulkPreferencesDialog::countIds);
    return side;
}

QWidget *BulkPreferencesDialog::buildGrid(QWidget *parent)
{
    auto *side = new QWidget(parent);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::inside);
    auto *row = new QHBoxLayout;
    row->setSpacing(metric::inside);
    row->addWidget(makeHeading(tr("Set"), side));
    m_setId = new QComboBox(side);
    m_setId->setEditable(true);
    m_setId->setMinimumWidth(150);
    m_setId->setAccessibleName(tr("Set: default or a tenant"));
    m_setId->addItem(QStringLiteral("default"));
    if (m_context.vocabulary)
        m_setId->addItems(m_context.vocabulary->tenants());
    row->addWidget(m_setId);
    row->addSpacing(metric::inside);
    m_person = new QLineEdit(side);
    m_person->setPlaceholderText(tr("Start from a person's set: their id"));
    m_person->setAccessibleName(tr("Start from the set of this person"));
    row->addWidget(m_person, 1);
    m_load = makeButton(tr("Load"), side);
    m_load->setEnabled(false);
    row->addWidget(m_load);
    column->addLayout(row);
    m_view = new PreferenceGridView(m_grid, side);
    m_view->setCurrentIndex(m_grid->index(0, 1));
    column->addWidget(m_view, 1);
    connect(m_person, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_load->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_person, &QLineEdit::returnPressed, this, &BulkPreferencesDialog::loadFromPerson);
    connect(m_load, &QPushButton::clicked, this, &BulkPreferencesDialog::loadFromPerson);
    return side;
}

QWidget *BulkPreferencesDialog::buildReview()
{
    auto *step = new QWidget(this);
    auto *column = new QVBoxLayout(step);
    column->setContentsMargins(metric::edge, metric::edge, metric::edge, metric::between);
    column->setSpacing(metric::inside);
    m_reviewTitle = makeTitle({}, step);
    m_reviewTitle->setObjectName(QStringLiteral("reviewTitle"));
    column->addWidget(m_reviewTitle);
    column->addWidget(makeSentence(
        tr("This replaces the stored set of each of them: what it says now is lost, and what is not "
           "listed below inherits."),
        step));
    m_reviewWords = new QLabel(step);
    m_reviewWords->setTextFormat(Qt::PlainText);
    m_reviewWords->setWordWrap(true);
    column->addWidget(m_reviewWords);
    m_json = new JsonView(step);
    column->addWidget(m_json, 1);
    m_sure = new QCheckBox(step);
    column->addWidget(m_sure);
    auto *buttons = new QHBoxLayout;
    QPushButton *back = makeButton(tr("Back"), step);
    m_start = makeButton({}, step, ButtonRole::Primary);
    buttons->addStretch(1);
    buttons->addWidget(back);
    buttons->addWidget(m_start);
    column->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &BulkPreferencesDialog::edit);
    connect(m_sure, &QCheckBox::toggled, this, &BulkPreferencesDialog::followReview);
    connect(m_start, &QPushButton::clicked, this, &BulkPreferencesDialog::start);
    return step;
}

void BulkPreferencesDialog::countIds()
{
    const QString text = m_text->toPlainText();
    const models::IdList list = models::IdList::fromText(text);
    m_ids = list.ids;
    QString words = m_ids.isEmpty() ? tr("No ids yet") : idListWords(list, blankLinesOf(text));
    if (const qsizetype calls = (m_ids.size() + models::bulkRowLimit - 1) / models::bulkRowLimit; calls > 1)
        words += tr(" · sent in %n parts", nullptr, int(calls));
    m_count->setText(words);
    m_next->setEnabled(!m_ids.isEmpty());
}

void BulkPreferencesDialog::loadFromPerson()
{
    const QString id = m_person->text().trimmed();
    if (id.isEmpty())
        return;
    m_error->clear();
    m_store = std::make_unique<models::PreferenceStore>(*m_context.client, m_context.vocabulary, id);
    m_load->setText(tr("Loading…"));
    connect(m_store.get(), &models::PreferenceStore::loaded, this, [this] {
        m_load->setText(tr("Load"));
        showSets();
    });
    connect(m_store.get(), &models::PreferenceStore::failed, this, [this] {
        m_load->setText(tr("Load"));
        m_error->showError(m_store->error());
    });
    m_store->load();
}

void BulkPreferencesDialog::showSets()
{
    const QStringList ids = m_store->setIds();
    if (ids.isEmpty())
        return m_error->showText(
            tr("Nothing is stored for %1; the grid is as it was.").arg(m_person->text().trimmed()));
    if (ids.size() == 1)
        return takeSet(ids.first());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &id : ids)
        connect(menu->addAction(tr("Set %1").arg(id)), &QAction::triggered, this,
                [this, id] { takeSet(id); });
    menu->popup(m_load->mapToGlobal(QPoint(0, m_load->height())));
}

void BulkPreferencesDialog::takeSet(const QString &setId)
{
    m_grid->setSet(m_store->stored(setId));
    m_view->setCurrentIndex(m_grid->index(0, 1));
}

QString BulkPreferencesDialog::setId() const
{
    const QString id = m_setId->currentText().trimmed();
    return id.isEmpty() ? QStringLiteral("default") : id;
}

QJsonObject BulkPreferencesDialog::set() const
{
    QJsonObject out = api::PreferenceSet {{}, m_grid->current()}.body();
    out.insert(QStringLiteral("id"), setId());
    return out;
}

void BulkPreferencesDialog::review()
{
    const QString count = models::numberText(m_ids.size());
    m_reviewTitle->setText(m_ids.size() == 1 ? tr("The set “%1” of 1 person").arg(setId())
                                             : tr("The set “%1” of %2 people").arg(setId(), count));
    const QStringList lines = models::preferenceContentLines(m_grid->current());
    m_reviewWords->setText(
        lines.isEmpty() ? tr("The set is empty: everything inherits.")
                        : lines.mid(0, 10).join(u'\n')
                + (lines.size() > 10 ? tr("\nand %n more", nullptr, int(lines.size()) - 10) : QString()));
    m_json->setJson(set());
    m_sure->setText(m_ids.size() == 1 ? tr("Yes, replace it for this person")
                                      : tr("Yes, replace it for these %1 people").arg(count));
    m_sure->setChecked(false);
    m_start->setText(m_ids.size() == 1 ? tr("Set preferences for 1 person")
                                       : tr("Set preferences for %1 people").arg(count));
    m_start->setAccessibleName(m_start->text());
    followReview();
    m_steps->setCurrentIndex(1);
    m_sure->setFocus();
}

void BulkPreferencesDialog::edit()
{
    m_steps->setCurrentIndex(0);
}

void BulkPreferencesDialog::followReview()
{
    const QString reason = api::whyNot(m_context.client->connection(), api::preferences::bulkSet);
    m_start->setEnabled(m_sure->isChecked() && reason.isEmpty());
    m_start->setToolTip(reason);
}

void BulkPreferencesDialog::start()
{
    confirmWrite(m_context, this, api::preferences::bulkSet, m_reviewTitle->text(), [this] { startNow(); });
}

void BulkPreferencesDialog::startNow()
{
    const QString title = m_ids.size() == 1
        ? tr("Set preferences for 1 person")
        : tr("Set preferences for %1 people").arg(models::numberText(m_ids.size()));
    m_context.jobs->add(title, models::setPreferencesFor(m_ids, api::PreferenceSet {setId(), set()}));
    accept();
    Q_EMIT started();
}

void BulkPreferencesDialog::reject()
{
    if (m_text->toPlainText() == m_firstText && !m_grid->isChanged())
        return QDialog::reject();
    askAboutUnsent(this, [this] { QDialog::reject(); });
}

void openBulkPreferences(const Context &context, QWidget *parent, const QStringList &userIds,
                         const QJsonObject &set)
{
    Page *page = nullptr;
    for (QWidget *widget = parent; widget && !page; widget = widget->parentWidget())
        page = qobject_cast<Page *>(widget);
    auto *dialog = new BulkPreferencesDialog(context, userIds, set, parent->window());
    if (page && page->place().kind != QLatin1StringView("bulk")) {
        QObject::connect(dialog, &BulkPreferencesDialog::started, page, [page] {
            Q_EMIT page->openRequested(Place {QStringLiteral("bulk"), {}, {}, {}}, true);
        });
    }
    dialog->open();
}

void startBulkPreferences(const Context &context, QWidget *parent, const QStringList &userIds)
{
    openBulkPreferences(context, parent, userIds, {});
}

} // namespace ui
