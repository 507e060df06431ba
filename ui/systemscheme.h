#pragma once

#include <QObject>

class QApplication;
class QDBusVariant;

namespace ui {

// Whether the desktop asks for dark, and when that changes.
class SystemScheme : public QObject
{
    Q_OBJECT
public:
    explicit SystemScheme(QApplication &app, QObject *parent = nullptr);
    bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private:
    void set(bool dark);
    bool m_dark = false;

#ifdef DOORMAN_DBUS
    void askPortal();
private Q_SLOTS:
    void portalChanged(const QString &group, const QString &key, const QDBusVariant &value);
#endif
};

} // namespace ui
