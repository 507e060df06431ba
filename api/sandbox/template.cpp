#include "api/sandbox/template.h"

#include <QJsonArray>
#include <QStringList>

namespace api::sandbox {

namespace {

QJsonValue lookUp(const QJsonObject &scope, QStringView path)
{
    QJsonValue value = scope;
    for (const QStringView part : path.split(u'.')) {
        bool isIndex = false;
        const int index = part.toInt(&isIndex);
        value = isIndex && value.isArray() ? value.toArray().at(index) : value.toObject().value(part);
    }
    return value;
}

QString shown(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Double:
        return QString::number(value.toDouble(), 'g', 15);
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    default:
        return {};
    }
}

// The text between the quotes of `default: "text"`.
QStringView defaultOf(QStringView filter)
{
    const qsizetype from = filter.indexOf(u'"');
    const qsizetype to = filter.lastIndexOf(u'"');
    return filter.trimmed().startsWith(QLatin1StringView("default:")) && from >= 0 && to > from
        ? filter.mid(from + 1, to - from - 1)
        : QStringView();
}

QString evaluate(QStringView expression, const QJsonObject &scope)
{
    const qsizetype bar = expression.indexOf(u'|');
    const QString value = shown(lookUp(scope, expression.left(bar < 0 ? expression.size() : bar).trimmed()));
    return value.isEmpty() && bar >= 0 ? defaultOf(expression.mid(bar + 1)).toString() : value;
}

// Where the placeholder that starts at `at` ends; `at` when none does.
qsizetype placeholderEnd(QStringView text, qsizetype at)
{
    if (!text.mid(at).startsWith(QLatin1StringView("{{")))
        return at;
    const qsizetype end = text.indexOf(QLatin1StringView("}}"), at);
    return end < 0 ? at : end + 2;
}

class MarkdownRun // one run of Markdown text, left to right
{
public:
    explicit MarkdownRun(QStringView text)
        : m_text(text)
    {
    }
    QString html()
    {
        while (m_at < m_text.size()) {
            if (!copyPlaceholder() && !link() && !bold())
                copyCharacter();
        }
        return m_out + (m_isBold ? QStringLiteral("</strong>") : QString());
    }

private:
    bool copyPlaceholder()
    {
        const qsizetype end = placeholderEnd(m_text, m_at);
        m_out += m_text.mid(m_at, end - m_at);
        return std::exchange(m_at, end) != end;
    }
    bool link()
    {
        const QStringView rest = m_text.mid(m_at);
        const qsizetype middle = rest.indexOf(QLatin1StringView("]("));
        const qsizetype end = middle < 0 ? -1 : rest.indexOf(u')', middle);
        if (!rest.startsWith(u'[') || end < 0)
            return false;
        m_out += QStringLiteral("<a href=\"") + MarkdownRun(rest.mid(middle + 2, end - middle - 2)).html()
            + QStringLiteral("\">") + MarkdownRun(rest.mid(1, middle - 1)).html() + QStringLiteral("</a>");
        m_at += end + 1;
        return true;
    }
    bool bold()
    {
        const bool opens = !m_isBold && m_text.indexOf(QLatin1StringView("**"), m_at + 2) > 0;
        if (!m_text.mid(m_at).startsWith(QLatin1StringView("**")) || !(m_isBold || opens))
            return false;
        m_isBold = !m_isBold;
        m_out += m_isBold ? QStringLiteral("<strong>") : QStringLiteral("</strong>");
        m_at += 2;
        return true;
    }
    void copyCharacter()
    {
        const QChar c = m_text[m_at++];
        m_out += c == u'\n' ? QStringLiteral("<br>") : QString(c).toHtmlEscaped();
    }

    QStringView m_text;
    qsizetype m_at = 0;
    QString m_out;
    bool m_isBold = false;
};

} // namespace

QString fillTemplate(QStringView source, const QJsonObject &scope, Escape escape)
{
    QString out;
    qsizetype at = 0;
    while (at < source.size()) {
        const qsizetype start = source.indexOf(QLatin1StringView("{{"), at);
        const qsizetype end = start < 0 ? -1 : placeholderEnd(source, start);
        if (start < 0 || end == start)
            break;
        const QString value = evaluate(source.mid(start + 2, end - start - 4), scope);
        out += source.mid(at, start - at);
        out += escape == Escape::Html ? value.toHtmlEscaped() : value;
        at = end;
    }
    out += source.mid(at);
    return out;
}

QString markdownToHtml(QStringView source)
{
    QString out;
    for (QStringView block : source.trimmed().toString().split(QStringLiteral("\n\n"), Qt::SkipEmptyParts)) {
        const bool isQuote = block.startsWith(QLatin1StringView("> "));
        const QString text = isQuote
            ? block.mid(2).toString().replace(QStringLiteral("\n> "), QStringLiteral("\n"))
            : block.toString();
        const QString paragraph = QStringLiteral("<p>") + MarkdownRun(text).html() + QStringLiteral("</p>");
        out += isQuote ? QStringLiteral("<blockquote>") + paragraph + QStringLiteral("</blockquote>")
                       : paragraph;
    }
    return out;
}

} // namespace api::sandbox
