// What was sent from the explorer, newest first; kept in a file per environment. What looks like a credential
// is not written down.
#pragma once

#include <QDateTime>
#include <QList>
#include <QPair>
#include <QString>

namespace models {

class ExplorerHistory
{
public:
    struct Entry
    {
        QDateTime at; // UTC
        QString endpoint; // users.list
        QList<QPair<QString, QString>> fields; // as they were typed
        int status = 0; // HTTP; 0: no answer
    };
    static constexpr int most = 200;

    // Empty: only for this run. A file that can't be read is started anew.
    explicit ExplorerHistory(const QString &file);
    const QList<Entry> &entries() const { return m_entries; }
    // The same endpoint with the same fields is moved up instead of repeated. False when it can't be written
    // down.
    bool add(const Entry &entry);
    bool clear();

private:
    void load();
    bool save() const;
    QString m_file;
    QList<Entry> m_entries;
};

} // namespace models
