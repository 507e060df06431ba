#pragma once

#include <QColor>
#include <QString>

namespace models {
struct Profile;
}

namespace ui {

// Where the console is connected to, as the bar on top shows it.
struct Environment
{
    QString name; // Sandbox
    QString detail; // 127.0.0.1 · embedded, nothing leaves this machine
    QString icon; // a name of resources/icons
    QColor ground; // under white text
    QColor groundDark; // in the dark theme
    bool readOnly = false;
    bool isSandbox = false; // can be reset
    bool isProtected = false; // destructive writes ask for its name

    static Environment sandbox(const QString &host);
    static Environment of(const models::Profile &profile, const QString &host);
    static Environment live(const QString &host, bool readOnly, bool isTestKey);
};

} // namespace ui
