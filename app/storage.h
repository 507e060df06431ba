#pragma once

#include <QLockFile>
#include <QSettings>
#include <QString>
#include <QTemporaryDir>
#include <memory>

namespace app {

// Where this profile keeps its files. A key is never among them.
class Storage
{
public:
    // An empty profile is the usual one.
    static Storage forProfile(const QString &profile);
    // A folder that goes away with the program: for the tour.
    static Storage temporary();

    QSettings &settings() { return *m_settings; }
    QString file(const QString &name) const; // inside the profile's data folder
    // False while another program of the same profile holds the sandbox's world.
    bool lockSandbox();

private:
    explicit Storage(const QString &dataFolder, const QString &settingsFile);
    QString m_folder;
    std::unique_ptr<QTemporaryDir> m_temporary;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace app
