#include "models/fileformat.h"

#include "models/texts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

bool isSignedNumber(QStringView text)
{
    if (!text.startsWith(u'-') && !text.startsWith(u'+'))
        return false;
    const auto isDigit = [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.'; };
    const QStringView digits = text.mid(1);
    return !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), isDigit);
}

QByteArray csvField(QString text)
{
    if (!text.isEmpty() && u"=+-@\t\r"_s.contains(text.front()) && !isSignedNumber(text))
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r'))
        text = u'"' + text.replace(u'"', u"\"\""_s) + u'"';
    return text.toUtf8();
}

} // namespace

QString suffixOf(FileFormat format)
{
    switch (format) {
    case FileFormat::Csv:
        return u"csv"_s;
    case FileFormat::Json:
        return u"json"_s;
    case FileFormat::JsonLines:
        break;
    }
    return u"jsonl"_s;
}

QByteArray csvLine(const QStringList &fields)
{
    QByteArray line;
    for (const QString &field : fields) {
        line += csvField(field);
        line += ',';
    }
    line.chop(1);
    return line + "\r\n";
}

QString machineText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    return value.isNull() || value.isUndefined() ? QString() : exactJson(value);
}

QByteArray jsonRow(FileFormat format, const QJsonValue &row)
{
    const QByteArray text = exactJson(row).toUtf8();
    return format == FileFormat::JsonLines ? text + '\n' : text;
}

FileFrame frameOf(FileFormat format, const QStringList &headings, bool mark)
{
    switch (format) {
    case FileFormat::Csv:
        return {(mark ? QByteArray("\xEF\xBB\xBF") : QByteArray()) + csvLine(headings), {}, {}};
    case FileFormat::Json:
        return {"[\n", ",\n", "\n]\n"};
    case FileFormat::JsonLines:
        break;
    }
    return {};
}

} // namespace models
