#include "api/schema/messagerange.h"

#include <algorithm>

namespace api {

namespace {

constexpr const char *fromKey = "inserted_at.gte";
constexpr const char *beforeKey = "inserted_at.lt";

Timestamp timeIn(const QUrlQuery &query, const char *key)
{
    const QString text = query.queryItemValue(QString::fromLatin1(key), QUrl::FullyDecoded);
    return text.isEmpty() ? Timestamp() : Timestamp::fromWire(text);
}

void setTime(QUrlQuery &query, const char *key, const Timestamp &time)
{
    query.removeQueryItem(QString::fromLatin1(key));
    addQueryItem(query, key, write(time));
}

} // namespace

TimeRange rangeOf(const Request<Page<Message>> &request)
{
    return {timeIn(request.query, fromKey), timeIn(request.query, beforeKey)};
}

Request<Page<Message>> within(Request<Page<Message>> request, const TimeRange &range)
{
    const TimeRange asked = rangeOf(request);
    setTime(request.query, fromKey, std::max(asked.from, range.from)); // a null one is before all others
    const bool isOpen = asked.before.isNull() || range.before.isNull();
    setTime(request.query, beforeKey,
            isOpen ? std::max(asked.before, range.before) : std::min(asked.before, range.before));
    return request;
}

} // namespace api
