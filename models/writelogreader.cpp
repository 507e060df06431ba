#include "models/writelog.h"

#include <QJsonDocument>

namespace models {

WriteLogReader::WriteLogReader(const QString &folder)
    : m_files(writeLogFiles(folder))
{
}

bool WriteLogReader::atEnd() const
{
    return m_files.isEmpty() && m_text.isEmpty();
}

// One file at a time is in memory: they are small.
bool WriteLogReader::nextLine(QByteArray *line)
{
    for (;;) {
        while (m_text.endsWith('\n'))
            m_text.chop(1);
        if (!m_text.isEmpty())
            break;
        if (m_files.isEmpty())
            return false;
        QFile file(m_files.takeLast());
        if (file.open(QIODevice::ReadOnly))
            m_text = file.readAll();
        else
            ++m_unreadable;
    }
    const qsizetype start = m_text.lastIndexOf('\n') + 1;
    *line = m_text.mid(start);
    m_text.truncate(start);
    return true;
}

QList<WriteEntry> WriteLogReader::next(int count, int lines)
{
    QList<WriteEntry> out;
    QByteArray line;
    while (out.size() < count && lines-- > 0 && nextLine(&line)) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        WriteEntry entry;
        if (entry.readEnd(object)) {
            m_ends.insert(entry.id, entry);
            continue;
        }
        const QString id = object.value(QLatin1StringView("id")).toString();
        entry = m_ends.take(id);
        if (entry.readBegin(object))
            out += entry;
        else
            ++m_unreadable;
    }
    return out;
}

} // namespace models
