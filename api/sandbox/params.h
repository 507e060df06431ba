// What a caller sent, read strictly: every parameter that can't be used is named in the answer.
#pragma once

#include "api/sandbox/http.h"
#include "api/sandbox/refs.h"
#include "api/schema/timestamp.h"

#include <QJsonObject>
#include <QStringList>
#include <optional>

namespace api::sandbox {

// What was wrong with a request so far.
class Problems
{
public:
    void add(const QString &field, const QString &message, const QString &type = QStringLiteral("cast"));
    bool any() const { return !m_errors.isEmpty(); }
    HttpResponse response() const; // 422 invalid_params

private:
    QList<FieldError> m_errors;
};

// The query. A list may come as name=a, name[]=a or name[0]=a. Unknown parameters are let pass.
class Params
{
public:
    explicit Params(const QByteArray &query = {});

    // Null when the parameter is absent or empty. A parameter given twice is a problem.
    QString text(const QString &name);
    QStringList list(const QString &name, int most = 0);
    std::optional<bool> boolean(const QString &name);
    std::optional<int> integer(const QString &name, int least, int most);
    Timestamp time(const QString &name);
    // One of the words, or null; several of the words.
    QString word(const QString &name, const QStringList &words);
    QStringList words(const QString &name, const QStringList &words);
    // Users and objects, each `name[]=id`, `name[0][id]=…&name[0][collection]=…`, or as JSON; a list may also
    // be one JSON string. Doubles are dropped. More than `most` (0: any number) is a problem.
    QList<Ref> references(const QString &name, int most = 0);
    // A map: one JSON string, `name[key]=value`, `name[key][inner]=value` or `name.key=value`. Empty when it
    // is absent. What isn't JSON holds text only.
    QJsonObject object(const QString &name);
    // A JSON object of plain values in one string (`trigger_data`).
    QJsonObject flatObject(const QString &name);

    Problems problems;

private:
    QList<std::pair<QString, QString>> m_items;
};

// The members of a JSON body, with the same care.
class BodyReader
{
public:
    BodyReader(const QJsonObject &object, Problems &problems)
        : m_object(object)
        , m_problems(problems)
    {
    }
    QString text(const QString &name) const;
    QString neededText(const QString &name) const; // a problem when there is none, or an empty one
    std::optional<QStringList> list(const QString &name) const; // of strings, or of references to users
    std::optional<bool> boolean(const QString &name) const;
    Timestamp time(const QString &name) const;
    QString word(const QString &name, const QStringList &words) const;

private:
    QJsonValue value(const QString &name) const; // undefined for null, too
    const QJsonObject &m_object;
    Problems &m_problems;
};

// Percent-decoded; null when it isn't UTF-8 or holds a NUL.
QString decodedText(const QByteArray &encoded, bool plusIsSpace = false);

// Each value of the object must be a plain one.
bool isFlat(const QJsonObject &object);

} // namespace api::sandbox
