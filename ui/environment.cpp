#include "ui/environment.h"

#include "models/profile.h"
#include "ui/contrast.h"

#include <QCoreApplication>

namespace ui {
namespace {
struct EnvironmentText
{
    Q_DECLARE_TR_FUNCTIONS(Environment)
};
}

Environment Environment::sandbox(const QString &host)
{
    return {EnvironmentText::tr("Sandbox"),
            EnvironmentText::tr("%1 · embedded, nothing leaves this machine").arg(host),
            QStringLiteral("diamond"),
            QColor(0x0B7A70),
            QColor(0x0F5750),
            false,
            true,
            false};
}

Environment Environment::of(const models::Profile &profile, const QString &host)
{
    Environment shown
        = profile.isSandbox() ? sandbox(host) : live(host, profile.readOnly, profile.key.isTest);
    shown.readOnly = profile.readOnly;
    shown.isProtected = profile.isProtected;
    if (profile.isSandbox())
        return shown;
    shown.name = profile.name;
    shown.icon = profile.icon;
    shown.ground = groundUnderWhite(profile.color);
    shown.groundDark = shown.ground.darker(130);
    return shown;
}

Environment Environment::live(const QString &host, bool readOnly, bool isTestKey)
{
    Environment live;
    live.name = isTestKey ? EnvironmentText::tr("Test environment") : EnvironmentText::tr("Live");
    live.detail = isTestKey ? host : EnvironmentText::tr("%1 · real people get what you send").arg(host);
    live.icon = QStringLiteral("globe");
    live.ground = isTestKey ? QColor(0x0A5C91) : QColor(0x7B2D8E);
    live.groundDark = isTestKey ? QColor(0x0B4A73) : QColor(0x5C2269);
    live.readOnly = readOnly;
    return live;
}

} // namespace ui
