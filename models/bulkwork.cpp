#include "models/bulkwork.h"

#include <QRegularExpression>
#include <QSet>

namespace models {

IdList IdList::fromText(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    IdList list;
    QSet<QString> seen;
    const QStringList words = text.split(separators, Qt::SkipEmptyParts);
    for (QString word : words) {
        while (word.size() > 1 && (word.front() == u'"' || word.front() == u'\'')
               && word.back() == word.front())
            word = word.mid(1, word.size() - 2);
        if (word.isEmpty())
            continue;
        if (seen.contains(word)) {
            ++list.duplicates;
            continue;
        }
        seen.insert(word);
        list.ids += word;
    }
    return list;
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
