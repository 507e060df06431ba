#include "ui/jsonhighlighter.h"

#include "ui/theme.h"

namespace ui {
namespace {

qsizetype endOfString(const QString &text, qsizetype from)
{
    for (qsizetype i = from + 1; i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == u'"')
            return i + 1;
    }
    return text.size();
}

bool isPlain(QChar c)
{
    return c.isLetterOrNumber() || c == u'-' || c == u'+' || c == u'.';
}

} // namespace

void JsonHighlighter::highlightBlock(const QString &text)
{
    const Theme *theme = Theme::of();
    if (!theme)
        return;
    const Tokens &tokens = theme->tokens();
    for (qsizetype i = 0; i < text.size();) {
        if (text[i] == u'"') {
            const qsizetype end = endOfString(text, i);
            const bool isKey = end < text.size() && text[end] == u':';
            setFormat(int(i), int(end - i), isKey ? tokens.accent : tokens.okText);
            i = end;
        } else if (isPlain(text[i])) {
            qsizetype end = i;
            while (end < text.size() && isPlain(text[end]))
                ++end;
            const bool isNumber = text[i].isDigit() || text[i] == u'-';
            setFormat(int(i), int(end - i), isNumber ? tokens.infoText : tokens.warnText);
            i = end;
        } else {
            ++i;
        }
    }
}

} // namespace ui
