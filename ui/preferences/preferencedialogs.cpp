#include "ui/preferences/preferencedialogs.h"

#include "api/rules/preferencediff.h"
#include "api/schema/preferences.h"
#include "models/preferencegridwords.h"
#include "ui/buttons.h"
#include "ui/jsondiffview.h"
#include "ui/theme.h"

#include <QCoreApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {
namespace {

QVBoxLayout *prepare(QDialog *dialog, const QString &name, const QString &title)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(name);
    dialog->setWindowTitle(title);
    dialog->resize(860, 600);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(metric::edge, metric::edge, metric::edge, metric::between);
    column->setSpacing(metric::inside);
    return column;
}

QJsonObject bodyOf(const QJsonObject &set)
{
    return api::PreferenceSet {{}, set}.body();
}

// The changes as lines, at most twelve; the JSON below has them all.
QLabel *makeLines(const QStringList &lines, QWidget *parent)
{
    QStringList shown = lines.mid(0, 12);
    if (lines.size() > shown.size())
        shown += QCoreApplication::translate("Preferences", "and %n more", nullptr,
                                             int(lines.size() - shown.size()));
    auto *label = new QLabel(shown.join(u'\n'), parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QStringList changeLines(const QJsonObject &before, const QJsonObject &after)
{
    return models::preferenceChangeLines(api::differences(before, after));
}

void ask(QWidget *parent, const QString &question, const std::function<void()> &save,
         const std::function<void()> &discard)
{
    const auto text = [](const char *source) { return QCoreApplication::translate("Preferences", source); };
    auto *box = new QMessageBox(QMessageBox::Question, text("Unsaved preferences"), question,
                                QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("unsavedQuestion"));
    QPushButton *saveButton = save ? box->addButton(text("Save"), QMessageBox::AcceptRole) : nullptr;
    QPushButton *drop = box->addButton(text("Discard"), QMessageBox::DestructiveRole);
    QPushButton *stay = box->addButton(text("Keep editing"), QMessageBox::RejectRole);
    box->setEscapeButton(stay);
    box->setDefaultButton(saveButton ? saveButton : stay);
    QObject::connect(box, &QMessageBox::buttonClicked, parent, [=](const QAbstractButton *button) {
        if (button == drop)
            discard();
        else if (saveButton && button == saveButton)
            save();
    });
    box->open();
}

} // namespace

PreferenceReviewDialog::PreferenceReviewDialog(const QString &setId, const QJsonObject &before,
                                               const QJsonObject &after, bool canSave, QWidget *parent)
    : QDialog(parent)
{
    QVBoxLayout *column = prepare(this, QStringLiteral("preferenceReview"), tr("Review the changes"));
    column->addWidget(makeTitle(tr("Changes of the set “%1”").arg(setId), this));
    column->addWidget(makeLines(changeLines(before, after), this));
    column->addSpacing(metric::inside);
    auto *diff = new JsonDiffView(this);
    diff->setSides(tr("Stored now"), bodyOf(before), tr("What Save sends: it replaces the whole set"),
                   bodyOf(after));
    column->addWidget(diff, 1);
    auto *buttons = new QHBoxLayout;
    QPushButton *back = makeButton(tr("Keep editing"), this);
    QPushButton *save = makeButton(tr("Save"), this, ButtonRole::Primary);
    save->setEnabled(canSave);
    save->setDefault(true);
    save->setFocus();
    buttons->addStretch(1);
    buttons->addWidget(back);
    buttons->addWidget(save);
    column->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(save, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT saveRequested();
    });
}

PreferenceConflictDialog::PreferenceConflictDialog(const QString &setId, const QJsonObject &base,
                                                   const QJsonObject &theirs, const QJsonObject &mine,
                                                   QWidget *parent)
    : QDialog(parent)
{
    QVBoxLayout *column
        = prepare(this, QStringLiteral("preferenceConflict"), tr("The set was changed meanwhile"));
    column->addWidget(makeTitle(tr("The set “%1” is not what you started from").arg(setId), this));
    QLabel *sentence
        = makeSentence(tr("Somebody changed it since it was read here. Nothing was saved yet."), this);
    column->addWidget(sentence);
    column->addWidget(makeHeading(tr("Their changes"), this));
    column->addWidget(makeLines(changeLines(base, theirs), this));
    column->addWidget(makeHeading(tr("Yours"), this));
    column->addWidget(makeLines(changeLines(base, mine), this));
    auto *diff = new JsonDiffView(this);
    diff->setSides(tr("Theirs, stored now"), bodyOf(theirs), tr("Yours"), bodyOf(mine));
    column->addWidget(diff, 1);
    auto *buttons = new QHBoxLayout;
    const auto add = [&](const QString &text, ButtonRole role, auto signal) {
        QPushButton *button = makeButton(text, this, role);
        connect(button, &QPushButton::clicked, this, [this, signal] {
            accept();
            Q_EMIT(this->*signal)();
        });
        buttons->addWidget(button);
        return button;
    };
    QPushButton *later = makeButton(tr("Decide later"), this);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    buttons->addWidget(later);
    buttons->addStretch(1);
    add(tr("Take theirs"), ButtonRole::Normal, &PreferenceConflictDialog::takeTheirs);
    add(tr("Keep mine, replace theirs"), ButtonRole::Danger, &PreferenceConflictDialog::keepMine);
    add(tr("Apply mine on top of theirs"), ButtonRole::Primary, &PreferenceConflictDialog::putMineOnTop)
        ->setDefault(true);
    column->addLayout(buttons);
}

void askAboutUnsaved(QWidget *parent, int changes, const std::function<void()> &save,
                     const std::function<void()> &discard)
{
    ask(parent,
        changes == 1
            ? QCoreApplication::translate("Preferences", "1 change is not saved.")
            : QCoreApplication::translate("Preferences", "%n changes are not saved.", nullptr, changes),
        save, discard);
}

void askAboutUnsent(QWidget *parent, const std::function<void()> &discard)
{
    ask(parent, QCoreApplication::translate("Preferences", "Nothing was sent yet. Drop what was entered?"),
        {}, discard);
}

} // namespace ui
