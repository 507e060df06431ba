// Values for the placeholders of a statement, where nothing is NULL.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVariant>

namespace api::sandbox {

inline QVariant sqlText(const QString &text)
{
    return text.isNull() ? QVariant() : QVariant(text);
}

inline QVariant sqlJson(const QByteArray &json) // empty: NULL
{
    return json.isEmpty() ? QVariant() : QVariant(QString::fromUtf8(json));
}

} // namespace api::sandbox
