#include "ui/systemscheme.h"

#include <QApplication>
#include <QPalette>
#include <QStyleHints>

#ifdef DOORMAN_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace ui {

// Qt tells the scheme from 6.5 on. Before that the platform's palette says how the desktop looked at the
// start, and the desktop portal, where there is one, says when it changes.
SystemScheme::SystemScheme([[maybe_unused]] QApplication &app, QObject *parent)
    : QObject(parent)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    QStyleHints *hints = app.styleHints();
    m_dark = hints->colorScheme() == Qt::ColorScheme::Dark;
    connect(hints, &QStyleHints::colorSchemeChanged, this,
            [this](Qt::ColorScheme scheme) { set(scheme == Qt::ColorScheme::Dark); });
#else
    m_dark = app.palette().color(QPalette::Window).lightness() < 128;
#ifdef DOORMAN_DBUS
    askPortal();
#endif
#endif
}

void SystemScheme::set(bool dark)
{
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

#ifdef DOORMAN_DBUS
namespace {
QString portalGroup()
{
    return QStringLiteral("org.freedesktop.appearance");
}
QString portalKey()
{
    return QStringLiteral("color-scheme");
}
constexpr uint preferDark = 1;

// The portal wraps its answer twice in some versions.
uint unwrapped(QVariant value)
{
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}
}

void SystemScheme::askPortal()
{
    // Without an address a bus would be started just for this.
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
    const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
    const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
    bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                SLOT(portalChanged(QString, QString, QDBusVariant)));
    QDBusMessage ask = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    ask << portalGroup() << portalKey();
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
        const QDBusPendingReply<QDBusVariant> reply = *done;
        if (reply.isValid() && unwrapped(reply.value().variant()) == preferDark)
            set(true);
        done->deleteLater();
    });
}

void SystemScheme::portalChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == portalGroup() && key == portalKey())
        set(unwrapped(value.variant()) == preferDark);
}
#endif

} // namespace ui
