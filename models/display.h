// How a value looks, chosen by its C++ type and nowhere else: where text must differ, the type differs.
#pragma once

#include "api/schema/bulk.h"
#include "api/schema/message.h"
#include "models/shown.h"
#include "models/texts.h"

#include <optional>

namespace models {

class Vocabulary;

// What display() may consult. Both may be left out.
struct Look
{
    const Vocabulary *vocabulary = nullptr; // names of channels
    qint64 nowMs = 0; // ms since 1970, UTC; 0: the system clock
    qint64 now() const;
};

Shown displayNull(); // the dim dash
Shown display(const QString &v, const Look &look = {});
Shown display(bool v, const Look &look = {});
Shown display(int v, const Look &look = {});
Shown display(qint64 v, const Look &look = {});
Shown display(double v, const Look &look = {});
Shown display(const api::Timestamp &v, const Look &look = {}); // relative; exact in the tip
Shown display(const api::DeliveryStatus &v, const Look &look = {});
Shown display(const api::BulkStatus &v, const Look &look = {});
Shown display(const api::Recipient &v, const Look &look = {});
Shown display(const api::ChannelId &v, const Look &look = {});
Shown display(const api::ChannelInfo &v, const Look &look = {});
Shown display(const QStringList &v, const Look &look = {});
Shown display(const QJsonObject &v, const Look &look = {}); // compact, one line, cut at 200 characters
Shown display(const QJsonValue &v, const Look &look = {});
Shown display(api::Engagement v, const Look &look = {});
template <class T>
Shown display(const std::optional<T> &v, const Look &look = {})
{
    return v ? display(*v, look) : displayNull();
}
template <class T>
Shown display(const QList<T> &v, const Look &look = {}) // labels, joined
{
    QStringList texts;
    for (const T &item : v)
        texts += display(item, look).text;
    return display(texts, look);
}

// What a cell shows: one value, or several chips.
template <class T>
QList<Shown> shownList(const T &v, const Look &look = {})
{
    return {display(v, look)};
}
QList<Shown> shownList(const api::EngagementStatuses &v, const Look &look = {});
QList<Shown> shownList(const QList<api::Recipient> &v, const Look &look = {}); // each by itself

// The pieces, for whoever composes a sentence; see also models/texts.h.
QString channelTypeName(const QString &wireType); // "In-app feed" for in_app_feed; an unknown word as it is
QString channelTypeIcon(const QString &wireType);
QString engagementIcon(api::Engagement v);

} // namespace models
