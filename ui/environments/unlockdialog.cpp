#include "ui/environments/unlockdialog.h"

#include "api/client/writelock.h"
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

struct UnlockText
{
    Q_DECLARE_TR_FUNCTIONS(Unlock)
};

} // namespace

void openUnlock(api::WriteLock *lock, const QString &environment, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("unlock"));
    dialog->setWindowTitle(UnlockText::tr("Unlock for writing"));
    dialog->setMinimumWidth(460);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(metric::edge, metric::edge, metric::edge, metric::between);
    column->setSpacing(metric::inside);
    column->addWidget(makeTitle(UnlockText::tr("Unlock “%1” for 15 minutes?").arg(environment), dialog));
    QLabel *hint
        = makeDim(UnlockText::tr("It locks itself again, or at once with “Lock now”. Each write is in the "
                                 "write log, with the reason you give."),
                  dialog);
    hint->setWordWrap(true);
    column->addWidget(hint);
    auto *reason = new QLineEdit(dialog);
    reason->setPlaceholderText(UnlockText::tr("Why, e.g. the number of a ticket"));
    reason->setAccessibleName(UnlockText::tr("Reason"));
    reason->setMaxLength(200);
    column->addWidget(reason);
    auto *buttons = new QHBoxLayout;
    QPushButton *cancel = makeButton(UnlockText::tr("Cancel"), dialog);
    QPushButton *open = makeButton(UnlockText::tr("Unlock for 15 minutes"), dialog, ButtonRole::Primary);
    open->setEnabled(false);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(open);
    column->addLayout(buttons);
    QObject::connect(reason, &QLineEdit::textChanged, open, [open](const QString &text) {
        open->setEnabled(!text.trimmed().isEmpty());
        open->setDefault(open->isEnabled());
    });
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(open, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, lock, [lock, reason] { lock->unlock(reason->text()); });
    reason->setFocus();
    dialog->open();
}

} // namespace ui
