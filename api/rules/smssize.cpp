#include "api/rules/smssize.h"

#include <vector>

using namespace Qt::StringLiterals;

namespace api::rules {
namespace {

// Septets that a character takes; 0 when the alphabet does not have it.
int septetsOf(char32_t sign)
{
    static const QString basic = u"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ "
                                 u"!\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
                                 "abcdefghijklmnopqrstuvwxyzäöñüà"_s;
    static const QString extension = u"\f^{}\\[~]|€"_s;
    if (sign > 0xffff)
        return 0;
    const QChar unit = QChar(char16_t(sign));
    return basic.contains(unit) ? 1 : extension.contains(unit) ? 2 : 0;
}

} // namespace

SmsSize smsSize(const QString &text)
{
    SmsSize size;
    const QList<uint> signs = text.toUcs4();
    std::vector<int> widths;
    for (const uint sign : signs) {
        widths.push_back(septetsOf(sign));
        if (widths.back() > 0)
            continue;
        size.encoding = SmsEncoding::Ucs2;
        const char32_t one = sign;
        if (const QString foreign = QString::fromUcs4(&one, 1); !size.foreign.contains(foreign))
            size.foreign += foreign;
    }
    const bool wide = size.encoding == SmsEncoding::Ucs2;
    if (wide) {
        widths.clear();
        for (const uint sign : signs)
            widths.push_back(sign > 0xffff ? 2 : 1);
    }
    for (const int width : widths)
        size.units += width;
    const bool single = size.units <= (wide ? 70 : 160);
    size.perSegment = wide ? (single ? 70 : 67) : (single ? 160 : 153);
    size.left = size.perSegment;
    size.segments = widths.empty() ? 0 : 1;
    for (const int width : widths) {
        if (width > size.left) {
            ++size.segments;
            size.left = size.perSegment;
        }
        size.left -= width;
    }
    return size;
}

} // namespace api::rules
