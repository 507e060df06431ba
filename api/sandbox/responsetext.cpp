#include "api/sandbox/responsetext.h"

#include <algorithm>

namespace api::sandbox {

namespace {

const char *reasonOf(int status)
{
    struct Reason
    {
        int status;
        const char *text;
    };
    // clang-format off
    static constexpr Reason reasons[] = {
        {200, "OK"}, {201, "Created"}, {202, "Accepted"}, {204, "No Content"},
        {400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"},
        {405, "Method Not Allowed"}, {408, "Request Timeout"}, {409, "Conflict"}, {413, "Content Too Large"},
        {414, "URI Too Long"}, {415, "Unsupported Media Type"}, {417, "Expectation Failed"},
        {422, "Unprocessable Content"}, {429, "Too Many Requests"}, {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"}, {501, "Not Implemented"}, {502, "Bad Gateway"},
        {503, "Service Unavailable"}, {504, "Gateway Timeout"}, {505, "HTTP Version Not Supported"}};
    // clang-format on
    for (const Reason &reason : reasons) {
        if (reason.status == status)
            return reason.text;
    }
    return ""; // may be empty
}

// A header's value may hold what a client sent: it must not become a header of its own.
QByteArray oneLine(QByteArray value)
{
    std::replace_if(
        value.begin(), value.end(), [](char c) { return uchar(c) < 0x20 || c == 0x7F; }, ' ');
    return value;
}

} // namespace

bool hasBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

QByteArray responseHead(const HttpResponse &response, ConnectionWish wish)
{
    QByteArray head;
    head.reserve(512);
    head += "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonOf(response.status) + "\r\n";
    for (const auto &[name, value] : response.headers)
        head += name + ": " + oneLine(value) + "\r\n";
    if (hasBody(response.status))
        head += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    if (!wish.keepAlive)
        head += "Connection: close\r\n";
    else if (wish.old)
        head += "Connection: keep-alive\r\n";
    return head + "\r\n";
}

} // namespace api::sandbox
