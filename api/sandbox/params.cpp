#include "api/sandbox/params.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

namespace api::sandbox {

namespace {

// `name`, `name[]` and `name[12]` are one parameter.
bool namesList(QStringView item, QStringView name)
{
    if (item == name)
        return true;
    if (!item.startsWith(name) || item.size() < name.size() + 2 || item[name.size()] != u'['
        || !item.endsWith(u']'))
        return false;
    const QStringView index = item.sliced(name.size() + 1).chopped(1);
    return std::all_of(index.begin(), index.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// What follows `name` in `name[a][b]`: {a, b}; nullopt when the item is none of these.
std::optional<QStringList> keysBehind(QStringView item, QStringView name)
{
    if (!item.startsWith(name))
        return std::nullopt;
    QStringView rest = item.sliced(name.size());
    QStringList keys;
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf(u']');
        if (rest.front() != u'[' || end < 0)
            return std::nullopt;
        keys.append(rest.sliced(1, end - 1).toString());
        rest = rest.sliced(end + 1);
    }
    return keys;
}

// One reference of a query: an id, or a JSON object.
QJsonValue referenceIn(const QString &text)
{
    const QJsonDocument document
        = text.startsWith(u'{') ? QJsonDocument::fromJson(text.toUtf8()) : QJsonDocument();
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(text);
}

std::optional<Ref> refFrom(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const QJsonValue id = value.isObject() ? object.value(QLatin1StringView("id")) : value;
    const QJsonValue collection = object.value(QLatin1StringView("collection"));
    if (id.toString().isEmpty()
        || !(collection.isString() || collection.isNull() || collection.isUndefined()))
        return std::nullopt;
    return Ref {collection.toString(QLatin1StringView("")), id.toString()};
}

QString oneOf(const QStringList &words)
{
    return QStringLiteral("must be one of: ") + words.join(QStringLiteral(", "));
}

} // namespace

void Problems::add(const QString &field, const QString &message, const QString &type)
{
    m_errors.append({field, message, type});
}

HttpResponse Problems::response() const
{
    QStringList fields;
    for (const FieldError &error : m_errors) {
        if (!fields.contains(error.field))
            fields.append(error.field);
    }
    return HttpResponse::error(
        422, QStringLiteral("invalid_params"),
        QStringLiteral("These parameters can't be used: %1.").arg(fields.join(QStringLiteral(", "))),
        m_errors);
}

QString decodedText(const QByteArray &encoded, bool plusIsSpace)
{
    QByteArray bytes = encoded;
    if (plusIsSpace)
        bytes.replace('+', ' ');
    bytes = QByteArray::fromPercentEncoding(bytes);
    if (bytes.contains('\0'))
        return {};
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    if (decoder.hasError())
        return {};
    return text.isNull() ? QLatin1StringView("") : text;
}

bool isFlat(const QJsonObject &object)
{
    return std::none_of(object.begin(), object.end(),
                        [](const QJsonValue &value) { return value.isObject() || value.isArray(); });
}

Params::Params(const QByteArray &query)
{
    const QList<QByteArray> pieces = query.split('&');
    for (const QByteArray &piece : pieces) {
        if (piece.isEmpty())
            continue;
        const qsizetype at = piece.indexOf('=');
        const QString name = decodedText(at < 0 ? piece : piece.left(at), true);
        const QString value = at < 0 ? QString(QLatin1StringView("")) : decodedText(piece.mid(at + 1), true);
        if (name.isNull() || value.isNull())
            problems.add(name.isNull() ? QStringLiteral("query") : name, QStringLiteral("is not UTF-8 text"));
        else
            m_items.emplaceBack(name, value);
    }
}

QString Params::text(const QString &name)
{
    QString found;
    for (const auto &[key, value] : std::as_const(m_items)) {
        if (key != name || value.isEmpty())
            continue;
        if (!found.isNull())
            problems.add(name, QStringLiteral("is given more than once"));
        found = value;
    }
    return found;
}

QStringList Params::list(const QString &name, int most)
{
    QStringList found;
    for (const auto &[key, value] : std::as_const(m_items)) {
        if (!value.isEmpty() && namesList(key, name) && !found.contains(value))
            found.append(value);
        if (most > 0 && found.size() > most) {
            problems.add(name, QStringLiteral("has more than %1 values").arg(most));
            return {};
        }
    }
    return found;
}

std::optional<bool> Params::boolean(const QString &name)
{
    const QString value = word(name, {QStringLiteral("true"), QStringLiteral("false")});
    if (value.isNull())
        return std::nullopt;
    return value == QLatin1StringView("true");
}

std::optional<int> Params::integer(const QString &name, int least, int most)
{
    const QString value = text(name);
    if (value.isNull())
        return std::nullopt;
    bool ok = false;
    const int number = value.toInt(&ok);
    if (ok && number >= least && number <= most)
        return number;
    problems.add(name,
                 ok ? QStringLiteral("must be from %1 to %2").arg(least).arg(most)
                    : QStringLiteral("is not a whole number"));
    return std::nullopt;
}

Timestamp Params::time(const QString &name)
{
    const QString value = text(name);
    const Timestamp at = Timestamp::fromWire(value);
    if (!value.isNull() && at.isNull())
        problems.add(name, QStringLiteral("is not an ISO 8601 time"));
    return at;
}

QString Params::word(const QString &name, const QStringList &words)
{
    const QString value = text(name);
    if (value.isNull() || words.contains(value))
        return value;
    problems.add(name, oneOf(words));
    return {};
}

QStringList Params::words(const QString &name, const QStringList &words)
{
    const QStringList found = list(name);
    for (const QString &value : found) {
        if (!words.contains(value))
            problems.add(name, oneOf(words));
    }
    return found;
}

QList<Ref> Params::references(const QString &name, int most)
{
    QJsonArray values; // ids and {id, collection}
    QHash<QString, qsizetype> grouped; // index of the query -> place in `values`
    for (const auto &[key, value] : std::as_const(m_items)) {
        const auto keys = keysBehind(key, name);
        if (!keys || value.isEmpty())
            continue;
        const bool isMember = !keys->isEmpty()
            && (keys->last() == QLatin1StringView("id") || keys->last() == QLatin1StringView("collection"));
        if (!isMember) {
            const QJsonDocument list
                = value.startsWith(u'[') ? QJsonDocument::fromJson(value.toUtf8()) : QJsonDocument();
            const QJsonArray items = list.isArray() ? list.array() : QJsonArray {referenceIn(value)};
            for (const QJsonValue &item : items)
                values.append(item);
            continue;
        }
        const QString group = keys->size() > 1 ? keys->first() : QString();
        const auto known = grouped.constFind(group);
        // `name[][id]` has no index: a member that is there already begins the next one.
        const bool isNew = known == grouped.constEnd() || values.at(*known).toObject().contains(keys->last());
        const qsizetype at = isNew ? values.size() : *known;
        QJsonObject object = isNew ? QJsonObject() : values.at(at).toObject();
        object.insert(keys->last(), value);
        isNew ? values.append(object) : values.replace(at, object);
        grouped.insert(group, at);
    }
    QList<Ref> found;
    for (const QJsonValue &value : std::as_const(values)) {
        const auto ref = refFrom(value);
        if (!ref)
            problems.add(name, QStringLiteral("holds something that is no id and no {id, collection}"));
        else if (!found.contains(*ref))
            found.append(*ref);
    }
    if (most > 0 && found.size() > most)
        problems.add(name, QStringLiteral("has more than %1 values").arg(most));
    return found;
}

QJsonObject Params::object(const QString &name)
{
    QJsonObject found;
    for (const auto &[key, value] : std::as_const(m_items)) {
        if (key == name && !value.isEmpty()) {
            const QJsonDocument document = QJsonDocument::fromJson(value.toUtf8());
            if (!document.isObject())
                problems.add(name, QStringLiteral("is not a JSON object"));
            const QJsonObject object = document.object();
            for (auto it = object.begin(); it != object.end(); ++it)
                found.insert(it.key(), *it);
        } else if (key.startsWith(name + u'.')) {
            found.insert(key.sliced(name.size() + 1), value);
        } else if (const auto keys = keysBehind(key, name); keys && keys->size() == 1) {
            found.insert(keys->first(), value);
        } else if (keys && keys->size() == 2) {
            QJsonObject inner = found.value(keys->first()).toObject();
            inner.insert(keys->last(), value);
            found.insert(keys->first(), inner);
        }
    }
    return found;
}

QJsonObject Params::flatObject(const QString &name)
{
    const QString value = text(name);
    if (value.isNull())
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(value.toUtf8());
    if (!document.isObject())
        problems.add(name, QStringLiteral("is not a JSON object"));
    else if (!isFlat(document.object()))
        problems.add(name, QStringLiteral("must not hold lists or objects"), QStringLiteral("embed"));
    return document.object();
}

QJsonValue BodyReader::value(const QString &name) const
{
    const QJsonValue found = m_object.value(name);
    return found.isNull() ? QJsonValue(QJsonValue::Undefined) : found;
}

QString BodyReader::neededText(const QString &name) const
{
    const QJsonValue found = value(name);
    if (found.isUndefined() || (found.isString() && found.toString().isEmpty()))
        m_problems.add(name, QStringLiteral("can't be blank"), QStringLiteral("required"));
    return text(name);
}

QString BodyReader::text(const QString &name) const
{
    const QJsonValue found = value(name);
    if (!found.isUndefined() && !found.isString())
        m_problems.add(name, QStringLiteral("is not text"));
    return found.toString();
}

std::optional<QStringList> BodyReader::list(const QString &name) const
{
    const QJsonValue found = value(name);
    if (found.isUndefined())
        return std::nullopt;
    if (!found.isArray()) {
        m_problems.add(name, QStringLiteral("is not a list"));
        return std::nullopt;
    }
    QStringList out;
    const QJsonArray array = found.toArray();
    out.reserve(array.size());
    for (const QJsonValue &item : array) {
        const bool isReference = item.isObject() && item.toObject().value(QLatin1StringView("id")).isString();
        if (!item.isString() && !isReference) {
            m_problems.add(name, QStringLiteral("holds something that is not an id"));
            return std::nullopt;
        }
        out.append(isReference ? item.toObject().value(QLatin1StringView("id")).toString() : item.toString());
    }
    return out;
}

std::optional<bool> BodyReader::boolean(const QString &name) const
{
    const QJsonValue found = value(name);
    if (found.isBool())
        return found.toBool();
    if (!found.isUndefined())
        m_problems.add(name, QStringLiteral("is not true or false"));
    return std::nullopt;
}

Timestamp BodyReader::time(const QString &name) const
{
    const QString found = text(name);
    const Timestamp at = Timestamp::fromWire(found);
    if (!found.isNull() && at.isNull())
        m_problems.add(name, QStringLiteral("is not an ISO 8601 time"));
    return at;
}

QString BodyReader::word(const QString &name, const QStringList &words) const
{
    const QString found = text(name);
    if (!found.isNull() && !words.contains(found))
        m_problems.add(name, oneOf(words));
    return found;
}

} // namespace api::sandbox
