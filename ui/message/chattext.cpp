#include "ui/message/chattext.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QString styled(QString line)
{
    // On escaped text: the brackets of a link are entities by now.
    static const QRegularExpression link(
        u"&lt;(https?://[^|&\\s]+(?:&amp;[^|&\\s]+)*)(?:\\|([^&]*(?:&(?!gt;)[^&]*)*))?&gt;"_s);
    static const std::pair<QRegularExpression, QString> marks[]
        = {{QRegularExpression(u"`([^`]+)`"_s), u"<code>\\1</code>"_s},
           {QRegularExpression(u"(?<![\\w*])\\*(\\S(?:[^*]*\\S)?)\\*(?![\\w*])"_s), u"<b>\\1</b>"_s},
           {QRegularExpression(u"(?<![\\w])_(\\S(?:[^_]*\\S)?)_(?![\\w])"_s), u"<i>\\1</i>"_s},
           {QRegularExpression(u"(?<![\\w~])~(\\S(?:[^~]*\\S)?)~(?![\\w~])"_s), u"<s>\\1</s>"_s}};
    // Links are set aside while marks are looked for, so that an underscore in an address is none.
    QStringList links;
    for (QRegularExpressionMatch m = link.match(line); m.hasMatch(); m = link.match(line)) {
        const QString label = m.captured(2).isEmpty() ? m.captured(1) : m.captured(2);
        links += u"<a href=\"%1\">%2</a>"_s.arg(m.captured(1), label);
        line.replace(m.capturedStart(), m.capturedLength(), QChar(0xFFFC));
    }
    for (const auto &[pattern, html] : marks)
        line.replace(pattern, html);
    for (const QString &one : std::as_const(links))
        line.replace(line.indexOf(QChar(0xFFFC)), 1, one);
    return line;
}

} // namespace

QString chatHtml(const QString &text)
{
    QString html;
    const QStringList lines = QString(text).remove(QChar(0xFFFC)).split(u'\n');
    for (const QString &line : lines) {
        const bool quoted = line.startsWith(u'>');
        const QString body = styled((quoted ? line.mid(1).trimmed() : line).toHtmlEscaped());
        html += quoted ? "<blockquote>"_L1 + body + "</blockquote>"_L1
                       : "<p>"_L1 + (body.isEmpty() ? u"&nbsp;"_s : body) + "</p>"_L1;
    }
    return html;
}

} // namespace ui
