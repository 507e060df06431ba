// A network that replays what a test scripts; tests read as a dialogue:
//
//     FakeNetwork net;
//     api::Client client(testConnection(), &net);
//     net.expect("GET", "/v1/users?page_size=50").reply(200, json("{'entries': [], 'page_info': {}}"));
//     auto &slow = net.expect("GET", "/v1/users/alice").reply(200, json("{'id': 'alice'}")).hold();
//     ... start the requests, then
//     QTRY_VERIFY(slow.wasAsked());
//     slow.release();
//     net.expectNothing();
//
// A request nobody expects fails the test, and so does an expected one that never comes.
#pragma once

#include "api/client/connection.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <memory>
#include <vector>

class FakeReply;

// JSON with single quotes for double ones, so that it can be read in C++.
QByteArray json(const char *text);

// http://api.test with a secret key; not paced and not retried unless the test says so.
api::Connection testConnection();

// One expected request and its scripted answer. Everything returns *this, to be chained.
class Exchange
{
public:
    Exchange(const QByteArray &verb, const QByteArray &target);
    ~Exchange();

    // What else must be true of the request.
    Exchange &withHeader(const QByteArray &name, const QByteArray &value);
    Exchange &withoutHeader(const QByteArray &name);
    Exchange &withBody(const QByteArray &expectedJson); // compared as JSON; empty: no body at all

    // The answer; 200 without a body unless told otherwise.
    Exchange &reply(int status, const QByteArray &body = {});
    Exchange &header(const QByteArray &name, const QByteArray &value);
    Exchange &fail(QNetworkReply::NetworkError error);
    Exchange &truncate(); // the connection breaks after the body so far
    Exchange &times(int count); // the same request is expected so often; 1 unless told otherwise

    Exchange &hold(); // answers when released only
    void release(); // answers those held, and later ones at once

    bool wasAsked() const { return m_asked > 0; }
    int timesAsked() const { return m_asked; }
    bool wasAborted() const { return m_aborted; } // the last one, by whoever sent it
    QByteArray verb() const { return m_verb; }
    QByteArray target() const { return m_target; }
    QByteArray sentHeader(const QByteArray &name) const
    {
        return m_request.rawHeader(name);
    } // of the last one
    QByteArray sentBody() const { return m_body; }

private:
    friend class FakeNetwork;
    friend class FakeReply;
    bool matches(const QByteArray &verb, const QByteArray &target) const;
    bool isOpen() const; // still to be asked for, or to be answered
    QString name() const;
    QString complaint() const; // about the request that came
    void ask(const QNetworkRequest &request, const QByteArray &body, FakeReply *reply);

    QByteArray m_verb, m_target;
    QList<QPair<QByteArray, QByteArray>> m_neededHeaders;
    QByteArrayList m_unwantedHeaders;
    std::optional<QByteArray> m_neededBody;
    int m_status = 200;
    QByteArray m_answer;
    QList<QPair<QByteArray, QByteArray>> m_headers;
    QNetworkReply::NetworkError m_error = QNetworkReply::NoError;
    int m_times = 1;
    bool m_held = false;

    int m_asked = 0;
    bool m_aborted = false;
    QNetworkRequest m_request;
    QByteArray m_body;
    std::vector<QPointer<FakeReply>> m_replies;
};

class FakeNetwork : public QNetworkAccessManager
{
    Q_OBJECT
public:
    explicit FakeNetwork(QObject *parent = nullptr);
    ~FakeNetwork() override; // fails the test when something expected did not come

    // `target` is path and query as they go over the wire. Exchanges with the same target are used in their
    // order; others may come in any order.
    Exchange &expect(const QByteArray &verb, const QByteArray &target);
    // Lets what is on its way arrive, then fails the test if anything is open.
    void expectNothing();
    bool isDone() const; // all expected requests came and were answered
    int requestCount() const { return m_count; }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *body) override;

private:
    std::vector<std::unique_ptr<Exchange>> m_exchanges;
    int m_count = 0;
};
