// The seeded world: the same seed makes the same world, relative to the time it is made.
#pragma once

#include "api/sandbox/chance.h"

#include <functional>

class QSqlDatabase;

namespace api::sandbox {

struct Workflows;

struct WorldSize
{
    qint64 users = 2000;
    qint64 messages = 40000;
    int days = 30; // the messages' times lie in [now - days, now]
};

// Fills an empty, migrated database, in transactions of bounded size; memory does not grow with the world.
// Marks it complete in table `world` (key "seeded") at the very end, so a half-made world is recognised.
// `progress` gets 0..1; returning false stops. False on an SQL error or a stop, with `error` set.
bool makeWorld(QSqlDatabase &db, const Workflows &workflows, quint64 seed, const WorldSize &size,
               Timestamp now, const std::function<bool(double)> &progress, QString *error);
bool worldIsComplete(QSqlDatabase &db);

} // namespace api::sandbox
