#include "models/pendingtriggers.h"

#include "models/secrets.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <algorithm>

namespace models {

namespace {

using Entry = PendingTriggers::Entry;

QJsonObject pendingJson(const Entry &entry)
{
    QJsonArray fields;
    for (const auto &[name, text] : entry.fields)
        fields.append(QJsonArray {name, text});
    return {{QStringLiteral("key"), QString::fromLatin1(entry.key)},
            {QStringLiteral("at"), entry.at.toString(Qt::ISODateWithMs)},
            {QStringLiteral("endpoint"), entry.endpoint},
            {QStringLiteral("subject"), entry.subject},
            {QStringLiteral("fields"), fields}};
}

Entry pendingEntry(const QJsonObject &json)
{
    Entry entry;
    entry.key = json.value(QLatin1StringView("key")).toString().toLatin1();
    entry.at = QDateTime::fromString(json.value(QLatin1StringView("at")).toString(), Qt::ISODateWithMs);
    entry.endpoint = json.value(QLatin1StringView("endpoint")).toString();
    entry.subject = json.value(QLatin1StringView("subject")).toString();
    for (const QJsonValue &field : json.value(QLatin1StringView("fields")).toArray())
        entry.fields.append({field.toArray().at(0).toString(), field.toArray().at(1).toString()});
    return entry;
}

bool holdsSecrets(const Entry &entry)
{
    return std::any_of(entry.fields.begin(), entry.fields.end(), [](const auto &field) {
        const QJsonObject json = QJsonDocument::fromJson(field.second.toUtf8()).object();
        return isSecretKey(field.first) || maskedSecrets(json).toObject() != json;
    });
}

void removeKey(QList<Entry> &entries, const QByteArray &key)
{
    entries.removeIf([&key](const Entry &entry) { return entry.key == key; });
}

} // namespace

PendingTriggers::PendingTriggers(const QString &file, Clock clock)
    : m_file(file)
    , m_clock(clock ? std::move(clock) : Clock(&QDateTime::currentDateTimeUtc))
{
}

bool PendingTriggers::isFresh(const Entry &entry) const
{
    return entry.at.isValid() && entry.at.addSecs(keptHours * 3600) > m_clock();
}

QList<Entry> PendingTriggers::load() const
{
    QList<Entry> entries;
    QFile file(m_file);
    if (m_file.isEmpty() || !file.open(QIODevice::ReadOnly))
        return entries;
    while (!file.atEnd() && entries.size() < most) {
        const Entry entry = pendingEntry(QJsonDocument::fromJson(file.readLine()).object());
        if (!entry.key.isEmpty() && !entry.endpoint.isEmpty())
            entries.append(entry);
    }
    return entries;
}

bool PendingTriggers::save(const QList<Entry> &entries) const
{
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    for (const Entry &entry : entries)
        file.write(QJsonDocument(pendingJson(entry)).toJson(QJsonDocument::Compact) + '\n');
    return file.commit();
}

QList<Entry> PendingTriggers::entries() const
{
    QList<Entry> all = load() + m_unwritten;
    all.removeIf([this](const Entry &entry) { return !isFresh(entry); });
    std::stable_sort(all.begin(), all.end(), [](const Entry &a, const Entry &b) { return a.at < b.at; });
    return all;
}

bool PendingTriggers::add(const Entry &entry)
{
    if (m_file.isEmpty() || entry.isForThisRun || holdsSecrets(entry)) {
        removeKey(m_unwritten, entry.key);
        m_unwritten.append(entry);
        return true;
    }
    QList<Entry> all = load();
    removeKey(all, entry.key);
    all.removeIf([this](const Entry &old) { return !isFresh(old); });
    if (all.size() >= most)
        all.removeFirst();
    all.append(entry);
    return save(all);
}

bool PendingTriggers::settle(const QByteArray &key)
{
    removeKey(m_unwritten, key);
    QList<Entry> all = load();
    const qsizetype before = all.size();
    removeKey(all, key);
    return all.size() == before || save(all);
}

} // namespace models
