#include "api/schema/status.h"

namespace api {

QStringList EngagementStatuses::words() const
{
    QStringList words;
    for (std::size_t i = 1; i < wireNames<Engagement>.size(); ++i) {
        if (has(Engagement(i)))
            words += wireName(Engagement(i));
    }
    return words + m_other;
}

void read(const QJsonValue &v, EngagementStatuses &out, Trace &t)
{
    QStringList words;
    read(v, words, t);
    for (const QString &word : std::as_const(words)) {
        if (const auto known = fromWire<Engagement>(word); known != Engagement::Unknown)
            out.set(known);
        else
            out.m_other += word;
    }
}

QJsonValue write(const EngagementStatuses &v)
{
    return QJsonArray::fromStringList(v.words());
}

} // namespace api
