#pragma once

#include <QJsonValue>
#include <QString>
#include <functional>

namespace api {

// What decoding a body came to. The value itself stays where the decoder put it.
struct Decoded
{
    bool isUnusable = false; // not what the endpoint sends
    QString problem; // the first one
};
using Decoder = std::function<Decoded(const QJsonValue &body)>;
// Sees a body before it is decoded.
using Glance = std::function<void(const QJsonValue &body)>;

} // namespace api
