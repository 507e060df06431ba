// One connection: its requests in order, each answered before the next is read.
#pragma once

#include "api/sandbox/httpadapter.h"
#include "api/sandbox/responsetext.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

namespace api::sandbox {

struct HttpService // what all connections share
{
    HttpAdapter::Handle handle;
    HttpAdapter::Refused refused;
    HttpSettings settings;
    qint64 heldBytes = 0; // of bodies, so far
};

// Owns the socket, and deletes itself when that is closed.
class HttpConnection : public QObject
{
    Q_OBJECT
public:
    HttpConnection(HttpService &service, QTcpSocket *socket, QObject *parent);
    ~HttpConnection() override;

Q_SIGNALS:
    void ended(); // once

private:
    enum class Phase {
        Reading,
        Delayed, // an answer is held back
        Dripping,
        Lingering // what still comes is thrown away
    };

    void onDisconnected();
    void read();
    void readLater();
    void expect(); // starts the time the other side has
    void onDeadline();
    void onWritten();
    void answer();
    void refuse(HttpResponse response);
    bool hold(qsizetype bytes); // counts what this one holds; false: all together hold too much
    void deliver();
    void drip();
    void finish();
    void reset();
    void linger();

    HttpService &m_service;
    QTcpSocket *m_socket;
    QTimer m_deadline;
    QTimer m_pace; // of a delayed or dripping answer
    RequestReader m_reader;
    Phase m_phase = Phase::Reading;
    QByteArray m_input; // read off the socket, not yet used: at most one piece
    qsizetype m_used = 0;
    ConnectionWish m_wish;
    bool m_headOnly = false;
    Outgoing m_outgoing;
    qsizetype m_dripped = 0;
    qint64 m_thrownAway = 0;
    qsizetype m_held = 0;
};

} // namespace api::sandbox
