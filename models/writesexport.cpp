#include "models/writesmodel.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QSaveFile>

namespace models {

namespace {

constexpr int batchSize = 500;

// The columns of the CSV file: keys of WriteEntry::toJson().
constexpr const char *csvColumns[]
    = {"at",   "ended_at", "user",   "environment", "reason", "endpoint", "method",
       "path", "outcome",  "status", "request_id",  "error",  "tries",    "idempotency_key",
       "id",   "body",     "answer"};

QStringList headings()
{
    QStringList names;
    for (const char *column : csvColumns)
        names += QString::fromLatin1(column);
    return names;
}

QStringList fieldsOf(const QJsonObject &object)
{
    QStringList fields;
    for (const char *column : csvColumns)
        fields += machineText(object.value(QLatin1StringView(column)));
    return fields;
}

} // namespace

QString exportWrites(const QString &folder, const WantedWrites &wanted, FileFormat format,
                     const QString &path)
{
    QSaveFile file(path);
    const auto problem = [&file, &path] {
        return QCoreApplication::translate("WriteLog", "%1 can't be written: %2.")
            .arg(path, file.errorString());
    };
    if (!file.open(QIODevice::WriteOnly))
        return problem();
    const FileFrame frame = frameOf(format, headings(), false);
    file.write(frame.head);
    bool isFirst = true;
    WriteLogReader reader(folder);
    while (!reader.atEnd()) {
        for (const WriteEntry &entry : reader.next(batchSize)) {
            if (!wanted.accepts(entry))
                continue;
            const QJsonObject object = entry.toJson();
            if (!std::exchange(isFirst, false))
                file.write(frame.between);
            file.write(format == FileFormat::Csv ? csvLine(fieldsOf(object)) : jsonRow(format, object));
        }
    }
    file.write(frame.tail);
    return file.commit() ? QString() : problem();
}

} // namespace models
