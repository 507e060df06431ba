#include "ui/place.h"

#include <QStringList>
#include <QUrl>
#include <algorithm>

namespace ui {
namespace {

// What may stand in an address as it is, beside letters, digits and -._~
constexpr char plainInIds[] = "@:+,!$*'()";

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, plainInIds));
}

int hexValue(QChar c)
{
    const char16_t u = c.toLower().unicode();
    return u >= u'0' && u <= u'9' ? u - u'0' : u >= u'a' && u <= u'f' ? u - u'a' + 10 : -1;
}

// A percent sign that starts no code stands for itself: addresses are typed by hand, too.
QString decoded(QStringView text)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0
            && hexValue(text[i + 2]) >= 0) {
            bytes.append(char(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2])));
            i += 2;
            continue;
        }
        const qsizetype length = text[i].isHighSurrogate() && i + 1 < text.size() ? 2 : 1;
        bytes.append(text.mid(i, length).toUtf8());
        i += length - 1;
    }
    return QString::fromUtf8(bytes);
}

bool isKind(QStringView text)
{
    if (text.isEmpty() || text.front() < u'a' || text.front() > u'z')
        return false;
    for (const QChar c : text) {
        if (c != u'-' && (c < u'a' || c > u'z'))
            return false;
    }
    return true;
}

// The one kind whose things have an id of two parts.
bool isObjectKind(QStringView kind)
{
    return kind == u"object";
}

QStringView cutAt(QStringView &text, QChar mark)
{
    const qsizetype at = text.indexOf(mark);
    const QStringView rest = at < 0 ? QStringView() : text.mid(at + 1);
    if (at >= 0)
        text = text.first(at);
    return rest;
}

} // namespace

QString Place::address() const
{
    QString text = kind;
    if (isObjectKind(kind) && !id.isEmpty())
        text += u':' + encoded(collection()) + u'/' + encoded(objectId());
    else if (!id.isEmpty())
        text += u':' + encoded(id);
    if (!section.isEmpty())
        text += u'/' + encoded(section);
    QChar mark = u'?';
    for (const auto &[key, value] : filters) {
        text += mark + encoded(key) + u'=' + encoded(value);
        mark = u'&';
    }
    return text;
}

QString Place::command() const
{
    const QString text = address();
    const auto isPlain
        = [](QChar c) { return c.isLetterOrNumber() || QStringLiteral(":/%-._~@+,").contains(c); };
    if (std::all_of(text.begin(), text.end(), isPlain))
        return QStringLiteral("doorman ") + text;
    return QStringLiteral("doorman '%1'").arg(QString(text).replace(u'\'', QStringLiteral("%27")));
}

Place Place::fromAddress(const QString &address)
{
    const QString trimmed = address.trimmed();
    QStringView rest(trimmed);
    const QStringView query = cutAt(rest, u'?');
    QStringView section = cutAt(rest, u'/');
    const bool hasId = rest.contains(u':');
    const QStringView id = cutAt(rest, u':');
    if (!isKind(rest) || (hasId && id.isEmpty()))
        return {};
    Place place {rest.toString(), decoded(id), {}, {}};
    if (isObjectKind(rest)) {
        const QStringView inside = cutAt(section, u'/');
        if (id.isEmpty() || section.isEmpty())
            return {};
        place.id += u'/' + decoded(section);
        section = inside;
    }
    place.section = decoded(section);
    for (QStringView pair : query.split(u'&', Qt::SkipEmptyParts)) {
        const QStringView value = cutAt(pair, u'=');
        place.filters.append({decoded(pair), decoded(value)});
    }
    return place;
}

Place Place::ofObject(const QString &collection, const QString &id, const QString &section)
{
    return {QStringLiteral("object"), collection + u'/' + id, section, {}};
}

QString Place::collection() const
{
    return id.section(u'/', 0, 0);
}

QString Place::objectId() const
{
    return id.section(u'/', 1);
}

QString Place::filter(const QString &key) const
{
    for (const auto &[name, value] : filters) {
        if (name == key)
            return value;
    }
    return {};
}

QStringList Place::filterList(const QString &key) const
{
    QStringList values;
    for (const auto &[name, value] : filters) {
        if (name == key)
            values.append(value);
    }
    return values;
}

void Place::setFilter(const QString &key, const QStringList &values)
{
    filters.removeIf([&key](const QPair<QString, QString> &pair) { return pair.first == key; });
    for (const QString &value : values)
        filters.append({key, value});
}

} // namespace ui
