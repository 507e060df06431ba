#include "api/client/requestexport.h"

#include "api/client/wire.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

namespace api {

namespace {

QString urlOf(const JournalEntry &entry, const QUrl &baseUrl)
{
    return QString::fromLatin1(wire::addressOf(baseUrl, entry.target));
}

// In single quotes nothing means anything but the single quote itself.
QString forShell(const QString &text)
{
    QString quoted = text;
    quoted.replace(u'\'', QStringLiteral("'\\''"));
    return u'\'' + quoted + u'\'';
}

QString forScript(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray {text}).toJson(QJsonDocument::Compact);
    QString literal = QString::fromUtf8(list.mid(1, list.size() - 2));
    // Line ends in JSON, but not in a script of older engines.
    literal.replace(QChar(0x2028), QStringLiteral("\\u2028"));
    literal.replace(QChar(0x2029), QStringLiteral("\\u2029"));
    return literal;
}

// What another program has to say as well; the rest (Host, User-Agent, …) it says by itself.
QList<QPair<QString, QString>> headersToRepeat(const JournalEntry &entry)
{
    QList<QPair<QString, QString>> out;
    for (const auto &[name, value] : entry.requestHeaders) {
        const QByteArray key = name.toLower();
        if (key == "content-type" || key == "idempotency-key")
            out.append({QString::fromLatin1(name), QString::fromUtf8(value)});
    }
    return out;
}

QJsonObject pair(const QString &name, const QString &value)
{
    return {{QStringLiteral("name"), name}, {QStringLiteral("value"), value}};
}

QJsonArray harHeaders(const QList<QPair<QByteArray, QByteArray>> &headers)
{
    QJsonArray out;
    for (const auto &[name, value] : headers)
        out.append(pair(QString::fromLatin1(name), QString::fromUtf8(value)));
    return out;
}

QString headerOf(const JournalEntry &entry, const char *name)
{
    for (const auto &[key, value] : entry.responseHeaders) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return QString::fromUtf8(value);
    }
    return {};
}

QJsonObject harRequest(const JournalEntry &entry, const QString &url)
{
    QJsonArray query;
    const qsizetype mark = entry.target.indexOf('?');
    const QUrlQuery items(mark < 0 ? QString() : QString::fromLatin1(entry.target.mid(mark + 1)));
    for (const auto &[name, value] : items.queryItems(QUrl::FullyDecoded))
        query.append(pair(name, value));
    QJsonObject request {{QStringLiteral("method"), QString::fromLatin1(entry.verb)},
                         {QStringLiteral("url"), url},
                         {QStringLiteral("httpVersion"), QString::fromLatin1(entry.httpVersion)},
                         {QStringLiteral("cookies"), QJsonArray()},
                         {QStringLiteral("headers"), harHeaders(entry.requestHeaders)},
                         {QStringLiteral("queryString"), query},
                         {QStringLiteral("headersSize"), -1},
                         {QStringLiteral("bodySize"), entry.requestSize}};
    if (!entry.requestBody.isEmpty())
        request.insert(QStringLiteral("postData"),
                       QJsonObject {{QStringLiteral("mimeType"), QStringLiteral("application/json")},
                                    {QStringLiteral("text"), QString::fromUtf8(entry.requestBody)}});
    return request;
}

QJsonObject harResponse(const JournalEntry &entry)
{
    const QString type = headerOf(entry, "Content-Type");
    return {{QStringLiteral("status"), entry.httpStatus},
            {QStringLiteral("statusText"), entry.error},
            {QStringLiteral("httpVersion"), QString::fromLatin1(entry.httpVersion)},
            {QStringLiteral("cookies"), QJsonArray()},
            {QStringLiteral("headers"), harHeaders(entry.responseHeaders)},
            {QStringLiteral("content"),
             QJsonObject {{QStringLiteral("size"), entry.responseSize},
                          {QStringLiteral("mimeType"), type.isEmpty() ? QStringLiteral("x-unknown") : type},
                          {QStringLiteral("text"), QString::fromUtf8(entry.responseBody)}}},
            {QStringLiteral("redirectURL"), headerOf(entry, "Location")},
            {QStringLiteral("headersSize"), -1},
            {QStringLiteral("bodySize"), entry.responseSize}};
}

QJsonObject harEntry(const JournalEntry &entry, const QString &url)
{
    const qint64 total = qMax<qint64>(0, entry.durationMs);
    const qint64 wait = entry.firstByteMs >= 0 ? entry.firstByteMs : total;
    const qint64 blocked = entry.waitedMs; // under the rate limits
    return {
        {QStringLiteral("startedDateTime"), entry.startedAt.addMSecs(-blocked).toString(Qt::ISODateWithMs)},
        {QStringLiteral("time"), blocked + total},
        {QStringLiteral("request"), harRequest(entry, url)},
        {QStringLiteral("response"), harResponse(entry)},
        {QStringLiteral("cache"), QJsonObject()},
        {QStringLiteral("timings"),
         QJsonObject {{QStringLiteral("blocked"), blocked},
                      {QStringLiteral("send"), 0},
                      {QStringLiteral("wait"), wait},
                      {QStringLiteral("receive"), total - wait}}}};
}

} // namespace

QString asCurl(const JournalEntry &entry, const QUrl &baseUrl)
{
    QString out = QStringLiteral("curl");
    if (entry.verb != "GET")
        out += QStringLiteral(" -X ") + QString::fromLatin1(entry.verb);
    out += u' ' + forShell(urlOf(entry, baseUrl));
    const QString next = QStringLiteral(" \\\n  ");
    out += next + QStringLiteral("-H \"Authorization: Bearer $KNOCK_API_KEY\"");
    for (const auto &[name, value] : headersToRepeat(entry))
        out += next + QStringLiteral("-H ") + forShell(name + QStringLiteral(": ") + value);
    if (!entry.requestBody.isEmpty())
        out += next + QStringLiteral("--data-binary ") + forShell(QString::fromUtf8(entry.requestBody));
    return out;
}

QString asNode(const JournalEntry &entry, const QUrl &baseUrl)
{
    QString out = QStringLiteral("const response = await fetch(%1, {\n  method: %2,\n  headers: {\n"
                                 "    Authorization: `Bearer ${process.env.KNOCK_API_KEY}`,\n")
                      .arg(forScript(urlOf(entry, baseUrl)), forScript(QString::fromLatin1(entry.verb)));
    for (const auto &[name, value] : headersToRepeat(entry))
        out += QStringLiteral("    %1: %2,\n").arg(forScript(name), forScript(value));
    out += QStringLiteral("  },\n");
    const QJsonDocument body = QJsonDocument::fromJson(entry.requestBody);
    if (!body.isNull()) {
        QString literal = QString::fromUtf8(body.toJson(QJsonDocument::Indented)).trimmed();
        literal.replace(u'\n', QStringLiteral("\n  "));
        out += QStringLiteral("  body: JSON.stringify(%1),\n").arg(literal);
    } else if (!entry.requestBody.isEmpty()) { // cut, or blotted in the middle of a token
        out += QStringLiteral("  body: %1,\n").arg(forScript(QString::fromUtf8(entry.requestBody)));
    }
    return out + QStringLiteral("});\nconsole.log(response.status, await response.text());\n");
}

QJsonObject asHar(const QList<JournalEntry> &entries, const QUrl &baseUrl, const QString &creatorVersion)
{
    QJsonArray list;
    for (const JournalEntry &entry : entries)
        list.append(harEntry(entry, urlOf(entry, baseUrl)));
    const QJsonObject log {{QStringLiteral("version"), QStringLiteral("1.2")},
                           {QStringLiteral("creator"),
                            QJsonObject {{QStringLiteral("name"), QStringLiteral("Doorman")},
                                         {QStringLiteral("version"), creatorVersion}}},
                           {QStringLiteral("entries"), list}};
    return {{QStringLiteral("log"), log}};
}

} // namespace api
