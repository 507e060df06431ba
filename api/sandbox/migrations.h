#pragma once

class QSqlDatabase;
class QString;

namespace api::sandbox {

// Brings an open database to the newest layout (PRAGMA user_version), in one transaction.
// False with `error` set when it can't; a file of a newer program is an error, never changed.
bool migrate(QSqlDatabase &db, QString *error);

// Whether the file may be thrown away as one of the sandbox's: it is one, or it is empty or not there.
bool isSandboxFile(const QString &path);

} // namespace api::sandbox
