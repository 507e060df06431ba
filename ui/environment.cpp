#include "ui/environment.h"

#include <QCoreApplication>

namespace ui {
namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("Environment", text);
}
}

Environment Environment::sandbox(const QString &host)
{
    return {tr("Sandbox"),
            tr("%1 · embedded, nothing leaves this machine").arg(host),
            QStringLiteral("diamond"),
            QColor(0x0B7A70),
            QColor(0x0F5750),
            false,
            true};
}

Environment Environment::live(const QString &host, bool readOnly, bool isTestKey)
{
    Environment live;
    live.name = isTestKey ? tr("Test environment") : tr("Live");
    live.detail = isTestKey ? host : tr("%1 · real people get what you send").arg(host);
    live.icon = QStringLiteral("globe");
    live.ground = isTestKey ? QColor(0x0A5C91) : QColor(0x7B2D8E);
    live.groundDark = isTestKey ? QColor(0x0B4A73) : QColor(0x5C2269);
    live.readOnly = readOnly;
    return live;
}

} // namespace ui
