#include "ui/requests/comparedialog.h"

#include "api/client/requestjournal.h"
#include "models/texts.h"
#include "ui/jsondiffview.h"
#include "ui/requests/requestdetail.h"
#include "ui/theme.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QJsonObject>
#include <QVBoxLayout>

namespace ui {
namespace {

QString titleOf(const api::JournalEntry &entry)
{
    return entry.startedAt.toLocalTime().toString(QStringLiteral("HH:mm:ss")) + u' '
        + QString::fromLatin1(entry.verb) + u' ' + QString::fromLatin1(entry.target);
}

QJsonObject answerOf(const api::JournalEntry &entry)
{
    QJsonValue body = bodyJson(entry.responseBody, entry.responseSize);
    if (body.isUndefined())
        body = QString::fromUtf8(entry.responseBody);
    QJsonObject answer {{QStringLiteral("status"), entry.httpStatus}, {QStringLiteral("body"), body}};
    const qint64 kept = entry.responseBody.size();
    if (kept < entry.responseSize)
        answer.insert(QStringLiteral("cut"),
                      QDialog::tr("only the first %1 of %2 bytes are kept")
                          .arg(models::numberText(kept), models::numberText(entry.responseSize)));
    return answer;
}

} // namespace

void openComparison(const api::JournalEntry &left, const api::JournalEntry &right, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("compareAnswers"));
    dialog->setWindowTitle(QDialog::tr("Two answers"));
    dialog->resize(960, 640);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(metric::between, metric::between, metric::between, metric::between);
    auto *diff = new JsonDiffView(dialog);
    diff->setSides(titleOf(left), answerOf(left), titleOf(right), answerOf(right));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    column->addWidget(diff, 1);
    column->addWidget(buttons);
    dialog->open();
}

} // namespace ui
