#pragma once

#include <QJsonObject>

namespace models {

// The same value with what looks like a credential (Authorization, tokens, keys, passwords) replaced by dots,
// at any depth. The first four characters stay, so that two keys can be told apart.
QJsonValue maskedSecrets(const QJsonValue &value);
bool isSecretKey(const QString &key);

} // namespace models
