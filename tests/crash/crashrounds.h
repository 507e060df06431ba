// Starts doorman-sandbox on one file again and again, and kills it in the middle of its work.
#pragma once

#include "contract/service.h"

#include <QNetworkReply>
#include <QObject>
#include <QProcess>
#include <random>

namespace crash {

// What an answer has promised: that `path` of what `target` answers with is `value`.
struct Promise
{
    QByteArray target;
    QByteArray path;
    QJsonValue value;
};

// A bulk operation, and the statement that counts the rows it really changed.
struct Operation
{
    QByteArray id;
    QString countSql;
    int rows;
};

class CrashRounds : public QObject
{
    Q_OBJECT
public:
    explicit CrashRounds(quint64 seed);
    ~CrashRounds() override;

    // Each returns what is wrong; empty when nothing is.
    QString start();
    QString loadAndKill(); // dies after a random number of answers, with more requests on their way
    QString checkFile(); // the file as it was left behind, read from a copy: no operation is torn
    QString checkPromises(); // of the latest round, asked of the restarted program
    QString checkEverything(); // all that was ever promised; every operation comes to its end

    QString summary() const;

private:
    void sendNext();
    void send(const QByteArray &verb, const QByteArray &target, const QJsonObject &body,
              std::function<void(const contract::Answer &)> then);
    void identify();
    void count();
    void mark();
    void trigger();
    void bulkIdentify();
    void bulkPreferences();
    void promise(const QByteArray &target, const QByteArray &path, const QJsonValue &value);
    contract::Answer get(const QByteArray &target);
    QString check(const Promise &promise);
    int random(int below) { return int(m_random() % quint64(below)); }

    QTemporaryDir m_directory;
    QNetworkAccessManager m_network;
    QProcess m_process;
    QByteArray m_address; // http://127.0.0.1:PORT
    std::mt19937_64 m_random;

    QByteArrayList m_unmarked; // messages nobody has touched
    QList<Promise> m_round, m_all;
    QList<Operation> m_operations;
    QMap<int, int> m_counters; // what was last acknowledged
    QSet<int> m_busyCounters;
    int m_next = 0; // numbers what is made
    int m_killAt = 0;
    int m_answered = 0; // of this round
    int m_underWay = 0;
    int m_allAnswered = 0;
    int m_cutOff = 0; // requests that got no answer
    bool m_loading = false;
    bool m_killed = false;
};

} // namespace crash
