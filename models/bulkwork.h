// Makes bulk work for a JobsModel: cleans the list of ids and cuts it into calls of 1,000.
#pragma once

#include "api/schema/preferences.h"
#include "models/bulkjob.h"

namespace models {

constexpr int bulkRowLimit = 1000; // of each bulk call

// Ids from pasted text: one per line, or separated by commas, semicolons or tabs. An id may hold blanks; one
// in quotes may hold anything.
struct IdList
{
    QStringList ids; // in order, each once
    int duplicates = 0; // left out
    static IdList fromText(const QString &text);
    static QString toText(const QStringList &ids); // one per line, quoted where it has to be
};

// The same preference set for all of these people (E41). `set` names the set and holds its content; it
// replaces theirs.
QList<BulkChunk> setPreferencesFor(const QStringList &userIds, const api::PreferenceSet &set);

} // namespace models
