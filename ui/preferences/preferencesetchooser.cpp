#include "ui/preferences/preferencesetchooser.h"

#include "models/preferencegridstore.h"
#include "models/vocabulary.h"
#include "ui/filterbar.h"

#include <QInputDialog>

namespace ui {
namespace {
const QString anotherSet = QStringLiteral("/"); // no id of a tenant
}

PreferenceSetChooser::PreferenceSetChooser(FilterBar *bar, const models::PreferenceStore *store,
                                           models::Vocabulary *vocabulary, QObject *parent)
    : QObject(parent)
    , m_bar(bar)
    , m_store(store)
    , m_vocabulary(vocabulary)
    , m_current(QStringLiteral("default"))
{
    FilterSpec sets;
    sets.key = QStringLiteral("set");
    sets.label = tr("Set");
    sets.required = true;
    m_chip = bar->addFilter(sets);
    connect(m_chip, &FilterChip::valuesChanged, this, &PreferenceSetChooser::choose);
    if (vocabulary)
        connect(vocabulary, &models::Vocabulary::changed, this, &PreferenceSetChooser::offer);
    offer();
}

void PreferenceSetChooser::setCurrent(const QString &setId)
{
    m_current = setId;
    offer();
}

void PreferenceSetChooser::offer()
{
    QStringList ids = m_store->setIds();
    QStringList others {QStringLiteral("default")};
    if (m_vocabulary)
        others += m_vocabulary->tenants();
    others += m_current;
    QList<FilterChoice> choices;
    for (const QString &id : std::as_const(ids))
        choices.append({id, {}});
    for (const QString &id : std::as_const(others)) {
        if (ids.contains(id))
            continue;
        ids += id;
        choices.append({id, m_store->hasLoaded() ? tr("%1 (nothing stored)").arg(id) : id});
    }
    choices.append({anotherSet, tr("Another tenant…")});
    m_chip->setChoices(choices);
    m_chip->setValues({m_current});
}

void PreferenceSetChooser::choose()
{
    const QString chosen = m_chip->values().value(0);
    m_chip->setValues({m_current});
    if (chosen == anotherSet)
        askForTenant();
    else if (!chosen.isEmpty() && chosen != m_current)
        Q_EMIT wanted(chosen);
}

void PreferenceSetChooser::askForTenant()
{
    auto *dialog = new QInputDialog(m_bar);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Another tenant"));
    dialog->setLabelText(tr("The tenant's id:"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        const QString id = text.trimmed();
        if (!id.isEmpty() && id != m_current)
            Q_EMIT wanted(id);
    });
    dialog->open();
}

} // namespace ui
