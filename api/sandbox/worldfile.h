// The file of a sandbox: opened when its world is complete, made first when it is not.
#pragma once

#include "api/sandbox/store.h"
#include "api/sandbox/world.h"

namespace api::sandbox {

struct WorldPlan
{
    quint64 seed = 1;
    WorldSize size;
    Timestamp now;
    std::function<bool(double)> progress; // as for makeWorld()
};

// A world is made in a file beside `file`, which takes its name when it is complete: however a start ends,
// `file` is whole or as it was. An empty `file` is a world in memory. Null with `error` set when it can't be
// done, `stopped` when `progress` said so; a file of another program is left alone.
std::unique_ptr<Store> openWorld(const QString &file, const Workflows &workflows, const WorldPlan &plan,
                                 QString *error);

// With what SQLite keeps beside it, and with a world that was cut off.
void removeWorld(const QString &file);

} // namespace api::sandbox
