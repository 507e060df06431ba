#include "models/writesmodel.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace models {

namespace {

constexpr int batch = 500;

// The columns of the CSV file: keys of WriteEntry::toJson().
constexpr const char *columns[]
    = {"at",   "ended_at", "user",   "environment", "reason", "endpoint", "method",
       "path", "outcome",  "status", "request_id",  "error",  "tries",    "idempotency_key",
       "id",   "body",     "answer"};

QString textOf(const QJsonValue &value)
{
    if (value.isDouble())
        return QString::number(value.toInt());
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    return value.toString();
}

// What a spreadsheet would take for a formula is told to be text by an apostrophe.
QByteArray field(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front()))
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r'))
        text = u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
    return text.toUtf8();
}

QByteArray csvLine(const QJsonObject &object)
{
    QByteArrayList fields;
    for (const char *column : columns)
        fields += field(textOf(object.value(QLatin1StringView(column))));
    return fields.join(',') + "\r\n";
}

QByteArray csvHeader()
{
    QByteArrayList names;
    for (const char *column : columns)
        names += column;
    return names.join(',') + "\r\n";
}

} // namespace

QString exportWrites(const QString &folder, const WantedWrites &wanted, WritesFormat format,
                     const QString &path)
{
    QSaveFile file(path);
    const auto problem = [&file, &path] {
        return QCoreApplication::translate("WriteLog", "%1 can't be written: %2.")
            .arg(path, file.errorString());
    };
    if (!file.open(QIODevice::WriteOnly))
        return problem();
    if (format == WritesFormat::Csv)
        file.write(csvHeader());
    WriteLogReader reader(folder);
    while (!reader.atEnd()) {
        for (const WriteEntry &entry : reader.next(batch)) {
            if (!wanted.accepts(entry))
                continue;
            const QJsonObject object = entry.toJson();
            file.write(format == WritesFormat::Csv
                           ? csvLine(object)
                           : QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
        }
    }
    return file.commit() ? QString() : problem();
}

} // namespace models
