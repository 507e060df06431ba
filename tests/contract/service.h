// A sandbox on a socket, with a clock that stands still, and what is stored in it read from beside.
#pragma once

#include "api/sandbox/sandboxserver.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QNetworkAccessManager>
#include <QSqlDatabase>
#include <QStringList>
#include <QTemporaryDir>
#include <map>

class QNetworkReply;

namespace contract {

using Headers = std::map<QByteArray, QByteArray>; // names in lower case

struct Answer
{
    int status = 0; // 0: none came
    Headers headers;
    QByteArray body;
    QJsonValue json; // undefined when the body is none

    bool isSuccess() const { return status / 100 == 2; }
    QByteArray header(const QByteArray &name) const; // empty when it is not there
    QJsonObject object() const { return json.toObject(); }
    QJsonValue at(QLatin1StringView path) const; // page_info.after
    QJsonArray rows() const; // of `items` or `entries`, or the list itself
    QStringList ids() const; // of the rows
    QString code() const { return object().value(QLatin1StringView("code")).toString(); }
    QStringList fields() const; // named in `errors`, each once, in order
};

Answer readAnswer(QNetworkReply &reply); // of a finished one

class Service
{
public:
    explicit Service(bool rateLimits = false, bool admin = false);
    ~Service();
    bool start(); // false: it could not

    Answer ask(const QByteArray &verb, const QByteArray &target, const QByteArray &body = {},
               const Headers &headers = {});
    Answer get(const QByteArray &target) { return ask("GET", target); }
    QUrl baseUrl() const { return m_server->baseUrl(); }
    api::sandbox::SandboxServer &server() { return *m_server; }

    // Waits until nothing is to be done any more before the clock moves on: no run, no status, no bulk row.
    bool settle();
    // A hash over every row of every table. Cheap when nothing was written since it was last asked for.
    QByteArray state();
    qint64 count(const QString &sql); // the one number that a statement answers with

private:
    QTemporaryDir m_directory;
    QNetworkAccessManager m_network;
    std::unique_ptr<api::sandbox::SandboxServer> m_server;
    QSqlDatabase m_database;
    qint64 m_version = -1;
    QByteArray m_state;
};

inline constexpr char standingTime[] = "2026-03-10T12:00:00Z";

} // namespace contract
