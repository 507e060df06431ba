#include "api/sandbox/jsontext.h"

#include <QJsonDocument>

namespace api::sandbox {

QByteArray jsonText(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray jsonText(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QByteArray quoted(const QString &text)
{
    if (text.isNull())
        return "null";
    const QByteArray utf8 = text.toUtf8();
    QByteArray out;
    out.reserve(utf8.size() + 2);
    out += '"';
    for (const char c : utf8) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (uchar(c) < 0x20) {
            static constexpr char digits[] = "0123456789abcdef";
            out += "\\u00";
            out += digits[uchar(c) >> 4];
            out += digits[c & 15];
        } else {
            out += c;
        }
    }
    return out += '"';
}

QJsonObject jsonObject(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

QJsonValue jsonOrNull(const QString &text)
{
    return text.isNull() ? QJsonValue() : QJsonValue(text);
}

QString textIn(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1StringView(key)).toString();
}

QByteArray &ObjectText::key(const char *name)
{
    if (!m_first)
        m_out += ',';
    m_first = false;
    m_out += '"';
    m_out += name;
    return m_out += "\":";
}

ObjectText &ObjectText::raw(const char *name, const QByteArray &json)
{
    key(name) += json.isEmpty() ? QByteArrayLiteral("null") : json;
    return *this;
}

ObjectText &ObjectText::text(const char *name, const QString &value)
{
    key(name) += quoted(value);
    return *this;
}

ObjectText &ObjectText::time(const char *name, Timestamp value)
{
    key(name) += quoted(value.toWire());
    return *this;
}

ObjectText &ObjectText::number(const char *name, qint64 value)
{
    key(name) += QByteArray::number(value);
    return *this;
}

} // namespace api::sandbox
