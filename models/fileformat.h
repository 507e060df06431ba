// Rows as text of a file: what every export shares.
#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QStringList>

namespace models {

enum class FileFormat { Csv, Json, JsonLines };

QString suffixOf(FileFormat format); // csv, json, jsonl

// One line of a CSV file (RFC 4180), with its end. What a spreadsheet would take for a formula is told to be
// text by an apostrophe; a number is none, whatever its sign.
QByteArray csvLine(const QStringList &fields);

// A value as a program reads it: text as it is, objects and lists as compact JSON, null as nothing.
QString machineText(const QJsonValue &value);

// A row of JSON or JSON Lines; see FileFrame.
QByteArray jsonRow(FileFormat format, const QJsonValue &row);

// What stands around the rows of a file, and between them. A row of CSV or JSON Lines ends its own line.
struct FileFrame
{
    QByteArray head; // e.g. the line of headings
    QByteArray between;
    QByteArray tail;
};
// `headings` are those of CSV; `mark` puts a byte order mark before them, from which spreadsheets see that
// the text is UTF-8.
FileFrame frameOf(FileFormat format, const QStringList &headings, bool mark);

} // namespace models
