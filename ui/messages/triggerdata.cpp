#include "ui/messages/triggerdata.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype longestCompared = 256; // characters of a text

struct TriggerDataText
{
    Q_DECLARE_TR_FUNCTIONS(TriggerData)
};

struct Pair
{
    QString key;
    QJsonValue value;
    QString error; // empty: it could be read
};

// JSON has no document of a single text or number.
QJsonValue scalar(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
    return document.array().size() == 1 ? document.array().first() : QJsonValue(QJsonValue::Undefined);
}

QString nestedError(const QString &key)
{
    return TriggerDataText::tr(
               "“%1” is a list or an object. The service compares only texts, numbers, true, false and null "
               "at the "
               "top level of the data: take it out, or look for another key.")
        .arg(key);
}

QString quoted(const QString &text)
{
    const QByteArray json = QJsonDocument(QJsonArray {text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.sliced(1, json.size() - 2));
}

QJsonValue readValue(const QString &text)
{
    static const QRegularExpression number(u"^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"_s);
    const bool isWord = text == "true"_L1 || text == "false"_L1 || text == "null"_L1;
    if (isWord || text.startsWith(u'"') || text.startsWith(u'{') || text.startsWith(u'[')
        || number.match(text).hasMatch()) {
        const QJsonValue value = scalar(text);
        if (!value.isUndefined())
            return value;
    }
    return text;
}

// Where the key ends: a key in quotes may hold an equals sign.
qsizetype equalsSign(const QString &line)
{
    static const QRegularExpression quotedKey(u"^\"(?:[^\"\\\\]|\\\\.)*\"\\s*="_s);
    const QRegularExpressionMatch match = quotedKey.match(line);
    return match.hasMatch() ? match.capturedEnd() - 1 : line.indexOf(u'=');
}

Pair readLine(const QString &line)
{
    const qsizetype at = equalsSign(line);
    if (at < 0)
        return {{},
                {},
                TriggerDataText::tr("“%1” has no equals sign. Write key = value, such as project = apollo.")
                    .arg(line)};
    QString key = line.first(at).trimmed();
    if (key.startsWith(u'"') && scalar(key).isString())
        key = scalar(key).toString();
    if (key.isEmpty())
        return {{}, {}, TriggerDataText::tr("“%1” has no key in front of the equals sign.").arg(line)};
    const QJsonValue value = readValue(line.mid(at + 1).trimmed());
    if (value.isObject() || value.isArray())
        return {key, value, nestedError(key)};
    return {key, value, {}};
}

QList<Pair> readPairs(const QString &text)
{
    QList<Pair> pairs;
    if (text.trimmed().startsWith(u'{')) {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(text.trimmed().toUtf8(), &error);
        if (!document.isObject())
            return {{{},
                     {},
                     TriggerDataText::tr("This starts as a JSON object, but is none: %1.")
                         .arg(error.errorString())}};
        const QJsonObject object = document.object();
        for (auto it = object.begin(); it != object.end(); ++it)
            pairs += {it.key(), it.value(),
                      it->isObject() || it->isArray() ? nestedError(it.key()) : QString()};
        return pairs;
    }
    for (const QString &line : text.split(u'\n')) {
        if (!line.trimmed().isEmpty())
            pairs += readLine(line.trimmed());
    }
    return pairs;
}

// As it is read again: quotes only where the text would be taken for something else.
QString writePair(const Pair &pair)
{
    const QString value = pair.value.isString() ? pair.value.toString() : QString();
    const bool isPlain = pair.value.isString() && value == value.trimmed()
        && readValue(value) == QJsonValue(value) && !value.isEmpty() && !value.contains(u'\n');
    QString written = isPlain ? value : quoted(value);
    if (!pair.value.isString()) {
        const QByteArray json = QJsonDocument(QJsonArray {pair.value}).toJson(QJsonDocument::Compact);
        written = QString::fromUtf8(json.sliced(1, json.size() - 2));
    }
    const bool isPlainKey = pair.key == pair.key.trimmed() && !pair.key.contains(u'=')
        && !pair.key.startsWith(u'"') && !pair.key.startsWith(u'{') && !pair.key.contains(u'\n');
    return (isPlainKey ? pair.key : quoted(pair.key)) + u'=' + written;
}

QString told(const Pair &pair)
{
    if (pair.value.isString()) {
        const QString text = TriggerDataText::tr("%1 is the text “%2”").arg(pair.key, pair.value.toString());
        return pair.value.toString().size() > longestCompared
            ? TriggerDataText::tr("%1, of which the first %2 characters are compared")
                  .arg(text)
                  .arg(longestCompared)
            : text;
    }
    const QString value = writePair(pair).section(u'=', -1);
    return pair.value.isDouble() ? TriggerDataText::tr("%1 is the number %2").arg(pair.key, value)
                                 : TriggerDataText::tr("%1 is %2").arg(pair.key, value);
}

} // namespace

FilterReading readTriggerData(const QString &text)
{
    FilterReading reading;
    QStringList keys, notes;
    for (const Pair &pair : readPairs(text)) {
        if (!pair.error.isEmpty())
            return {{}, pair.error, {}};
        if (keys.contains(pair.key))
            return {{},
                    TriggerDataText::tr("“%1” is there twice: a key has one value. Take one of them out.")
                        .arg(pair.key),
                    {}};
        keys += pair.key;
        reading.values += writePair(pair);
        notes += told(pair);
        if (pair.key.contains(u'.'))
            notes += TriggerDataText::tr(
                         "“%1” is looked for at the top level: what is inside an object can't be")
                         .arg(pair.key);
    }
    reading.note = notes.isEmpty() ? QString() : notes.join(u"; "_s) + u'.';
    return reading;
}

QJsonObject triggerDataOf(const QStringList &pairs)
{
    QJsonObject data;
    for (const QString &text : pairs) {
        const Pair pair = readLine(text);
        if (pair.error.isEmpty())
            data.insert(pair.key, pair.value);
    }
    return data;
}

} // namespace ui
