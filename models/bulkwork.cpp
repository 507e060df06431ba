#include "models/bulkwork.h"

#include <QSet>
#include <algorithm>

namespace models {

namespace {

bool isSeparator(QChar c)
{
    return c == u'\n' || c == u'\r' || c == u'\t' || c == u',' || c == u';';
}

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\'';
}

// The id that begins at `from`, in quotes: null when these quotes belong to the id itself. `from` ends behind
// it.
QString quotedId(const QString &text, qsizetype &from)
{
    const QChar quote = text.at(from);
    QString id;
    for (qsizetype i = from + 1; i < text.size() && text.at(i) != u'\n'; ++i) {
        if (text.at(i) != quote) {
            id += text.at(i);
        } else if (i + 1 < text.size() && text.at(i + 1) == quote) {
            id += text.at(i++);
        } else if (i + 1 == text.size() || isSeparator(text.at(i + 1)) || text.at(i + 1).isSpace()) {
            from = i + 1;
            return id;
        } else {
            return {};
        }
    }
    return {};
}

QString plainId(const QString &text, qsizetype &from)
{
    const qsizetype first = from;
    while (from < text.size() && !isSeparator(text.at(from)))
        ++from;
    return text.mid(first, from - first).trimmed();
}

} // namespace

IdList IdList::fromText(const QString &text)
{
    IdList list;
    QSet<QString> seen;
    for (qsizetype at = 0; at < text.size();) {
        if (isSeparator(text.at(at)) || text.at(at).isSpace()) {
            ++at;
            continue;
        }
        QString id = isQuote(text.at(at)) ? quotedId(text, at) : QString();
        if (id.isNull())
            id = plainId(text, at);
        if (id.isEmpty())
            continue;
        if (seen.contains(id)) {
            ++list.duplicates;
            continue;
        }
        seen.insert(id);
        list.ids += id;
    }
    return list;
}

QString IdList::toText(const QStringList &ids)
{
    QStringList lines;
    for (QString id : ids) {
        const bool isPlain = !id.isEmpty() && !isQuote(id.front()) && id == id.trimmed()
            && std::none_of(id.cbegin(), id.cend(), isSeparator);
        lines += isPlain ? id : u'"' + id.replace(u'"', QStringLiteral("\"\"")) + u'"';
    }
    return lines.join(u'\n');
}

QList<BulkChunk> setPreferencesFor(const QStringList &userIds, const api::PreferenceSet &set)
{
    QJsonObject preferences = set.body();
    const QJsonObject named = api::writeObject(set); // its id
    for (auto it = named.begin(); it != named.end(); ++it)
        preferences.insert(it.key(), *it);
    QList<BulkChunk> chunks;
    for (qsizetype i = 0; i < userIds.size(); i += bulkRowLimit) {
        BulkChunk chunk;
        const QStringList ids = userIds.mid(i, bulkRowLimit);
        chunk.request = api::preferences::bulkSet({ids, preferences});
        chunk.rows = ids.size();
        chunks += chunk;
    }
    return chunks;
}

} // namespace models
