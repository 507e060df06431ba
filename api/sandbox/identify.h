// Making, changing and removing users, objects and tenants; recipients as callers name them (shapes 2.1,
// behaviour 6, 7, 14).
#pragma once

#include "api/sandbox/entities.h"
#include "api/sandbox/params.h"

namespace api::sandbox {

struct Workflows;

// One RecipientIdentifier: a user's id, {id, collection}, or a definition to identify on the way.
struct RecipientSpec
{
    Ref ref;
    bool isInline = false; // there is a definition, perhaps an empty one: who is unknown will be made
    QJsonObject definition; // what was given beside id and collection, `$trigger_data` left out
    QJsonObject triggerData; // of `$trigger_data`
};

enum class Inline { Allowed, Refused };

// Names in `problems`, under `field`, what can't be used: no id, one over 256 characters or with / or #, a
// wrong type of a known property, custom properties over 256 kB, a preference set or channel data that are
// none.
std::optional<RecipientSpec> readRecipient(const QJsonValue &value, const QString &field,
                                           const Workflows &workflows, Problems &problems,
                                           Inline inlines = Inline::Allowed);
// The list in `body[name]`; `most` is its limit. Without `isRequired` an absent or null list is empty.
QList<RecipientSpec> readRecipients(const QJsonObject &body, const QString &name, int most,
                                    const Workflows &workflows, Problems &problems,
                                    Inline inlines = Inline::Allowed, bool isRequired = true);
// A tenant: its id, or a definition with an id.
std::optional<RecipientSpec> readTenant(const QJsonValue &value, const QString &field,
                                        const Workflows &workflows, Problems &problems);
// The definition of a user, object or tenant as a body gives it (E15, E26, E44), checked as above. `prefix`
// stands right before each field's name.
void checkDefinition(const QJsonObject &definition, const Ref &ref, const QString &prefix,
                     const Workflows &workflows, Problems &problems);

// Makes or changes what a checked spec defines: properties merge deeply, `preferences` merge into the stored
// sets, `channel_data` replaces per channel. A bare reference changes nothing. False, with nothing changed,
// when the stored custom properties would pass 256 kB.
bool identify(Store &store, const RecipientSpec &spec, const Workflows &workflows, Timestamp now);
// Makes a bare one when it is not there yet.
void ensure(Store &store, const Ref &ref, Timestamp now);

// Removes it with all that belongs to it: preferences, channel data, subscriptions both ways, schedules,
// runs, messages, a user's places in audiences. False when it is not there.
bool remove(Store &store, const Ref &ref);

inline constexpr qsizetype mostCustomBytes = 256 * 1024; // of custom properties, as compact JSON
// Of maps and lists in each other, the definition included: JSON readers, SQLite's too, end somewhere, and
// answers nest what is stored.
inline constexpr int mostLevels = 512;
QString tooManyProperties(); // what a 422 says about more
qsizetype customBytes(const QJsonObject &properties); // without what the service names itself

// Writes the user with these properties (no __typename, id or updated_at among them); `updated_at` is `now`.
void writeUser(Store &store, const QString &id, const QJsonObject &properties, Timestamp now);
QJsonObject userProperties(Store &store, const QString &id); // the same of a stored one; empty when none

bool isUsableId(const QString &id); // 1 to 256 characters, neither / nor # nor NUL

} // namespace api::sandbox
