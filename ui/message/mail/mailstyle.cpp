#include "ui/message/mail/mailstyle.h"

#include <QRegularExpression>
#include <QSet>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {

QByteArray baseStyle()
{
    return R"(
html, body, div, p, h1, h2, h3, h4, h5, h6, center, blockquote, ul, ol, dl, dt, dd, pre, hr, form, fieldset, address,
article, aside, figure, figcaption, footer, header, main, nav, section, details, summary { display: block; }
head, title, style, script, meta, link, base, template, noscript, iframe, object, embed, video, audio, applet, param,
source, track, select, input, textarea { display: none; }
body { margin: 8px; font-family: sans-serif; line-height: normal; color: #000000; }
p { margin: 16px 0; }
h1 { font-size: 2em; margin: 0.67em 0; font-weight: bold; }
h2 { font-size: 1.5em; margin: 0.83em 0; font-weight: bold; }
h3 { font-size: 1.17em; margin: 1em 0; font-weight: bold; }
h4 { margin: 1.33em 0; font-weight: bold; }
h5 { font-size: 0.83em; margin: 1.67em 0; font-weight: bold; }
h6 { font-size: 0.67em; margin: 2.33em 0; font-weight: bold; }
b, strong { font-weight: bold; }
i, em, cite, dfn, var, address { font-style: italic; }
u, ins { text-decoration: underline; }
s, strike, del { text-decoration: line-through; }
big { font-size: larger; }
small { font-size: smaller; }
sub { vertical-align: sub; font-size: smaller; }
sup { vertical-align: super; font-size: smaller; }
code, kbd, samp, tt, pre { font-family: monospace; font-size: 13px; }
pre { white-space: pre; margin: 1em 0; }
a { color: #1a4fc4; text-decoration: underline; cursor: pointer; }
center { text-align: center; }
blockquote { margin: 16px 40px; }
ul, ol { margin: 16px 0; padding-left: 40px; }
ul { list-style-type: disc; }
ol { list-style-type: decimal; }
li { display: list-item; }
dd { margin-left: 40px; }
hr { border-top: 1px solid #9ca3af; margin: 8px auto; }
br { display: inline-block; }
img { display: inline-block; }
button { display: inline-block; }
table { display: table; border-collapse: separate; border-spacing: 2px; text-align: left; text-indent: 0;
        border-color: #9ca3af; }
caption { display: table-caption; text-align: center; }
thead { display: table-header-group; vertical-align: middle; }
tbody { display: table-row-group; vertical-align: middle; }
tfoot { display: table-footer-group; vertical-align: middle; }
tr { display: table-row; vertical-align: inherit; }
col { display: table-column; }
colgroup { display: table-column-group; }
td, th { display: table-cell; padding: 1px; vertical-align: middle; }
th { font-weight: bold; text-align: center; }
[align=left] { text-align: left; }
[align=right] { text-align: right; }
[align=center] { text-align: center; }
[align=justify] { text-align: justify; }
table[align] { text-align: left; }
table[align=center] { margin-left: auto; margin-right: auto; }
[valign=top] { vertical-align: top; }
[valign=middle] { vertical-align: middle; }
[valign=bottom] { vertical-align: bottom; }
[nowrap] { white-space: nowrap; }
[dir=rtl] { text-align: right; }
[hidden] { display: none; }
)";
}

QByteArray attributeStyle(const QString &html)
{
    static const QRegularExpression padding(uR"(<table\b[^>]*\bcellpadding\s*=\s*["']?(\d{1,3})\b)"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression spacing(uR"(<table\b[^>]*\bcellspacing\s*=\s*["']?(\d{1,3})\b)"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    QSet<QString> paddings, spacings;
    for (auto it = padding.globalMatch(html); it.hasNext();)
        paddings += it.next().captured(1);
    for (auto it = spacing.globalMatch(html); it.hasNext();)
        spacings += it.next().captured(1);
    QString style;
    for (const QString &size : std::as_const(paddings)) {
        for (const QLatin1StringView cell : {"td"_L1, "th"_L1}) {
            for (const QLatin1StringView group : {"tbody"_L1, "thead"_L1, "tfoot"_L1})
                style += "table[cellpadding=\""_L1 + size + "\"] > "_L1 + group + " > tr > "_L1 + cell
                    + " { padding: "_L1 + size + "px; }\n"_L1;
        }
    }
    for (const QString &size : std::as_const(spacings))
        style += "table[cellspacing=\""_L1 + size + "\"] { border-spacing: "_L1 + size + "px; }\n"_L1;
    return style.toUtf8();
}

namespace {

QString withoutForeignMedia(const QString &html)
{
    static const QRegularExpression rule(u"@media([^{}<>]*)\\{"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression feature(u"\\(\\s*([a-z-]+)\\s*[:)]"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression known(u"^(min-|max-)?(device-)?(width|height)$|^orientation$"_s);
    static const QRegularExpression light(u"\\(\\s*prefers-color-scheme\\s*:\\s*light\\s*\\)"_s);
    QString out;
    qsizetype at = 0;
    for (auto it = rule.globalMatch(html); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedStart() < at)
            continue; // inside one that was left out
        const QString query = match.captured(1).toLower().replace(light, u"(min-width: 0px)"_s);
        bool foreign = false;
        for (auto f = feature.globalMatch(query); f.hasNext();)
            foreign = !known.match(f.next().captured(1)).hasMatch() || foreign;
        out += html.sliced(at, match.capturedStart() - at);
        at = match.capturedEnd();
        if (!foreign) {
            out += "@media"_L1 + query + u'{';
            continue;
        }
        for (int depth = 1; depth > 0 && at < html.size(); ++at)
            depth += html[at] == u'{' ? 1 : html[at] == u'}' ? -1 : 0;
    }
    return out + html.sliced(at);
}

} // namespace

QString forEngine(const QString &html)
{
    static const QRegularExpression heavy(u"(font-weight\\s*:\\s*)[6-9]00\\b"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return withoutForeignMedia(html).replace(heavy, u"\\1bold"_s);
}

bool isTooMuch(const QString &html)
{
    constexpr qsizetype longest = 2 * 1024 * 1024; // characters
    constexpr int deepest = 200; // the engine and its parser recurse
    constexpr double mostWork = 250'000; // elements laid out: some 200 ms
    // Elements that close themselves, or are closed by the next of their kind, do not nest.
    static const QSet<QString> flat {u"area"_s,   u"base"_s,    u"br"_s,   u"col"_s,   u"embed"_s, u"hr"_s,
                                     u"img"_s,    u"input"_s,   u"link"_s, u"meta"_s,  u"wbr"_s,   u"p"_s,
                                     u"li"_s,     u"dt"_s,      u"dd"_s,   u"td"_s,    u"th"_s,    u"tr"_s,
                                     u"html"_s,   u"body"_s,    u"head"_s, u"tbody"_s, u"thead"_s, u"tfoot"_s,
                                     u"option"_s, u"colgroup"_s};
    static const QRegularExpression tag(u"<(/?)([a-zA-Z][a-zA-Z0-9]*)"_s);
    if (html.size() > longest)
        return true;
    int depth = 0, tables = 0;
    double work = 0;
    for (auto it = tag.globalMatch(html); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString name = match.captured(2).toLower();
        const int step = match.captured(1).isEmpty() ? 1 : -1;
        if (name == "table"_L1)
            tables = qMax(0, tables + step);
        if (!flat.contains(name))
            depth = qMax(0, depth + step);
        work += step > 0 ? std::pow(3.0, tables)
                         : 0.0; // a cell is laid out three times for each layout of its table
        if (depth > deepest || work > mostWork)
            return true;
    }
    return false;
}

QString simpleForm(const QString &html)
{
    constexpr qsizetype mostShown = 200'000; // characters
    static const QRegularExpression head(u"<(style|script|title)\\b.*?</\\1\\s*>"_s,
                                         QRegularExpression::CaseInsensitiveOption
                                             | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression row(u"<(tr|table)\\b[^>]*>"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression cell(
        u"</?(table|thead|tbody|tfoot|tr|td|th|caption|col|colgroup|div|span|font|b|i|u|center|blockquote|ul|ol)\\b[^>]*>"_s,
        QRegularExpression::CaseInsensitiveOption);
    return html.left(mostShown).remove(head).replace(row, u"<br>"_s).replace(cell, u" "_s);
}

} // namespace ui
