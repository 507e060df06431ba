#include "api/sandbox/requestreader.h"

#include <algorithm>
#include <cstring>

namespace api::sandbox {

namespace {

bool isControl(char c)
{
    return uchar(c) < 0x20 || c == 0x7F;
}

bool isWord(char c) // may stand unencoded anywhere in a URL (RFC 3986, 2.3)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
        || c == '_' || c == '~';
}

bool isToken(const QByteArray &text) // RFC 9110, 5.6.2
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return isWord(c) || (c != '\0' && std::strchr("!#$%&'*+^`|", c));
    });
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// %41 is A: the same address, whoever wrote it. False where a percent sign starts nothing.
bool normalize(QByteArray &text)
{
    for (qsizetype at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
        const int high = at + 2 < text.size() ? hexDigit(text[at + 1]) : -1;
        const int low = at + 2 < text.size() ? hexDigit(text[at + 2]) : -1;
        if (high < 0 || low < 0)
            return false;
        if (const char c = char(high * 16 + low); isWord(c))
            text.replace(at, 3, QByteArray(1, c));
    }
    return true;
}

bool holdsWord(const QByteArray &list, const char *word)
{
    const QByteArrayList items = list.toLower().split(',');
    return std::any_of(items.begin(), items.end(),
                       [&](const QByteArray &item) { return item.trimmed() == word; });
}

} // namespace

qsizetype RequestReader::feed(QByteArrayView bytes)
{
    qsizetype used = 0;
    while (used < bytes.size() && m_state != State::Complete && m_state != State::Failed) {
        const bool data = m_state == State::Data || m_state == State::ChunkData;
        used += data ? takeData(bytes.sliced(used)) : takeLine(bytes.sliced(used));
    }
    return used;
}

qsizetype RequestReader::takeLine(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const QByteArrayView piece = end < 0 ? bytes : bytes.first(end);
    const qsizetype used = piece.size() + (end < 0 ? 0 : 1);
    const bool chunkLine = m_state == State::ChunkSize || m_state == State::ChunkEnd;
    if (!chunkLine)
        m_headBytes += used;
    if (std::any_of(piece.begin(), piece.end(),
                    [](char c) { return isControl(c) && c != '\r' && c != '\t'; })) {
        failSyntax(QStringLiteral("it holds control characters"));
        return used;
    }
    const qsizetype length = m_line.size() + piece.size();
    if (m_state == State::RequestLine && length > m_limits.lineBytes)
        fail(414, "address_too_long", QStringLiteral("The address is longer than this server takes."));
    else if (chunkLine && length > m_limits.lineBytes)
        failSyntax(QStringLiteral("a chunk begins with too long a line"));
    else if (m_headBytes > m_limits.headBytes)
        fail(431, "headers_too_large", QStringLiteral("The headers are larger than this server takes."));
    if (m_failure)
        return used;
    m_line.append(piece);
    if (end >= 0) {
        if (m_line.endsWith('\r'))
            m_line.chop(1);
        if (m_line.contains('\r'))
            failSyntax(QStringLiteral("it holds control characters"));
        else
            onLine(std::exchange(m_line, {}));
    }
    return used;
}

qsizetype RequestReader::takeData(QByteArrayView bytes)
{
    const qsizetype used = std::min(bytes.size(), m_left);
    m_request.body.append(bytes.first(used));
    m_left -= used;
    if (m_left == 0)
        m_state = m_state == State::Data ? State::Complete : State::ChunkEnd;
    return used;
}

void RequestReader::onLine(QByteArray line)
{
    switch (m_state) {
    case State::RequestLine:
        if (!line.isEmpty()) // empty ones may stand before it
            onRequestLine(line);
        break;
    case State::Headers:
        line.isEmpty() ? onHeadersEnd() : onHeader(line);
        break;
    case State::ChunkSize:
        onChunkSize(std::move(line));
        break;
    case State::ChunkEnd:
        m_state = State::ChunkSize;
        if (!line.isEmpty())
            failSyntax(QStringLiteral("a chunk is longer than it says"));
        break;
    case State::Trailers: // of no use here
        if (line.isEmpty())
            m_state = State::Complete;
        break;
    default:
        break;
    }
}

void RequestReader::onRequestLine(const QByteArray &line)
{
    const QByteArrayList words = line.split(' ');
    if (words.size() != 3 || !isToken(words[0]) || words[1].isEmpty() || words[2].size() != 8
        || !words[2].startsWith("HTTP/") || words[2][6] != '.') {
        failSyntax(QStringLiteral("it does not begin like \"GET /v1/users HTTP/1.1\""));
        return;
    }
    if (words[2][5] != '1') {
        fail(505, "http_version_not_supported", QStringLiteral("This server speaks HTTP/1.1."));
        return;
    }
    m_old = words[2] == "HTTP/1.0";
    m_request.verb = words[0];
    m_state = State::Headers;
    onTarget(words[1]);
}

void RequestReader::onTarget(QByteArray target)
{
    if (target == "*" && m_request.verb == "OPTIONS") {
        m_request.path = target;
        return;
    }
    if (const QByteArray lower = target.left(8).toLower();
        lower.startsWith("http://") || lower == "https://") { // as a proxy is asked
        const qsizetype host = target.indexOf("//") + 2;
        const qsizetype path = std::min({target.indexOf('/', host), target.indexOf('?', host)},
                                        [](qsizetype a, qsizetype b) { return quint64(a) < quint64(b); });
        target = path < 0 ? QByteArray("/") : target.sliced(path);
        if (target.startsWith('?'))
            target.prepend('/');
    }
    if (!target.startsWith('/') || target.contains('#') || target.contains('\t')) {
        failSyntax(QStringLiteral("its address is not a path that begins with a slash"));
        return;
    }
    const qsizetype mark = target.indexOf('?');
    m_request.path = mark < 0 ? target : target.left(mark);
    m_request.query = mark < 0 ? QByteArray() : target.sliced(mark + 1);
    QByteArray query = m_request.query;
    if (!normalize(m_request.path) || !normalize(query))
        failSyntax(QStringLiteral("a percent sign in its address is not followed by two hexadecimal digits"));
}

void RequestReader::onHeader(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    QByteArray name = line.left(std::max<qsizetype>(colon, 0));
    if (!isToken(name)) {
        failSyntax(QStringLiteral("one of its lines is no header"));
        return;
    }
    m_request.headers.emplaceBack(std::move(name), line.sliced(colon + 1).trimmed());
}

bool RequestReader::readConnection()
{
    QByteArray connection;
    int hosts = 0;
    for (const auto &[name, value] : std::as_const(m_request.headers)) {
        if (name.compare("Connection", Qt::CaseInsensitive) == 0)
            connection += ',' + value;
        hosts += name.compare("Host", Qt::CaseInsensitive) == 0;
    }
    m_keepsAlive = m_old ? holdsWord(connection, "keep-alive") : !holdsWord(connection, "close");
    if (hosts > 1 || (hosts == 0 && !m_old)) {
        failSyntax(QStringLiteral("it needs one Host header"));
        return false;
    }
    return true;
}

bool RequestReader::readExpectation()
{
    const QByteArray expected = m_request.header("Expect");
    m_expectsContinue = !m_old && expected.compare("100-continue", Qt::CaseInsensitive) == 0;
    if (!expected.isEmpty() && !m_old && !m_expectsContinue) {
        fail(417, "expectation_failed", QStringLiteral("This server only knows \"Expect: 100-continue\"."));
        return false;
    }
    return true;
}

void RequestReader::onHeadersEnd()
{
    if (!readConnection() || !readExpectation())
        return;
    QByteArrayList lengths;
    QByteArrayList encodings;
    for (const auto &[name, value] : std::as_const(m_request.headers)) {
        if (name.compare("Content-Length", Qt::CaseInsensitive) == 0)
            lengths += value;
        else if (name.compare("Transfer-Encoding", Qt::CaseInsensitive) == 0)
            encodings += value;
    }
    if (!encodings.isEmpty()) {
        // Who sends both wants the two ends of a connection to disagree about where the body ends.
        if (!lengths.isEmpty() || m_old)
            failSyntax(QStringLiteral("Transfer-Encoding can't stand here"));
        else if (encodings.size() > 1 || encodings[0].compare("chunked", Qt::CaseInsensitive) != 0)
            fail(501, "not_implemented", QStringLiteral("The only Transfer-Encoding here is chunked."));
        else
            m_state = State::ChunkSize;
    } else if (lengths.isEmpty()) {
        m_state = State::Complete;
    } else if (std::any_of(lengths.begin(), lengths.end(), [&](const auto &l) { return l != lengths[0]; })) {
        failSyntax(QStringLiteral("its Content-Length headers contradict each other"));
    } else {
        onLength(lengths[0]);
    }
}

void RequestReader::onLength(const QByteArray &text)
{
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || text.isEmpty()) {
        failSyntax(QStringLiteral("its Content-Length is no number"));
        return;
    }
    bool fits = false;
    m_left = text.toLongLong(&fits);
    m_state = m_left == 0 && fits ? State::Complete : State::Data;
    if (!fits || m_left > m_limits.bodyBytes)
        fail(413, "body_too_large", QStringLiteral("The body is larger than 10 MB."));
}

void RequestReader::onChunkSize(QByteArray text)
{
    if (const qsizetype extension = text.indexOf(';'); extension >= 0)
        text.truncate(extension);
    text = text.trimmed();
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return hexDigit(c) >= 0; });
    bool fits = false;
    m_left = text.toLongLong(&fits, 16);
    if (!digits || text.isEmpty())
        failSyntax(QStringLiteral("a chunk does not begin with its length"));
    else if (!fits || m_left > m_limits.bodyBytes - m_request.body.size())
        fail(413, "body_too_large", QStringLiteral("The body is larger than 10 MB."));
    else
        m_state = m_left > 0 ? State::ChunkData : State::Trailers;
}

bool RequestReader::takeExpectation()
{
    return isInBody() && m_request.body.isEmpty() && std::exchange(m_expectsContinue, false);
}

HttpRequest RequestReader::take()
{
    HttpRequest request = std::move(m_request);
    *this = RequestReader(m_limits);
    return request;
}

void RequestReader::fail(int status, const char *code, const QString &message)
{
    m_state = State::Failed;
    m_keepsAlive = false;
    m_request = {};
    m_line = {};
    m_failure = HttpResponse::error(status, QString::fromLatin1(code), message);
}

void RequestReader::failSyntax(const QString &message)
{
    fail(400, "bad_request", QStringLiteral("This is no HTTP request: %1.").arg(message));
}

} // namespace api::sandbox
