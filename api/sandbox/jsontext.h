// Answers are written as text: stored JSON is spliced in as it is, not parsed and written again.
#pragma once

#include "api/schema/timestamp.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace api::sandbox {

QByteArray jsonText(const QJsonObject &object); // compact
QByteArray jsonText(const QJsonArray &array);
QByteArray quoted(const QString &text); // a JSON string; `null` for a null one
QJsonObject jsonObject(const QByteArray &text); // empty when the text is no object
QJsonValue jsonOrNull(const QString &text); // null for a null one
QString textIn(const QJsonObject &object, const char *key); // null where there is none

// Writes one JSON object into a buffer, member by member.
class ObjectText
{
public:
    explicit ObjectText(QByteArray &out)
        : m_out(out)
    {
        m_out += '{';
    }
    ObjectText &raw(const char *key, const QByteArray &json); // empty: null
    ObjectText &text(const char *key, const QString &value);
    ObjectText &time(const char *key, Timestamp value);
    ObjectText &number(const char *key, qint64 value);
    void end() { m_out += '}'; }

private:
    QByteArray &key(const char *name);
    QByteArray &m_out;
    bool m_first = true;
};

} // namespace api::sandbox
