#include "ui/confirmwrite.h"

#include "api/client/destructive.h"
#include "models/profilestore.h"
#include "ui/buttons.h"
#include "ui/theme.h"

#include <QCoreApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

struct ConfirmWriteText
{
    Q_DECLARE_TR_FUNCTIONS(ConfirmWrite)
};

const models::Profile *profileOf(const Context &context)
{
    return context.profiles ? context.profiles->find(context.profile) : nullptr;
}

} // namespace

bool asksForName(const Context &context, const api::EndpointInfo &endpoint)
{
    const models::Profile *profile = profileOf(context);
    return profile && profile->isProtected && api::isDestructive(endpoint);
}

void confirmWrite(const Context &context, QWidget *parent, const api::EndpointInfo &endpoint,
                  const QString &what, const std::function<void()> &go)
{
    if (!asksForName(context, endpoint))
        return go();
    const QString name = profileOf(context)->name;
    auto *dialog = new QDialog(parent->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("confirmWrite"));
    dialog->setWindowTitle(ConfirmWriteText::tr("Protected environment"));
    dialog->setMinimumWidth(460);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(metric::edge, metric::edge, metric::edge, metric::between);
    column->setSpacing(metric::inside);
    column->addWidget(makeTitle(ConfirmWriteText::tr("Really in “%1”?").arg(name), dialog));
    column->addWidget(makeSentence(what, dialog));
    QLabel *hint
        = makeDim(ConfirmWriteText::tr("This environment is protected. Type its name to go on."), dialog);
    hint->setWordWrap(true);
    column->addWidget(hint);
    auto *typed = new QLineEdit(dialog);
    typed->setPlaceholderText(name);
    typed->setAccessibleName(ConfirmWriteText::tr("Name of the environment"));
    column->addWidget(typed);
    auto *buttons = new QHBoxLayout;
    QPushButton *cancel = makeButton(ConfirmWriteText::tr("Cancel"), dialog);
    QPushButton *yes = makeButton(ConfirmWriteText::tr("Do it"), dialog, ButtonRole::Danger);
    yes->setEnabled(false);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(yes);
    column->addLayout(buttons);
    QObject::connect(typed, &QLineEdit::textChanged, yes, [yes, name](const QString &text) {
        yes->setEnabled(text.trimmed().compare(name, Qt::CaseInsensitive) == 0);
        yes->setDefault(yes->isEnabled());
    });
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(yes, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, parent, go); // not any more when the asker is gone
    typed->setFocus();
    dialog->open();
}

} // namespace ui
