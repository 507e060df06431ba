#include "api/sandbox/worldfile.h"

#include "api/sandbox/migrations.h"

#include <QFile>
#include <unistd.h>

namespace api::sandbox {

namespace {

QString unfinished(const QString &file)
{
    return file + QStringLiteral(".new");
}

void removeFile(const QString &file)
{
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(file + QLatin1StringView(suffix));
}

std::unique_ptr<Store> make(const QString &file, const Workflows &workflows, const WorldPlan &plan,
                            QString *error)
{
    std::unique_ptr<Store> store = Store::open(file, error);
    if (store
        && !makeWorld(store->database(), workflows, plan.seed, plan.size, plan.now, plan.progress, error))
        store.reset();
    return store;
}

// On the disk before the name says that it is a world: it was written without waiting for it.
bool settle(const QString &file)
{
    QFile written(file);
    return written.open(QIODevice::ReadWrite) && ::fsync(written.handle()) == 0;
}

} // namespace

std::unique_ptr<Store> openWorld(const QString &file, const Workflows &workflows, const WorldPlan &plan,
                                 QString *error)
{
    if (file.isEmpty())
        return make(file, workflows, plan, error);
    const bool isThere = QFile::exists(file);
    if (isThere) {
        std::unique_ptr<Store> store = Store::open(file, error);
        if (!store || worldIsComplete(store->database()))
            return store;
    }
    const QString beside = unfinished(file);
    removeFile(beside);
    if (!make(beside, workflows, plan, error)) {
        removeFile(beside);
        return nullptr;
    }
    removeFile(file); // empty, or left behind half made
    if (!settle(beside) || !QFile::rename(beside, file)) {
        *error = QStringLiteral("can't put the new world into %1").arg(file);
        return nullptr;
    }
    return Store::open(file, error);
}

void removeWorld(const QString &file)
{
    removeFile(file);
    removeFile(unfinished(file));
}

} // namespace api::sandbox
