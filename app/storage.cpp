#include "app/storage.h"

#include <QDir>
#include <QStandardPaths>

namespace app {

Storage::Storage(const QString &dataFolder, const QString &settingsFile)
    : m_folder(dataFolder)
{
    QDir().mkpath(m_folder);
    m_settings = std::make_unique<QSettings>(settingsFile, QSettings::IniFormat);
}

Storage Storage::forProfile(const QString &profile)
{
    QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    QString config = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    if (!profile.isEmpty()) {
        // A profile is a folder name; what could climb out of it is encoded.
        const QString folder
            = QStringLiteral("/profiles/") + QString::fromLatin1(profile.toUtf8().toPercentEncoding({}, "."));
        data += folder;
        config += folder;
    }
    return Storage(data, config + QStringLiteral("/doorman.ini"));
}

Storage Storage::temporary()
{
    auto folder = std::make_unique<QTemporaryDir>();
    Storage storage(folder->path(), folder->filePath(QStringLiteral("doorman.ini")));
    storage.m_temporary = std::move(folder);
    return storage;
}

QString Storage::file(const QString &name) const
{
    return QDir(m_folder).filePath(name);
}

bool Storage::lockSandbox()
{
    m_lock = std::make_unique<QLockFile>(file(QStringLiteral("sandbox.lock")));
    m_lock->setStaleLockTime(0); // the holder's life decides, not the lock's age
    return m_lock->tryLock();
}

} // namespace app
