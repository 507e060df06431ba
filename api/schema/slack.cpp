#include "api/schema/slack.h"

namespace api {

void read(const QJsonValue &v, SlackChannel &out, Trace &t)
{
    QJsonObject object = v.toObject();
    for (const char *key : {"is_private", "is_im"}) {
        const QJsonValue value = object.value(QLatin1StringView(key));
        for (const bool word : {true, false}) {
            if (value == QJsonValue(word ? QStringLiteral("true") : QStringLiteral("false")))
                object.insert(QLatin1StringView(key), word);
        }
    }
    read<SlackChannel>(v.isObject() ? object : v, out, t);
    if (v.isObject())
        out.raw = v.toObject(); // as it came
}

void read(const QJsonValue &v, SlackChannels &out, Trace &t)
{
    const QLatin1StringView key("slack_channels");
    QJsonObject object = v.toObject();
    if (const QJsonValue single = object.value(key); single.isObject())
        object.insert(key, QJsonArray {single});
    read<SlackChannels>(v.isObject() ? object : v, out, t);
}

} // namespace api
