// Runs as the service sends them (shapes 14).
#pragma once

#include "api/sandbox/runstore.h"

namespace api::sandbox {

// `cursor` is a JSON string; empty outside of lists. With `events`, all of the run's are in it, oldest first.
QByteArray runJson(const StoredRun &run, const QByteArray &cursor = {});
QByteArray runJsonWithEvents(Store &store, const StoredRun &run);

} // namespace api::sandbox
