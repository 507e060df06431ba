// The bytes of a connection as requests: HTTP/1.1 after RFC 9112, read strictly and in bounded memory.
#pragma once

#include "api/sandbox/http.h"

#include <QByteArrayView>
#include <optional>

namespace api::sandbox {

struct HttpLimits
{
    // Of the request line, and of what stands before a chunk: a call may name 1,000 ids in its address.
    qsizetype lineBytes = 1024 * 1024;
    qsizetype headBytes = lineBytes + 64 * 1024; // request line, headers and trailers
    qsizetype bodyBytes = 16 * 1024 * 1024; // more than any call takes: the router says what is too large
};

class RequestReader
{
public:
    explicit RequestReader(HttpLimits limits = {})
        : m_limits(limits)
    {
    }

    // Takes bytes up to the end of the request, or of what can be made of them; answers with how many.
    qsizetype feed(QByteArrayView bytes);

    bool hasBegun() const { return m_headBytes > 0; }
    bool isInBody() const { return m_state == State::Data || m_state >= State::ChunkSize; }
    qsizetype bodySize() const { return m_request.body.size(); } // so far
    bool isComplete() const { return m_state == State::Complete; }
    // What to answer where the bytes are no request, or too many. Nothing more can be read then.
    const std::optional<HttpResponse> &failure() const { return m_failure; }
    // Once for a request whose sender waits for "100 Continue" before it sends the body.
    bool takeExpectation();

    bool keepsAlive() const { return m_keepsAlive; } // may another request follow on this connection?
    bool isOld() const { return m_old; } // HTTP/1.0
    HttpRequest take(); // when complete; the next one begins

private:
    enum class State {
        RequestLine,
        Headers,
        Data,
        Complete,
        Failed,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailers
    };

    qsizetype takeLine(QByteArrayView bytes);
    qsizetype takeData(QByteArrayView bytes);
    void onLine(QByteArray line);
    void onRequestLine(const QByteArray &line);
    void onTarget(QByteArray target);
    void onHeader(const QByteArray &line);
    void onHeadersEnd();
    void onLength(const QByteArray &text);
    void onChunkSize(QByteArray text);
    bool readConnection();
    bool readExpectation();
    void fail(int status, const char *code, const QString &message);
    void failSyntax(const QString &message);

    HttpLimits m_limits;
    State m_state = State::RequestLine;
    QByteArray m_line; // the part of a line that has come
    HttpRequest m_request;
    qsizetype m_headBytes = 0;
    qsizetype m_left = 0; // of the body, or of the chunk
    bool m_old = false;
    bool m_keepsAlive = true;
    bool m_expectsContinue = false;
    std::optional<HttpResponse> m_failure;
};

} // namespace api::sandbox
