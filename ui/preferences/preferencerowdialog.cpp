#include "ui/preferences/preferencerowdialog.h"

#include "models/vocabulary.h"
#include "ui/buttons.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace ui {

PreferenceRowDialog::PreferenceRowDialog(const models::Vocabulary *vocabulary, QWidget *parent)
    : QDialog(parent)
    , m_kind(new QComboBox(this))
    , m_key(new QLineEdit(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("addRow"));
    setWindowTitle(tr("Add a row"));
    m_kind->addItem(tr("Workflow"), int(api::PreferenceRow::Workflow));
    m_kind->addItem(tr("Category"), int(api::PreferenceRow::Category));
    m_kind->setAccessibleName(tr("Kind of row"));
    m_key->setAccessibleName(tr("Key"));
    m_key->setPlaceholderText(tr("as in the dashboard, e.g. payment-failed"));
    m_key->setMinimumWidth(280);
    if (vocabulary)
        m_key->setCompleter(new QCompleter(vocabulary->workflows() + vocabulary->categories(), this));
    auto *form = new QFormLayout(this);
    form->setContentsMargins(metric::edge, metric::edge, metric::edge, metric::between);
    form->addRow(tr("Kind"), m_kind);
    form->addRow(tr("Key"), m_key);
    auto *buttons = new QHBoxLayout;
    QPushButton *cancel = makeButton(tr("Cancel"), this);
    QPushButton *add = makeButton(tr("Add"), this, ButtonRole::Primary);
    add->setDefault(true);
    add->setEnabled(false);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(add);
    form->addRow(buttons);
    m_key->setFocus();
    connect(m_key, &QLineEdit::textChanged, add,
            [add](const QString &text) { add->setEnabled(!text.trimmed().isEmpty()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(add, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT chosen(api::PreferenceRow(m_kind->currentData().toInt()), m_key->text().trimmed());
    });
}

} // namespace ui
