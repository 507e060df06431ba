#include "models/explorerhistory.h"

#include "models/secrets.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace models {

namespace {

QJsonObject historyJson(const ExplorerHistory::Entry &entry)
{
    QJsonArray fields;
    for (const auto &[name, text] : entry.fields)
        fields.append(QJsonArray {name, text});
    return {{QStringLiteral("at"), entry.at.toString(Qt::ISODateWithMs)},
            {QStringLiteral("endpoint"), entry.endpoint},
            {QStringLiteral("fields"), fields},
            {QStringLiteral("status"), entry.status}};
}

ExplorerHistory::Entry historyEntry(const QJsonObject &json)
{
    ExplorerHistory::Entry entry;
    entry.at = QDateTime::fromString(json.value(QLatin1StringView("at")).toString(), Qt::ISODateWithMs);
    entry.endpoint = json.value(QLatin1StringView("endpoint")).toString();
    for (const QJsonValue &field : json.value(QLatin1StringView("fields")).toArray())
        entry.fields.append({field.toArray().at(0).toString(), field.toArray().at(1).toString()});
    entry.status = json.value(QLatin1StringView("status")).toInt();
    return entry;
}

// A text that is JSON loses what looks like a credential; other text stays.
QString withoutSecrets(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isObject())
        return text;
    const QJsonObject clean = maskedSecrets(document.object()).toObject();
    return clean == document.object() ? text : QString::fromUtf8(QJsonDocument(clean).toJson()).trimmed();
}

} // namespace

ExplorerHistory::ExplorerHistory(const QString &file)
    : m_file(file)
{
    load();
}

void ExplorerHistory::load()
{
    QFile file(m_file);
    if (m_file.isEmpty() || !file.open(QIODevice::ReadOnly))
        return;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const Entry entry = historyEntry(QJsonDocument::fromJson(line).object());
        if (!entry.endpoint.isEmpty() && m_entries.size() < most)
            m_entries.append(entry);
    }
}

bool ExplorerHistory::save() const
{
    if (m_file.isEmpty())
        return true;
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    for (Entry entry : m_entries) {
        for (auto &[name, text] : entry.fields)
            text = withoutSecrets(text);
        file.write(QJsonDocument(historyJson(entry)).toJson(QJsonDocument::Compact) + '\n');
    }
    return file.commit();
}

bool ExplorerHistory::add(const Entry &entry)
{
    m_entries.removeIf(
        [&](const Entry &old) { return old.endpoint == entry.endpoint && old.fields == entry.fields; });
    m_entries.prepend(entry);
    if (m_entries.size() > most)
        m_entries.resize(most);
    return save();
}

bool ExplorerHistory::clear()
{
    m_entries.clear();
    return save();
}

} // namespace models
