#include "ui/explorer/sendquestion.h"

#include "api/client/destructive.h"
#include "ui/confirmwrite.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SendQuestion)
};

} // namespace

void askToSend(const Context &context, QWidget *parent, const api::RequestData &request, const QString &line,
               const std::function<void()> &go)
{
    const QString what = QStringLiteral("%1 %2").arg(
        QString::fromLatin1(api::verbName(request.endpoint->verb)), QString::fromLatin1(request.target()));
    if (!api::isDestructive(*request.endpoint) || asksForName(context, *request.endpoint))
        return confirmWrite(context, parent, *request.endpoint, what, go);
    auto *box
        = new QMessageBox(QMessageBox::Warning, Text::tr("Send it?"), what, QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("sendQuestion"));
    box->setInformativeText(Text::tr("%1. What it does can't be taken back from here.").arg(line));
    QPushButton *yes = box->addButton(Text::tr("Send"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(Text::tr("Don't send"), QMessageBox::RejectRole));
    QObject::connect(box, &QMessageBox::buttonClicked, parent, [yes, go](const QAbstractButton *button) {
        if (button == yes)
            go();
    });
    box->open();
}

} // namespace ui
