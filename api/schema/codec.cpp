#include "api/schema/codec.h"

#include <QJsonDocument>
#include <QUrl>
#include <cmath>
#include <cstring>

namespace api {

namespace {

constexpr qsizetype maxProblems = 20;

QString shown(const QJsonValue &v)
{
    switch (v.type()) {
    case QJsonValue::Null:
        return QStringLiteral("null");
    case QJsonValue::Bool:
        return v.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        return QString::number(v.toDouble(), 'g', 15);
    case QJsonValue::String: {
        const QString text = v.toString();
        return u'"' + (text.size() > 40 ? text.left(40) + u'…' : text) + u'"';
    }
    case QJsonValue::Array:
        return QStringLiteral("a list");
    case QJsonValue::Object:
        return QStringLiteral("an object");
    case QJsonValue::Undefined:
        break;
    }
    return QStringLiteral("nothing");
}

QLatin1StringView untilBar(const char *path)
{
    const char *bar = std::strchr(path, '|');
    return bar ? QLatin1StringView(path, bar - path) : QLatin1StringView(path);
}

QJsonValue descend(const QJsonObject &object, QLatin1StringView path)
{
    const qsizetype dot = path.indexOf(u'.');
    if (dot < 0)
        return object.value(path);
    const QJsonValue inner = object.value(path.left(dot));
    return inner.isObject() ? descend(inner.toObject(), path.mid(dot + 1))
                            : QJsonValue(QJsonValue::Undefined);
}

void place(QJsonObject &object, QLatin1StringView path, const QJsonValue &value)
{
    const qsizetype dot = path.indexOf(u'.');
    if (dot < 0) {
        object.insert(path, value);
        return;
    }
    QJsonObject inner = object.value(path.left(dot)).toObject();
    place(inner, path.mid(dot + 1), value);
    object.insert(path.left(dot), inner);
}

} // namespace

void Trace::add(const QString &problem)
{
    m_topFailed |= m_step == nullptr;
    ++m_count;
    if (m_problems.size() < maxProblems)
        m_problems += problem;
}

void Trace::expected(const QString &what, const QJsonValue &got)
{
    add(QStringLiteral("%1: expected %2, got %3").arg(path(), what, shown(got)));
}

void Trace::missing(const char *field)
{
    const QString key = untilBar(field);
    add(QStringLiteral("%1.%2: required, and missing").arg(path(), key));
}

QString Trace::path() const
{
    QString steps;
    for (const Step *step = m_step; step; step = step->m_outer) {
        const qsizetype bar = step->m_key.indexOf(u'|');
        steps.prepend(step->m_index >= 0 ? QStringLiteral("[%1]").arg(step->m_index)
                                         : u'.' + QString(bar < 0 ? step->m_key : step->m_key.left(bar)));
    }
    return m_prefix + steps;
}

QJsonValue valueAt(const QJsonObject &object, const char *path)
{
    const std::size_t plain = std::strcspn(path, ".|");
    if (path[plain] == '\0') // as nearly all are
        return object.value(QLatin1StringView(path, qsizetype(plain)));
    while (true) {
        const QLatin1StringView name = untilBar(path);
        const QJsonValue value = descend(object, name);
        path += name.size();
        if (*path == '\0' || !(value.isUndefined() || value.isNull()))
            return value;
        ++path;
    }
}

void setValueAt(QJsonObject &object, const char *path, const QJsonValue &value)
{
    place(object, untilBar(path), value);
}

void read(const QJsonValue &v, QString &out, Trace &t)
{
    if (!v.isString())
        return t.expected(QStringLiteral("text"), v);
    out = v.toString();
}

void read(const QJsonValue &v, bool &out, Trace &t)
{
    if (!v.isBool())
        return t.expected(QStringLiteral("true or false"), v);
    out = v.toBool();
}

void read(const QJsonValue &v, qint64 &out, Trace &t)
{
    const double d = v.toDouble();
    if (!v.isDouble() || d != std::floor(d) || std::abs(d) > 9e15)
        return t.expected(QStringLiteral("a whole number"), v);
    out = qint64(d);
}

void read(const QJsonValue &v, int &out, Trace &t)
{
    const double d = v.toDouble();
    if (!v.isDouble() || d != std::floor(d) || std::abs(d) > 2147483647.0)
        return t.expected(QStringLiteral("a whole number"), v);
    out = int(d);
}

void read(const QJsonValue &v, double &out, Trace &t)
{
    if (!v.isDouble())
        return t.expected(QStringLiteral("a number"), v);
    out = v.toDouble();
}

void read(const QJsonValue &v, Timestamp &out, Trace &t)
{
    if (v.isString())
        out = Timestamp::fromWire(v.toString());
    if (out.isNull())
        t.expected(QStringLiteral("RFC 3339 time"), v);
}

void read(const QJsonValue &v, QJsonObject &out, Trace &t)
{
    if (!v.isObject())
        return t.expected(QStringLiteral("an object"), v);
    out = v.toObject();
}

void read(const QJsonValue &v, QJsonArray &out, Trace &t)
{
    if (!v.isArray())
        return t.expected(QStringLiteral("a list"), v);
    out = v.toArray();
}

void read(const QJsonValue &v, QJsonValue &out, Trace &)
{
    out = v;
}

void addQueryItem(QUrlQuery &query, const char *name, const QJsonValue &value)
{
    // QUrlQuery takes its items percent-encoded; `+` and `&` in a value must not survive as themselves.
    const auto add = [&](const QString &key, const QString &text) {
        query.addQueryItem(QString::fromLatin1(QUrl::toPercentEncoding(key, "[]")),
                           QString::fromLatin1(QUrl::toPercentEncoding(text)));
    };
    const QString key = untilBar(name);
    switch (value.type()) {
    case QJsonValue::Undefined:
    case QJsonValue::Null:
        return;
    case QJsonValue::Bool:
        return add(key, value.toBool() ? QStringLiteral("true") : QStringLiteral("false"));
    case QJsonValue::Double:
        return add(key, QString::number(value.toInteger()));
    case QJsonValue::String:
        return add(key, value.toString());
    case QJsonValue::Object:
        return add(key, QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)));
    case QJsonValue::Array: {
        const QString base = key.endsWith(QStringLiteral("[]")) ? key.chopped(2) : key;
        const QJsonArray items = value.toArray();
        const bool mixed
            = std::any_of(items.begin(), items.end(), [](const QJsonValue &item) { return item.isObject(); });
        for (qsizetype i = 0; i < items.size(); ++i) {
            const QJsonObject members = items.at(i).toObject();
            const QString at
                = mixed ? QStringLiteral("%1[%2]").arg(base).arg(i) : base + QStringLiteral("[]");
            for (auto it = members.begin(); it != members.end(); ++it)
                add(at + u'[' + it.key() + u']', it->toString());
            if (!items.at(i).isObject())
                add(at, items.at(i).toString());
        }
        return;
    }
    }
}

} // namespace api
