#include "ui/preferences/preferencespanel.h"

#include "api/client/client.h"
#include "api/client/writeguard.h"
#include "api/rules/preferencediff.h"
#include "models/display.h"
#include "models/preferencegridexplain.h"
#include "models/preferencegridmodel.h"
#include "models/preferencegridstore.h"
#include "models/vocabulary.h"
#include "ui/buttons.h"
#include "ui/errorbar.h"
#include "ui/filterbar.h"
#include "ui/preferences/preferencedialogs.h"
#include "ui/preferences/preferencegridview.h"
#include "ui/preferences/preferencerowdialog.h"
#include "ui/preferences/preferencesavebar.h"
#include "ui/preferences/preferencesetchooser.h"
#include "ui/preferences/preferenceside.h"
#include "ui/splitter.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QAction>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace ui {
namespace {
const QString defaultSet = QStringLiteral("default");
}

PreferencesPanel::PreferencesPanel(const Context &context, const QString &userId, QWidget *parent)
    : Panel(parent)
    , m_context(context)
    , m_setId(defaultSet)
    , m_store(new models::PreferenceStore(*context.client, context.vocabulary, userId, this))
    , m_grid(new models::PreferenceGridModel(this))
{
    m_grid->setVocabulary(context.vocabulary);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildBar();
    column->addWidget(m_bar);
    column->addWidget(makeLine(this));
    m_error = new ErrorBar(this);
    column->addWidget(m_error);
    buildBody(column);
    m_saveBar = new PreferenceSaveBar(m_grid, this);
    const auto followGuard = [this] { m_saveBar->setWhyNot(whyNotSave()); };
    connect(context.client, &api::Client::connectionChanged, this, followGuard);
    followGuard();
    column->addWidget(m_saveBar);
    connect(m_saveBar, &PreferenceSaveBar::reviewRequested, this, &PreferencesPanel::review);
    connect(m_saveBar, &PreferenceSaveBar::saveRequested, this, &PreferencesPanel::save);
    connect(m_error, &ErrorBar::retryRequested, this, [this] { m_saveFailed ? save() : refresh(); });
    connect(m_error, &ErrorBar::checkRequested, this, &PreferencesPanel::refresh);
    buildActions();
    connectStore();
    m_state->showLoading();
}

PreferencesPanel::~PreferencesPanel() = default;

void PreferencesPanel::buildBar()
{
    m_bar = new FilterBar(this);
    m_sets = new PreferenceSetChooser(m_bar, m_store, m_context.vocabulary, this);
    connect(m_sets, &PreferenceSetChooser::wanted, this, &PreferencesPanel::wantSet);
    m_find = new QLineEdit(m_bar);
    m_find->setPlaceholderText(tr("Find a row"));
    m_find->setAccessibleName(tr("Find a row"));
    m_find->setClearButtonEnabled(true);
    m_find->setFixedWidth(180);
    m_onlyChanged = makeButton(tr("Only changed"), m_bar);
    m_onlyChanged->setCheckable(true);
    QPushButton *add = makeButton(tr("Add a row…"), m_bar);
    add->setToolTip(tr("A category or workflow nobody mentioned yet"));
    for (QWidget *widget : std::initializer_list<QWidget *> {m_find, m_onlyChanged, add})
        m_bar->addInline(widget);
    m_age = makeDim({}, m_bar);
    m_bar->addTrailing(m_age);
    const auto applyFilter = [this] { m_view->setFilter(m_find->text(), m_onlyChanged->isChecked()); };
    connect(m_find, &QLineEdit::textChanged, this, applyFilter);
    connect(m_onlyChanged, &QPushButton::toggled, this, applyFilter);
    connect(add, &QPushButton::clicked, this, &PreferencesPanel::askForRow);
    auto *clock = new QTimer(this);
    clock->setInterval(5000);
    connect(clock, &QTimer::timeout, this, &PreferencesPanel::tellAge);
    clock->start();
}

void PreferencesPanel::buildBody(QVBoxLayout *column)
{
    m_stack = new QStackedLayout;
    m_state = new StatePanel(this);
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    auto *left = new QWidget(splitter);
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(metric::edge - 10, 0, 0, 0);
    m_view = new PreferenceGridView(m_grid, left);
    auto *nothing = makeDim(tr("No row matches."), left);
    nothing->hide();
    leftLayout->addWidget(nothing);
    leftLayout->addWidget(m_view);
    m_side = new PreferenceSide(splitter);
    splitter->addWidget(left);
    splitter->addWidget(m_side);
    rememberSplitter(splitter, m_context.settings, QStringLiteral("preferences/side"), 320);
    m_body = splitter;
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_body);
    column->addLayout(m_stack, 1);
    connect(m_view, &PreferenceGridView::filtered, nothing, [this, nothing] {
        nothing->setVisible(m_view->shownRowCount() == 0);
        nothing->setText(m_onlyChanged->isChecked() ? tr("No row is changed.") : tr("No row matches."));
    });
    connect(m_view, &PreferenceGridView::currentCellChanged, this, &PreferencesPanel::explain);
    connect(m_grid, &models::PreferenceGridModel::edited, this, &PreferencesPanel::explain);
    connect(m_state, &StatePanel::actionTriggered, this, &PreferencesPanel::refresh);
}

void PreferencesPanel::buildActions()
{
    const auto add = [this](const QString &text, const QList<QKeySequence> &keys, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
    };
    QUndoStack *stack = m_grid->undoStack();
    add(tr("Undo"), {QKeySequence(QKeySequence::Undo)}, [this, stack] {
        if (!m_store->isSaving())
            stack->undo();
    });
    add(tr("Redo"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)},
        [this, stack] {
            if (!m_store->isSaving())
                stack->redo();
        });
    add(tr("Save"), {QKeySequence(QKeySequence::Save)}, [this] { save(); });
    add(tr("Find a row"), {QKeySequence(QKeySequence::Find)}, [this] { m_find->setFocus(); });
}

void PreferencesPanel::connectStore()
{
    using models::PreferenceStore;
    connect(m_store, &PreferenceStore::loaded, this, &PreferencesPanel::loaded);
    connect(m_store, &PreferenceStore::failed, this, &PreferencesPanel::loadFailed);
    connect(m_store, &PreferenceStore::defaultsChanged, this, [this] {
        explain();
        Q_EMIT settledChanged();
    });
    connect(m_store, &PreferenceStore::savingChanged, this,
            [this] { m_saveBar->setSaving(m_store->isSaving()); });
    connect(m_store, &PreferenceStore::saved, this, &PreferencesPanel::saved);
    connect(m_store, &PreferenceStore::saveFailed, this, &PreferencesPanel::saveFailed);
    connect(m_store, &PreferenceStore::conflict, this,
            [this](const QString &, const QJsonObject &theirs) { conflict(theirs); });
}

void PreferencesPanel::activate()
{
    if (!std::exchange(m_active, true))
        m_store->load();
}

void PreferencesPanel::refresh()
{
    m_active = true;
    m_error->clear();
    m_saveFailed = false;
    if (!m_store->hasLoaded())
        m_state->showLoading();
    m_store->load();
    Q_EMIT settledChanged();
}

bool PreferencesPanel::isSettled() const
{
    using State = models::PreferenceStore::State;
    return m_store->state() == State::Failed
        || (m_store->state() == State::Ready && !m_store->isLoadingDefaults());
}

QString PreferencesPanel::failure() const
{
    const bool failed = m_store->state() == models::PreferenceStore::State::Failed && !m_store->hasLoaded();
    return failed ? api::explain(m_store->error()).sentence : QString();
}

void PreferencesPanel::loaded()
{
    m_error->clear();
    m_justSaved = false;
    m_sets->offer();
    const QJsonObject now = m_store->stored(m_setId);
    if (m_stack->currentWidget() != m_body) {
        showSet(m_setId);
        showBody();
    } else {
        if (m_grid->isChanged() && !api::differences(m_grid->original(), now).isEmpty())
            m_error->showText(tr("The set was changed on the service. Your changes are kept, on top of it."));
        rebase(now);
        m_store->loadDefaults(m_setId);
    }
    if (!m_store->problems().isEmpty())
        m_error->showText(tr("Part of the answer could not be read: %1").arg(m_store->problems().first()));
    tellAge();
    Q_EMIT settledChanged();
}

void PreferencesPanel::showBody()
{
    m_stack->setCurrentWidget(m_body);
    if (!m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_grid->index(0, 1));
}

void PreferencesPanel::loadFailed()
{
    if (m_store->hasLoaded())
        m_error->showError(m_store->error());
    else
        m_state->showError(m_store->error());
    Q_EMIT settledChanged();
}

void PreferencesPanel::askForRow()
{
    auto *dialog = new PreferenceRowDialog(m_context.vocabulary, this);
    connect(dialog, &PreferenceRowDialog::chosen, this, [this](api::PreferenceRow row, const QString &key) {
        m_find->clear();
        m_onlyChanged->setChecked(false);
        if (const QModelIndex added = m_grid->addRow(row, key); added.isValid())
            m_view->setCurrentCell(m_grid->cellAt(added.siblingAtColumn(1)));
        m_view->setFocus();
    });
    dialog->open();
}

void PreferencesPanel::wantSet(const QString &setId)
{
    if (setId == m_setId)
        return;
    if (!m_grid->isChanged())
        return showSet(setId);
    askAboutUnsaved(
        this, m_grid->changeCount(),
        [this, setId] {
            m_wantedSet = setId;
            save();
        },
        [this, setId] { showSet(setId); });
}

void PreferencesPanel::showSet(QString setId)
{
    const bool isOther = std::exchange(m_setId, setId) != setId;
    m_wantedSet.clear();
    m_sets->setCurrent(setId);
    if (isOther) {
        m_error->clear();
        m_saveFailed = m_justSaved = false;
        tellAge();
        Q_EMIT filtersChanged();
    }
    if (!m_store->hasLoaded())
        return;
    const api::PreferenceCell cell = m_grid->isCell(m_view->currentIndex())
        ? m_grid->cellAt(m_view->currentIndex())
        : m_grid->cellAt(m_grid->index(0, 1));
    m_grid->setSet(m_store->stored(setId));
    m_view->setCurrentCell(cell);
    m_store->loadDefaults(setId);
    Q_EMIT settledChanged();
}

QList<QPair<QString, QString>> PreferencesPanel::filters() const
{
    if (m_setId == defaultSet)
        return {};
    return {{QStringLiteral("set"), m_setId}};
}

void PreferencesPanel::setFilters(const QList<QPair<QString, QString>> &filters)
{
    QString wanted = defaultSet;
    for (const auto &[key, value] : filters) {
        if (key == QLatin1StringView("set") && !value.isEmpty())
            wanted = value;
    }
    if (!m_store->hasLoaded())
        showSet(wanted);
    else
        wantSet(wanted);
}

QString PreferencesPanel::whyNotSave() const
{
    return api::whyNot(m_context.client->connection(), api::preferences::set);
}

void PreferencesPanel::review()
{
    const bool canSave = !m_store->isSaving() && whyNotSave().isEmpty();
    auto *dialog = new PreferenceReviewDialog(m_setId, m_grid->original(), m_grid->current(), canSave, this);
    connect(dialog, &PreferenceReviewDialog::saveRequested, this, &PreferencesPanel::save);
    dialog->open();
}

void PreferencesPanel::save()
{
    if (!m_grid->isChanged() || m_store->isSaving() || !whyNotSave().isEmpty())
        return;
    m_error->clear();
    m_saveFailed = false;
    m_store->save(m_setId, m_grid->original(), m_grid->current());
}

void PreferencesPanel::saved()
{
    m_justSaved = true;
    m_view->setFocus(); // Save is about to be disabled and would drop the focus
    rebase(m_store->stored(m_setId));
    m_sets->offer();
    tellAge();
    m_store->loadDefaults(m_setId);
    if (!m_wantedSet.isEmpty() && !m_grid->isChanged())
        showSet(m_wantedSet);
    m_wantedSet.clear();
}

void PreferencesPanel::saveFailed(const api::ApiError &error)
{
    m_wantedSet.clear();
    m_saveFailed = true;
    const api::Explanation why = api::explain(error);
    const QString outcome = error.outcomeUnknown
        ? tr("It is not known whether the set was saved; your changes are still here.")
        : tr("Nothing was saved; your changes are still here.");
    m_error->showText(QStringList {why.sentence, outcome}.join(u' '), true);
    if (error.outcomeUnknown)
        m_error->offerCheck(true); // either looks first
}

void PreferencesPanel::conflict(const QJsonObject &theirs)
{
    auto *dialog = new PreferenceConflictDialog(m_setId, m_grid->original(), theirs, m_grid->current(), this);
    connect(dialog, &PreferenceConflictDialog::keepMine, this,
            [this, theirs] { m_store->save(m_setId, theirs, m_grid->current()); });
    connect(dialog, &PreferenceConflictDialog::takeTheirs, this, [this, theirs] {
        m_wantedSet.clear();
        m_grid->reset();
        rebase(theirs);
    });
    connect(dialog, &PreferenceConflictDialog::putMineOnTop, this, [this, theirs] {
        rebase(theirs);
        save();
    });
    connect(dialog, &QDialog::rejected, this, [this] {
        m_wantedSet.clear();
        m_saveFailed = true;
        m_error->showText(
            tr("The set was changed meanwhile and nothing was saved; your changes are still here."), true);
    });
    dialog->open();
}

void PreferencesPanel::rebase(const QJsonObject &set)
{
    const bool sameSet = m_grid->original() == set && !m_grid->isChanged();
    if (sameSet)
        return;
    const QModelIndex current = m_view->currentIndex();
    const api::PreferenceCell cell
        = m_grid->isCell(current) ? m_grid->cellAt(current) : api::PreferenceCell {};
    m_grid->rebase(set);
    m_view->setCurrentCell(cell);
}

QString PreferencesPanel::unsavedWork() const
{
    const int changes = m_grid->changeCount();
    return changes == 0 ? QString()
        : changes == 1  ? tr("1 change to preferences")
                        : tr("%n changes to preferences", nullptr, changes);
}

void PreferencesPanel::explain()
{
    const QModelIndex index = m_view->currentIndex();
    if (!m_grid->isCell(index))
        return m_side->clear();
    models::PreferenceSurroundings around;
    around.setId = m_setId;
    around.original = m_grid->original();
    around.current = m_grid->current();
    around.defaults = m_store->defaultsOf(m_setId);
    around.personsDefault = m_store->stored(defaultSet);
    around.vocabulary = m_context.vocabulary;
    around.channelTypes = m_grid->channelTypes();
    m_side->setExplanation(models::explainPreference(m_grid->cellAt(index), around),
                           models::hiddenPreferences(m_grid->current()));
}

void PreferencesPanel::tellAge()
{
    if (!m_store->hasLoaded())
        return;
    const QString when = models::relativeTime(m_store->readMs(), QDateTime::currentMSecsSinceEpoch());
    if (m_justSaved)
        m_age->setText(tr("saved %1").arg(when));
    else if (m_store->isStored(m_setId))
        m_age->setText(tr("read %1").arg(when));
    else
        m_age->setText(tr("nothing stored in this set · read %1").arg(when));
}

} // namespace ui
