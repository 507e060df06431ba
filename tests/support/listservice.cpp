#include "support/listservice.h"

#include "api/schema/timestamp.h"
#include "support/fakereply.h"

ListService::Item ListService::item(int number, qint64 us)
{
    return {"m" + QByteArray::number(number).rightJustified(6, '0'), us, {}};
}

QByteArrayList ListService::ids() const
{
    QByteArrayList all;
    for (const Item &one : items)
        all += one.id;
    return all;
}

QNetworkReply *ListService::createRequest(Operation operation, const QNetworkRequest &request, QIODevice *)
{
    auto *reply = new FakeReply(request, operation, this);
    const QUrlQuery query(request.url());
    const bool isList = request.url().path() == QStringLiteral("/v1/messages");
    m_asked += isList;
    const int code = !isList ? 404 : status ? status(m_asked, query) : 200;
    Exchange exchange("GET", "/");
    if (code == 0)
        exchange.fail(QNetworkReply::ConnectionRefusedError);
    else if (code != 200)
        exchange.reply(code, json("{'code': 'scripted', 'message': 'No.', 'type': 'api_error'}"));
    else
        exchange.reply(200, page(query));
    m_refused += code != 200;
    reply->answer(exchange);
    return reply;
}

QByteArray ListService::page(const QUrlQuery &query) const
{
    const auto timeIn = [&](const char *key) {
        return api::Timestamp::fromWire(query.queryItemValue(QString::fromLatin1(key), QUrl::FullyDecoded));
    };
    const api::Timestamp from = timeIn("inserted_at.gte"), before = timeIn("inserted_at.lt");
    const QByteArray after = query.queryItemValue(QStringLiteral("after"), QUrl::FullyDecoded).toLatin1();
    const QString asked = query.queryItemValue(QStringLiteral("page_size"));
    const int size = asked.isEmpty() ? 50 : asked.toInt();
    QList<Item> fits;
    for (const Item &one : items) {
        if ((from.isNull() || one.us >= from.us) && (before.isNull() || one.us < before.us))
            fits.append(one);
    }
    qsizetype at = 0;
    while (!after.isEmpty() && at < fits.size() && fits.at(at).id != after)
        ++at;
    at += after.isEmpty() ? 0 : 1;
    const qsizetype end = std::min(fits.size(), at + size);
    QByteArrayList texts;
    for (qsizetype i = std::max<qsizetype>(0, at - repeated); i < end; ++i) {
        const Item &one = fits.at(i);
        texts += !one.json.isEmpty() ? one.json
                                     : json("{'id': 'ID', 'status': 'sent', 'recipient': 'ada', "
                                            "'inserted_at': 'AT'}")
                                           .replace("ID", one.id)
                                           .replace("AT", api::Timestamp {one.us}.toWire().toLatin1());
    }
    const QByteArray next = end < fits.size() ? '"' + fits.at(end - 1).id + '"' : QByteArray("null");
    return "{\"items\":[" + texts.join(',') + "],\"page_info\":{\"after\":" + next + "}}";
}
