#include "models/cutjson.h"

namespace models {

QByteArray closedJson(const QByteArray &cut)
{
    QByteArray open; // the closing brackets that are still to come, innermost last
    QByteArray openThen;
    qsizetype end = -1; // behind the last value that is known to be whole
    bool inText = false;
    const auto isWholeUntil = [&](qsizetype at) {
        end = at;
        openThen = open;
    };
    for (qsizetype i = 0; i < cut.size(); ++i) {
        const char c = cut.at(i);
        if (inText) {
            if (c == '\\')
                ++i;
            else
                inText = c != '"';
        } else if (c == '"') {
            inText = true;
        } else if (c == '{' || c == '[') {
            open.append(c == '{' ? '}' : ']');
        } else if (c == ',') {
            isWholeUntil(i);
        } else if (c == '}' || c == ']') {
            if (open.isEmpty() || open.back() != c)
                return {};
            open.chop(1);
            isWholeUntil(i + 1);
        }
    }
    if (end < 0)
        return {};
    QByteArray closed = cut.first(end);
    for (qsizetype i = openThen.size() - 1; i >= 0; --i)
        closed.append(openThen.at(i));
    return closed;
}

} // namespace models
