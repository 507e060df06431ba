// Reads and writes described structs. Reading is tolerant: what is unknown is kept in `raw`, what is wrong
// is named with its path and never replaced by a default that could be taken for an answer.
#pragma once

#include "api/schema/field.h"
#include "api/schema/openenum.h"
#include "api/schema/timestamp.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrlQuery>
#include <optional>
#include <utility>

namespace api {

// Where the reader stands and what was wrong so far: ".entries[3].inserted_at: expected RFC 3339 time".
class Trace
{
public:
    explicit Trace(QString prefix = {})
        : m_prefix(std::move(prefix))
    {
    }
    void expected(const QString &what, const QJsonValue &got);
    void missing(const char *field);
    const QStringList &problems() const { return m_problems; }
    qsizetype problemCount() const { return m_count; } // also of those that are not kept
    QString path() const;
    // The outermost value itself is not what was expected, or lacks a required field.
    bool topFailed() const { return m_topFailed; }

    // Enters a key or an index for its lifetime. Most values are right, so that a path is only put together
    // when something is wrong; until then the key's text must live.
    class Step
    {
    public:
        Step(Trace &t, QLatin1StringView key)
            : m_trace(t)
            , m_outer(std::exchange(t.m_step, this))
            , m_key(key)
        {
        }
        Step(Trace &t, qsizetype index)
            : m_trace(t)
            , m_outer(std::exchange(t.m_step, this))
            , m_index(index)
        {
        }
        ~Step() { m_trace.m_step = m_outer; }
        Q_DISABLE_COPY_MOVE(Step)

    private:
        friend class Trace;
        Trace &m_trace;
        const Step *m_outer;
        QLatin1StringView m_key;
        qsizetype m_index = -1; // -1: a key
    };

private:
    void add(const QString &problem);
    QString m_prefix;
    const Step *m_step = nullptr; // the innermost
    bool m_topFailed = false;
    qsizetype m_count = 0;
    QStringList m_problems; // at most 20; the rest is not worth reading
};

// The value at a field's path: undefined when nothing is there.
QJsonValue valueAt(const QJsonObject &object, const char *path);
void setValueAt(QJsonObject &object, const char *path, const QJsonValue &value);

void read(const QJsonValue &v, QString &out, Trace &t);
void read(const QJsonValue &v, bool &out, Trace &t);
void read(const QJsonValue &v, int &out, Trace &t);
void read(const QJsonValue &v, qint64 &out, Trace &t);
void read(const QJsonValue &v, double &out, Trace &t);
void read(const QJsonValue &v, Timestamp &out, Trace &t);
void read(const QJsonValue &v, QJsonObject &out, Trace &t);
void read(const QJsonValue &v, QJsonArray &out, Trace &t);
void read(const QJsonValue &v, QJsonValue &out, Trace &t);

template <WireEnum E>
void read(const QJsonValue &v, Open<E> &out, Trace &t)
{
    QString text;
    read(v, text, t);
    out = Open<E>::fromText(text);
}

template <class T>
void read(const QJsonValue &v, std::optional<T> &out, Trace &t)
{
    // A wrong value must not leave a default behind that looks like an answer; an object keeps what was right
    // in it.
    const qsizetype before = t.problemCount();
    read(v, out.emplace(), t);
    if (!Described<T> && t.problemCount() != before)
        out.reset();
}

template <class T>
void read(const QJsonValue &v, QList<T> &out, Trace &t)
{
    if (!v.isArray())
        return t.expected(QStringLiteral("a list"), v);
    const QJsonArray array = v.toArray();
    out.reserve(array.size());
    for (qsizetype i = 0; i < array.size(); ++i) {
        Trace::Step step(t, i);
        read(array.at(i), out.emplaceBack(), t);
    }
}

template <Described T>
void read(const QJsonValue &v, T &out, Trace &t)
{
    if (!v.isObject())
        return t.expected(QStringLiteral("an object"), v);
    const QJsonObject object = v.toObject();
    forEachField<T>([&](const auto &field) {
        const QJsonValue value = valueAt(object, field.path);
        if (value.isUndefined() || value.isNull()) {
            if (field.isRequired)
                t.missing(field.path);
            return;
        }
        Trace::Step step(t, QLatin1StringView(field.path));
        read(value, out.*field.member, t);
    });
    if constexpr (requires { out.raw; })
        out.raw = object;
}

// Writing: null strings, null times and empty optionals become undefined and are left out.
inline QJsonValue write(const QString &v)
{
    return v.isNull() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(v);
}
inline QJsonValue write(bool v)
{
    return v;
}
inline QJsonValue write(int v)
{
    return v;
}
inline QJsonValue write(qint64 v)
{
    return v;
}
inline QJsonValue write(double v)
{
    return v;
}
inline QJsonValue write(const Timestamp &v)
{
    return write(v.toWire());
}
inline QJsonValue write(const QJsonObject &v)
{
    return v;
}
inline QJsonValue write(const QJsonArray &v)
{
    return v;
}
inline QJsonValue write(const QJsonValue &v)
{
    return v;
}

template <WireEnum E>
QJsonValue write(const Open<E> &v)
{
    return v.isNull() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(v.text());
}
template <Described T>
QJsonValue write(const T &v);
template <class T>
QJsonValue write(const QList<T> &v);
template <class T>
QJsonValue write(const std::optional<T> &v)
{
    return v ? write(*v) : QJsonValue(QJsonValue::Undefined);
}
template <class T>
QJsonValue write(const QList<T> &v)
{
    QJsonArray array;
    for (const T &item : v)
        array.append(write(item));
    return array;
}

template <Described T>
QJsonObject writeObject(const T &v)
{
    QJsonObject object;
    forEachField<T>([&](const auto &field) {
        const QJsonValue value = write(v.*field.member);
        if (!value.isUndefined())
            setValueAt(object, field.path, value);
    });
    return object;
}
template <Described T>
QJsonValue write(const T &v)
{
    return writeObject(v);
}

// Query form: lists as `name[]=a&name[]=b`, maps as one JSON string, absent values left out.
void addQueryItem(QUrlQuery &query, const char *name, const QJsonValue &value);

template <Described T>
void addQuery(QUrlQuery &query, const T &v)
{
    forEachField<T>([&](const auto &field) {
        if constexpr (requires { (v.*field.member).isEmpty(); }) {
            if ((v.*field.member).isEmpty())
                return;
        }
        addQueryItem(query, field.path, write(v.*field.member));
    });
}

} // namespace api
