#include "models/writeentry.h"

#include "models/secrets.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <initializer_list>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr qsizetype bodyKept = 256 * 1024;
constexpr int quick = 1; // of zlib's levels

struct OutcomeName
{
    WriteOutcome outcome;
    const char *word;
    const char *label;
    Tone tone;
    const char *icon;
};
constexpr OutcomeName outcomeNames[] = {
    {WriteOutcome::UnderWay, "under_way", QT_TRANSLATE_NOOP("WriteLog", "under way"), Tone::Neutral, "clock"},
    {WriteOutcome::Done, "done", QT_TRANSLATE_NOOP("WriteLog", "done"), Tone::Ok, "check"},
    {WriteOutcome::Refused, "refused", QT_TRANSLATE_NOOP("WriteLog", "refused"), Tone::Bad, "cross"},
    {WriteOutcome::NotSent, "not_sent", QT_TRANSLATE_NOOP("WriteLog", "not sent"), Tone::Neutral, "stop"},
    {WriteOutcome::Unknown, "unknown", QT_TRANSLATE_NOOP("WriteLog", "not known"), Tone::Warn, "warn"},
    {WriteOutcome::Cut, "cut", QT_TRANSLATE_NOOP("WriteLog", "no end recorded"), Tone::Warn, "warn"},
};

const OutcomeName &nameOf(WriteOutcome outcome)
{
    for (const OutcomeName &name : outcomeNames) {
        if (name.outcome == outcome)
            return name;
    }
    return outcomeNames[4];
}

QByteArray packed(const QJsonValue &value)
{
    const QJsonObject holder {{u"value"_s, value}};
    return qCompress(QJsonDocument(holder).toJson(QJsonDocument::Compact), quick);
}

QJsonValue unpacked(const QByteArray &bytes)
{
    return bytes.isEmpty() ? QJsonValue(QJsonValue::Undefined)
                           : QJsonDocument::fromJson(qUncompress(bytes)).object().value(u"value"_s);
}

// JSON with what looks like a secret masked; text, marked where it was cut, when it is none or too much.
QJsonValue readable(const QByteArray &bytes, qint64 wholeSize)
{
    if (bytes.isEmpty())
        return QJsonValue::Undefined;
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    const QJsonValue value
        = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    const QJsonValue masked = document.isNull() ? QJsonValue() : maskedSecrets(value);
    if (!document.isNull() && bytes.size() <= bodyKept)
        return masked;
    QByteArray text = bytes;
    if (!document.isNull())
        text = masked.isArray() ? QJsonDocument(masked.toArray()).toJson(QJsonDocument::Compact)
                                : QJsonDocument(masked.toObject()).toJson(QJsonDocument::Compact);
    const bool isCut = text.size() > bodyKept || wholeSize > bytes.size();
    return QString::fromUtf8(text.left(bodyKept))
        + (isCut ? u"… (%1 bytes in all)"_s.arg(qMax<qint64>(wholeSize, text.size())) : QString());
}

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

void put(QJsonObject *object, std::initializer_list<std::pair<const char *, QString>> texts)
{
    for (const auto &[key, text] : texts) {
        if (!text.isEmpty())
            object->insert(QLatin1StringView(key), text);
    }
}

QString timeJson(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QDateTime timeIn(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
}

void putBegin(QJsonObject *object, const WriteEntry &e)
{
    put(object,
        {{"id", e.id},
         {"at", timeJson(e.at)},
         {"user", e.user},
         {"environment", e.environment},
         {"reason", e.reason},
         {"endpoint", e.endpoint},
         {"method", e.method},
         {"path", e.path},
         {"idempotency_key", e.idempotencyKey}});
    if (const QJsonValue body = e.body(); !body.isUndefined())
        object->insert(u"body"_s, body);
}

void putEnd(QJsonObject *object, const WriteEntry &e)
{
    put(object, {{"outcome", outcomeWord(e.outcome)}, {"request_id", e.requestId}, {"error", e.error}});
    if (e.status > 0)
        object->insert(u"status"_s, e.status);
    if (e.tries > 0)
        object->insert(u"tries"_s, e.tries);
    if (const QJsonValue answer = e.answer(); !answer.isUndefined())
        object->insert(u"answer"_s, answer);
}

} // namespace

QString outcomeWord(WriteOutcome outcome)
{
    return QString::fromLatin1(nameOf(outcome).word);
}

WriteOutcome outcomeFromWord(const QString &word)
{
    for (const OutcomeName &name : outcomeNames) {
        if (word == QLatin1StringView(name.word))
            return name.outcome;
    }
    return WriteOutcome::Unknown;
}

Shown outcomeShown(WriteOutcome outcome)
{
    const OutcomeName &name = nameOf(outcome);
    return {.text = QCoreApplication::translate("WriteLog", name.label),
            .tone = name.tone,
            .icon = QString::fromLatin1(name.icon)};
}

QJsonValue WriteEntry::body() const
{
    return unpacked(m_body);
}

QJsonValue WriteEntry::answer() const
{
    return unpacked(m_answer);
}

void WriteEntry::setBody(const QByteArray &body)
{
    const QJsonValue value = readable(body, body.size());
    m_body = value.isUndefined() ? QByteArray() : packed(value);
}

void WriteEntry::setAnswer(const QByteArray &answer, qint64 wholeSize)
{
    const QJsonValue value = readable(answer, wholeSize);
    m_answer = value.isUndefined() ? QByteArray() : packed(value);
}

bool WriteEntry::contains(const QString &text) const
{
    for (const QString *field :
         {&path, &endpoint, &method, &user, &environment, &reason, &requestId, &error, &idempotencyKey}) {
        if (field->contains(text, Qt::CaseInsensitive))
            return true;
    }
    return text.isEmpty();
}

QJsonObject WriteEntry::toJson() const
{
    QJsonObject object;
    putBegin(&object, *this);
    putEnd(&object, *this);
    if (endedAt.isValid())
        object.insert(u"ended_at"_s, timeJson(endedAt));
    return object;
}

QByteArray WriteEntry::beginLine() const
{
    QJsonObject object {{u"line"_s, u"begin"_s}};
    putBegin(&object, *this);
    return lineOf(object);
}

QByteArray WriteEntry::endLine() const
{
    QJsonObject object {{u"line"_s, u"end"_s}, {u"id"_s, id}, {u"at"_s, timeJson(endedAt)}};
    putEnd(&object, *this);
    return lineOf(object);
}

bool WriteEntry::readBegin(const QJsonObject &line)
{
    const auto text = [&line](const char *key) { return line.value(QLatin1StringView(key)).toString(); };
    if (text("line") != u"begin" || text("id").isEmpty() || !timeIn(line.value(u"at"_s)).isValid())
        return false;
    id = text("id");
    at = timeIn(line.value(u"at"_s));
    user = text("user");
    environment = text("environment");
    reason = text("reason");
    endpoint = text("endpoint");
    method = text("method");
    path = text("path");
    idempotencyKey = text("idempotency_key");
    m_body = line.contains(u"body"_s) ? packed(line.value(u"body"_s)) : QByteArray();
    return true;
}

bool WriteEntry::readEnd(const QJsonObject &line)
{
    if (line.value(u"line"_s) != u"end"_s || line.value(u"id"_s).toString().isEmpty())
        return false;
    id = line.value(u"id"_s).toString();
    endedAt = timeIn(line.value(u"at"_s));
    outcome = outcomeFromWord(line.value(u"outcome"_s).toString());
    status = line.value(u"status"_s).toInt();
    requestId = line.value(u"request_id"_s).toString();
    error = line.value(u"error"_s).toString();
    tries = line.value(u"tries"_s).toInt();
    m_answer = line.contains(u"answer"_s) ? packed(line.value(u"answer"_s)) : QByteArray();
    return true;
}

} // namespace models
