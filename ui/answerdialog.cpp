#include "ui/answerdialog.h"

#include "models/secrets.h"
#include "ui/jsonview.h"
#include "ui/theme.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QVBoxLayout>

namespace ui {

void openAnswer(const QString &answer, QWidget *parent)
{
    auto *dialog = new QDialog(parent->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("answerDialog"));
    dialog->setWindowTitle(QDialog::tr("The answer, as it came"));
    dialog->resize(640, 400);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(metric::between, metric::between, metric::between, metric::between);
    auto *view = new JsonView(dialog);
    const QJsonDocument document = QJsonDocument::fromJson(answer.toUtf8());
    if (document.isObject())
        view->setJson(models::maskedSecrets(document.object()));
    else
        view->setText(answer);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    column->addWidget(view, 1);
    column->addWidget(buttons);
    dialog->open();
}

} // namespace ui
