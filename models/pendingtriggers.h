// Requests with an Idempotency-Key whose outcome is not known yet: written down before they leave, so that
// they can be sent again with the same key, after a restart, too.
#pragma once

#include <QDateTime>
#include <QList>
#include <QPair>
#include <QString>
#include <functional>

namespace models {

class PendingTriggers
{
public:
    struct Entry
    {
        QByteArray key; // the Idempotency-Key
        QDateTime at; // UTC, when it was first sent
        QString endpoint; // workflows.trigger
        QString subject; // what it is about: its first path argument, the workflow's key
        QList<QPair<QString, QString>> fields; // as they were typed
        bool isForThisRun = false; // never written down: a secret is in it
    };
    // The service remembers a key for a day (behaviour 3); past that, sending it again would do it again. An
    // hour less, for clocks that differ.
    static constexpr int keptHours = 23;
    static constexpr int most = 50;
    using Clock = std::function<QDateTime()>;

    // Empty: only for this run. The file is read again each time: there may be several of these on it.
    explicit PendingTriggers(const QString &file, Clock clock = {});
    QList<Entry> entries() const; // oldest first; those past their time are left out
    // Replaces one with the same key. False when it can't be written down. What holds something that looks
    // like a credential is kept for this run only, since it could not be sent again without.
    bool add(const Entry &entry);
    bool settle(const QByteArray &key); // its outcome is known, or of no interest any more

private:
    QList<Entry> load() const;
    bool save(const QList<Entry> &entries) const;
    bool isFresh(const Entry &entry) const;
    QString m_file;
    Clock m_clock;
    QList<Entry> m_unwritten;
};

} // namespace models
