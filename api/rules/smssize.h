// How an SMS is encoded and how many parts it is sent in: what it costs. GSM 03.38's default alphabet with
// its extension table, else UCS-2. National language tables are left out: gateways do not use them unasked.
#pragma once

#include <QString>
#include <QStringList>

namespace api::rules {

enum class SmsEncoding { Gsm7, Ucs2 };

struct SmsSize
{
    SmsEncoding encoding = SmsEncoding::Gsm7;
    int units = 0; // septets (an extension character is two) or UTF-16 units (an emoji is two or more)
    int segments = 0; // 0 for an empty text
    int perSegment = 160; // units that one part of this message holds: 160 or 153, 70 or 67
    int left = 160; // units that still fit into the last part
    QStringList foreign; // the characters that force UCS-2, each once, in the order they come
};

// A character of two units is never cut in two: the rest of the part before it stays empty.
SmsSize smsSize(const QString &text);

} // namespace api::rules
