#pragma once

class QSqlDatabase;
class QString;

namespace api::sandbox {

// Brings an open database to the newest layout (PRAGMA user_version), in one transaction.
// False with `error` set when it can't; a file of a newer program is an error, never changed.
bool migrate(QSqlDatabase &db, QString *error);

} // namespace api::sandbox
