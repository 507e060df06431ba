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

// <@U01> and <#C01|general> and <!here>: what they name, marked as such.
QString withMentions(QString line)
{
    static const QRegularExpression mention(u"&lt;([@#!])([A-Za-z0-9_^]+)(?:\\|([^&]*))?&gt;"_s);
    for (QRegularExpressionMatch m = mention.match(line); m.hasMatch(); m = mention.match(line)) {
        const QString name = m.captured(3).isEmpty() ? m.captured(2) : m.captured(3);
        const QString sign = m.captured(1) == "#"_L1 ? u"#"_s : u"@"_s;
        line.replace(m.capturedStart(), m.capturedLength(), "<b>"_L1 + sign + name + "</b>"_L1);
    }
    return line;
}

QString linesHtml(const QString &text)
{
    QString html;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines) {
        const bool quoted = line.startsWith(u'>');
        const QString body = withMentions(styled((quoted ? line.mid(1).trimmed() : line).toHtmlEscaped()));
        html += quoted ? "<blockquote>"_L1 + body + "</blockquote>"_L1
                       : "<p>"_L1 + (body.isEmpty() ? u"&nbsp;"_s : body) + "</p>"_L1;
    }
    return html;
}

} // namespace

QString chatHtml(const QString &text)
{
    // Between ``` nothing is markup; a fence without an end is none.
    const QStringList parts = QString(text).remove(QChar(0xFFFC)).split(u"```"_s);
    QString html;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i % 2 == 1 && i + 1 < parts.size())
            html += "<pre>"_L1 + QString(parts[i]).remove(QRegularExpression(u"^\n|\n$"_s)).toHtmlEscaped()
                + "</pre>"_L1;
        else if (i % 2 == 1)
            html += linesHtml(u"```"_s + parts[i]);
        else if (!parts[i].isEmpty() && parts[i] != "\n"_L1)
            html += linesHtml(i > 0 && parts[i].startsWith(u'\n') ? parts[i].mid(1) : parts[i]);
    }
    return html;
}

} // namespace ui
