// The key that user tokens are checked with, off its file.
#pragma once

#include <QByteArray>
#include <QString>

namespace api::sandbox {

// PEM of an RSA key, or base64 of it. Empty with `error` set when the file can't be read, or holds no such
// key.
QByteArray readSigningKey(const QString &fileName, QString *error);

} // namespace api::sandbox
