#include "ui/message/timeline.h"

#include "ui/message/runsteps.h"
#include "ui/message/timespans.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

// Joined activities beyond these are counted, not listed.
constexpr int mostJoined = 4;
constexpr qint64 togetherUs = 2'000'000;

struct TimelineText
{
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

// What comes first when two things carry the same time.
int rank(const QString &word)
{
    static const QStringList order {
        u"created"_s,     u"queued"_s,     u"enqueued"_s,     u"sent"_s,      u"delivery_attempted"_s,
        u"undelivered"_s, u"bounced"_s,    u"not_sent"_s,     u"delivered"_s, u"seen"_s,
        u"read"_s,        u"interacted"_s, u"link_clicked"_s, u"archived"_s};
    const auto at = order.indexOf(word);
    return at < 0 ? int(order.size()) : int(at);
}

bool talksToProvider(const QString &word, const MessageStory &story)
{
    if (story.isInApp())
        return false;
    return word == "sent"_L1 || word == "delivered"_L1 || word == "bounced"_L1 || word == "undelivered"_L1
        || word == "delivery_attempted"_L1;
}

QString attemptText(const QJsonObject &data)
{
    const int attempt = data.value("attempt"_L1).toInt();
    const int most = data.value("max_attempts"_L1).toInt();
    if (attempt > 0 && most > 0)
        return TimelineText::tr("try %1 of %2 failed").arg(attempt).arg(most);
    return attempt > 0 ? TimelineText::tr("try %1 failed").arg(attempt) : TimelineText::tr("a try failed");
}

QString eventText(const QString &word, const QJsonObject &data, const MessageStory &story, bool queuedBefore)
{
    static const QHash<QString, const char *> texts {
        {u"created"_s, QT_TRANSLATE_NOOP("Timeline", "message created")},
        {u"not_sent"_s, QT_TRANSLATE_NOOP("Timeline", "not sent: the channel is in sandbox mode")},
        {u"unseen"_s, QT_TRANSLATE_NOOP("Timeline", "marked unseen")},
        {u"unread"_s, QT_TRANSLATE_NOOP("Timeline", "marked unread")},
        {u"unarchived"_s, QT_TRANSLATE_NOOP("Timeline", "taken out of the archive")},
        {u"link_clicked"_s, QT_TRANSLATE_NOOP("Timeline", "link clicked")},
        {u"seen"_s, QT_TRANSLATE_NOOP("Timeline", "seen")},
        {u"read"_s, QT_TRANSLATE_NOOP("Timeline", "read")},
        {u"interacted"_s, QT_TRANSLATE_NOOP("Timeline", "interacted")},
        {u"archived"_s, QT_TRANSLATE_NOOP("Timeline", "archived")},
        {u"bounced"_s, QT_TRANSLATE_NOOP("Timeline", "bounced")},
        {u"undelivered"_s, QT_TRANSLATE_NOOP("Timeline", "undelivered")}};
    if (word == "queued"_L1 || word == "enqueued"_L1)
        return queuedBefore ? TimelineText::tr("queued again") : TimelineText::tr("queued");
    if (word == "sent"_L1)
        return story.channelName.isEmpty() ? TimelineText::tr("sent to the provider")
                                           : TimelineText::tr("sent to %1").arg(story.channelName);
    if (word == "delivered"_L1)
        return story.isInApp() ? TimelineText::tr("delivered to the feed") : TimelineText::tr("delivered");
    if (word == "delivery_attempted"_L1)
        return attemptText(data);
    if (const char *text = texts.value(word))
        return TimelineText::tr(text);
    return QString(word).replace(u'_', u' ');
}

TimelineEntry trigger(const MessageStory &story)
{
    TimelineEntry entry;
    entry.at = story.begun();
    entry.lead = TimelineText::tr("trigger");
    entry.text = story.message.workflow.isEmpty() ? story.message.source.key : story.message.workflow;
    QStringList tail;
    if (!story.actor.isEmpty())
        tail += TimelineText::tr("by %1").arg(story.actor);
    if (!story.message.tenant.isEmpty())
        tail += TimelineText::tr("tenant %1").arg(story.message.tenant);
    if (story.activities > 1)
        tail += TimelineText::tr("batch of %1").arg(story.activities);
    entry.tail = tail.join(", "_L1);
    return entry;
}

TimelineEntry fromEvent(const api::MessageEvent &event, const MessageStory &story, bool queuedBefore)
{
    const QString word = event.word();
    TimelineEntry entry;
    entry.at = event.insertedAt;
    entry.data = event.data;
    entry.text = eventText(word, event.data, story, queuedBefore);
    if (word == "bounced"_L1 || word == "undelivered"_L1)
        entry.tone = models::Tone::Bad;
    else if (word == "delivery_attempted"_L1)
        entry.tone = models::Tone::Warn;
    if (word == "link_clicked"_L1)
        entry.tail = event.data.value("url"_L1).toString();
    return entry;
}

TimelineEntry fromLog(const api::MessageDeliveryLog &log, const MessageStory &story)
{
    TimelineEntry entry;
    entry.at = log.insertedAt;
    const QString name = log.serviceName.isEmpty() ? story.channelName : log.serviceName;
    entry.text
        = name.isEmpty() ? TimelineText::tr("asked the provider") : TimelineText::tr("asked %1").arg(name);
    entry.tail = log.request.method + u' ' + log.request.path;
    entry.httpStatus = log.response.status;
    return entry;
}

// The steps of the run, without the one that made this message: its own events tell that.
void addSteps(QList<TimelineEntry> &entries, const MessageStory &story, const models::Vocabulary *vocabulary)
{
    if (!story.run)
        return;
    for (const RunStep &step : runSteps(*story.run, story.message.recipient.label(), vocabulary)) {
        if (!step.messageId.isEmpty() && step.messageId == story.message.id)
            continue;
        TimelineEntry entry;
        entry.at = step.at;
        entry.text = step.text;
        entry.tone = step.tone;
        entry.messageId = step.messageId;
        entries += entry;
    }
}

void addJoined(QList<TimelineEntry> &entries, const MessageStory &story)
{
    QList<api::Activity> joined = story.joined;
    std::stable_sort(joined.begin(), joined.end(), [](const api::Activity &a, const api::Activity &b) {
        return a.insertedAt < b.insertedAt;
    });
    const int all = qMax(story.activities, int(joined.size()));
    const bool cut = joined.size() > mostJoined + 2;
    for (int i = 1; i < joined.size(); ++i) {
        TimelineEntry entry;
        entry.at = joined.at(i).insertedAt;
        if (cut && i > mostJoined) {
            entry.at = joined.last().insertedAt;
            entry.text = TimelineText::tr("%1 more activities joined the batch").arg(all - i);
            entries += entry;
            return;
        }
        const QString who = joined.at(i).actor.label();
        entry.text = who.isEmpty() ? TimelineText::tr("an activity joined the batch")
                                   : TimelineText::tr("%1 joined the batch").arg(who);
        entry.tail = TimelineText::tr("%1 of %2").arg(i + 1).arg(all);
        entries += entry;
    }
}

// What the message itself says of its life, when nothing else is kept.
void addOwnTimes(QList<TimelineEntry> &entries, const api::Message &message)
{
    const QList<QPair<api::Timestamp, const char *>> times {
        {message.seenAt, QT_TRANSLATE_NOOP("Timeline", "seen")},
        {message.readAt, QT_TRANSLATE_NOOP("Timeline", "read")},
        {message.interactedAt, QT_TRANSLATE_NOOP("Timeline", "interacted")},
        {message.linkClickedAt, QT_TRANSLATE_NOOP("Timeline", "link clicked")},
        {message.archivedAt, QT_TRANSLATE_NOOP("Timeline", "archived")}};
    for (const auto &[at, text] : times) {
        if (at.isNull())
            continue;
        TimelineEntry entry;
        entry.at = at;
        entry.text = TimelineText::tr(text);
        entry.tail = TimelineText::tr("the last time it was");
        entries += entry;
    }
}

// The call nearest to that time that no event has taken; -1 when none is near enough.
int nearestLog(const QList<api::MessageDeliveryLog> &logs, const QList<bool> &taken, api::Timestamp at)
{
    int best = -1;
    qint64 distance = togetherUs + 1;
    for (int i = 0; i < logs.size(); ++i) {
        if (taken.at(i) || logs.at(i).insertedAt.isNull() || at.isNull())
            continue;
        const qint64 d = qAbs(logs.at(i).insertedAt.us - at.us);
        if (d < distance) {
            distance = d;
            best = i;
        }
    }
    return best;
}

} // namespace

QString TimelineEntry::plain() const
{
    QStringList parts;
    if (gapUs.value_or(0) > 0)
        parts += gapText(*gapUs);
    for (const QString &part : {lead, text, tail}) {
        if (!part.isEmpty())
            parts += part;
    }
    if (httpStatus)
        parts += QString::number(*httpStatus);
    return parts.join(u' ');
}

models::Tone statusTone(int httpStatus)
{
    if (httpStatus >= 200 && httpStatus < 300)
        return models::Tone::Ok;
    return httpStatus >= 400 ? models::Tone::Bad : models::Tone::Warn;
}

QList<TimelineEntry> timeline(const MessageStory &story, const models::Vocabulary *vocabulary)
{
    QList<api::MessageEvent> events = story.events;
    std::stable_sort(events.begin(), events.end(),
                     [](const api::MessageEvent &a, const api::MessageEvent &b) {
                         if (a.insertedAt != b.insertedAt)
                             return a.insertedAt < b.insertedAt;
                         return rank(a.word()) < rank(b.word());
                     });

    QList<TimelineEntry> entries {trigger(story)};
    addSteps(entries, story, vocabulary);
    addJoined(entries, story);
    if (events.isEmpty())
        addOwnTimes(entries, story.message);
    QList<bool> taken(story.logs.size(), false);
    bool queuedBefore = false;
    for (const api::MessageEvent &event : std::as_const(events)) {
        const QString word = event.word();
        if (word == "created"_L1 && event.insertedAt == entries.first().at)
            continue; // the first line says it already
        TimelineEntry entry = fromEvent(event, story, queuedBefore);
        queuedBefore = queuedBefore || word == "queued"_L1 || word == "enqueued"_L1;
        if (talksToProvider(word, story)) {
            if (const int i = nearestLog(story.logs, taken, event.insertedAt); i >= 0) {
                taken[i] = true;
                entry.httpStatus = story.logs.at(i).response.status;
            }
        }
        entries += entry;
    }
    for (int i = 0; i < story.logs.size(); ++i) {
        if (!taken.at(i))
            entries += fromLog(story.logs.at(i), story);
    }
    std::stable_sort(entries.begin() + 1, entries.end(),
                     [](const TimelineEntry &a, const TimelineEntry &b) { return a.at < b.at; });
    for (int i = 1; i < entries.size(); ++i) {
        if (!entries.at(i).at.isNull() && !entries.at(i - 1).at.isNull())
            entries[i].gapUs = entries.at(i).at.us - entries.at(i - 1).at.us;
    }
    return entries;
}

} // namespace ui
