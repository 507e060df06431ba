#include "models/texts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTimeZone>
#include <cmath>

namespace models {

namespace {

constexpr qint64 secondMs = 1000, minuteMs = 60 * secondMs, hourMs = 60 * minuteMs, dayMs = 24 * hourMs;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Texts)
};

// Numbers and months go with the language of the sentences around them.
const QLocale &textLocale()
{
    static const QLocale locale(QLocale::English, QLocale::UnitedStates);
    return locale;
}

QString spanText(qint64 ms)
{
    if (ms < minuteMs)
        return Texts::tr("%1 s").arg(ms / secondMs);
    if (ms < hourMs)
        return Texts::tr("%1 min").arg(ms / minuteMs);
    return Texts::tr("%1 h").arg(ms / hourMs);
}

QString dayText(qint64 days)
{
    switch (days) {
    case 0:
        return Texts::tr("today");
    case 1:
        return Texts::tr("yesterday");
    case -1:
        return Texts::tr("tomorrow");
    default:
        break;
    }
    return days > 0 ? Texts::tr("%1 days ago").arg(days) : Texts::tr("in %1 days").arg(-days);
}

// Writes JSON on one line and stops where the room ends, whatever the size of the value.
class CompactWriter
{
public:
    explicit CompactWriter(int room)
        : m_room(room)
    {
    }
    void write(const QJsonValue &v)
    {
        switch (v.type()) {
        case QJsonValue::Object:
            return writeObject(v.toObject());
        case QJsonValue::Array:
            return writeArray(v.toArray());
        case QJsonValue::String:
            return writeString(v.toString());
        case QJsonValue::Bool:
            return add(v.toBool() ? u"true" : u"false");
        case QJsonValue::Double:
            return add(plainNumber(v.toDouble()));
        default:
            return add(u"null");
        }
    }
    QString text() const { return isFull() ? m_text.left(m_room - 1) + u'…' : m_text; }

private:
    static QString plainNumber(double v)
    {
        return v == std::floor(v) && std::abs(v) < 1e15 ? QString::number(qint64(v)) : QString::number(v);
    }
    bool isFull() const { return m_text.size() > m_room; }
    void add(QStringView text) { m_text += text; }
    void writeObject(const QJsonObject &object)
    {
        add(u"{");
        for (auto it = object.begin(); it != object.end() && !isFull(); ++it) {
            if (it != object.begin())
                add(u", ");
            writeString(it.key());
            add(u": ");
            write(*it);
        }
        add(u"}");
    }
    void writeArray(const QJsonArray &array)
    {
        add(u"[");
        for (qsizetype i = 0; i < array.size() && !isFull(); ++i) {
            if (i)
                add(u", ");
            write(array.at(i));
        }
        add(u"]");
    }
    void writeString(const QString &text)
    {
        add(u"\"");
        for (const QChar c : QStringView(text).left(m_room)) {
            if (c == u'"' || c == u'\\')
                m_text += u'\\';
            if (c == u'\n')
                add(u"\\n");
            else if (c == u'\t')
                add(u"\\t");
            else if (c.unicode() >= 0x20)
                m_text += c;
        }
        add(u"\"");
    }

    int m_room;
    QString m_text;
};

} // namespace

QString numberText(qint64 v)
{
    return textLocale().toString(v);
}

QString numberText(int v)
{
    return textLocale().toString(v);
}

QString numberText(double v)
{
    const bool whole = v == std::floor(v) && std::abs(v) < 1e15;
    return whole ? textLocale().toString(qint64(v)) : textLocale().toString(v, 'g', 6);
}

QString relativeTime(qint64 ms, qint64 nowMs)
{
    const qint64 age = nowMs - ms;
    if (std::abs(age) < 2 * secondMs)
        return Texts::tr("just now");
    if (std::abs(age) < dayMs)
        return age > 0 ? Texts::tr("%1 ago").arg(spanText(age)) : Texts::tr("in %1").arg(spanText(-age));
    const QDate then = QDateTime::fromMSecsSinceEpoch(ms).date();
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs).date();
    const qint64 days = then.daysTo(today);
    if (std::abs(days) < 7)
        return dayText(days);
    return textLocale().toString(
        then, then.year() == today.year() ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

QString exactTime(const api::Timestamp &t, const QByteArray &zoneId)
{
    const QTimeZone zone(zoneId);
    if (t.isNull() || !zone.isValid())
        return {};
    const QDateTime there = t.toUtc().toTimeZone(zone);
    const int offset = there.offsetFromUtc() / 60;
    const QString text = there.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
    if (zoneId == "UTC")
        return text + QStringLiteral(" UTC");
    return QStringLiteral("%1 %2 (UTC%3%4:%5)")
        .arg(text, QString::fromLatin1(zoneId), QString(offset < 0 ? u'−' : u'+'))
        .arg(std::abs(offset) / 60, 2, 10, QLatin1Char('0'))
        .arg(std::abs(offset) % 60, 2, 10, QLatin1Char('0'));
}

QString timeTip(const api::Timestamp &t)
{
    const QString utc = exactTime(t, "UTC");
    const QString local = exactTime(t, QTimeZone::systemTimeZoneId());
    return local.isEmpty() || local == utc ? utc : utc + u'\n' + local;
}

QString durationText(qint64 ms)
{
    if (ms < hourMs)
        return spanText(ms);
    const qint64 minutes = ms % hourMs / minuteMs;
    return minutes ? Texts::tr("%1 h %2 min").arg(ms / hourMs).arg(minutes)
                   : Texts::tr("%1 h").arg(ms / hourMs);
}

QString compactJson(const QJsonValue &v, int maxLength)
{
    CompactWriter writer(maxLength);
    writer.write(v);
    return writer.text();
}

QString exactJson(const QJsonValue &v)
{
    const QByteArray list = QJsonDocument(QJsonArray {v}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

} // namespace models
