#include "ui/message/messagestory.h"

#include "ui/message/timespans.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

struct MessageStoryText
{
    Q_DECLARE_TR_FUNCTIONS(MessageStory)
};

// The first text among the keys that providers put their reasons under.
QString textIn(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().simplified();
    if (value.isArray())
        return textIn(value.toArray().first());
    if (!value.isObject())
        return {};
    static constexpr const char *keys[]
        = {"reason", "failure_details", "message", "error_message", "description",
           "detail", "error",           "errors",  "title"};
    const QJsonObject object = value.toObject();
    for (const char *key : keys) {
        const QString text = textIn(object.value(QLatin1StringView(key)));
        if (!text.isEmpty())
            return text;
    }
    return {};
}

QString onChannel(const MessageStory &s)
{
    if (s.channelType == "email"_L1)
        return MessageStoryText::tr(" by email");
    if (s.channelType == "sms"_L1)
        return MessageStoryText::tr(" by SMS");
    if (s.channelType == "push"_L1)
        return MessageStoryText::tr(" by push");
    if (s.channelType == "chat"_L1)
        return s.channelName.isEmpty() ? MessageStoryText::tr(" by chat")
                                       : MessageStoryText::tr(" on %1").arg(s.channelName);
    if (s.channelType == "http"_L1)
        return MessageStoryText::tr(" by webhook");
    return s.channelName.isEmpty() ? QString() : MessageStoryText::tr(" through %1").arg(s.channelName);
}

// "to ada@example.com by email", or without the address where it is not known.
QString toWhere(const MessageStory &s)
{
    if (s.isInApp())
        return MessageStoryText::tr(" in-app");
    // A device token or a connection id says nothing to a reader; the channel does.
    const bool readable = s.channelType == "email"_L1 || s.channelType == "sms"_L1;
    return (readable && !s.destination.isEmpty() ? MessageStoryText::tr(" to %1").arg(s.destination)
                                                 : QString())
        + onChannel(s);
}

QString provider(const MessageStory &s)
{
    return s.channelName.isEmpty() ? MessageStoryText::tr("The provider") : s.channelName;
}

QString afterTrigger(const MessageStory &s, QLatin1StringView word)
{
    const api::MessageEvent *event = s.latest(word);
    const api::Timestamp begun = s.begun();
    if (!event || begun.isNull() || event->insertedAt < begun)
        return {};
    if (event->insertedAt.us - begun.us < 50'000)
        return MessageStoryText::tr(" at once");
    return MessageStoryText::tr(" %1 after the trigger").arg(spanText(event->insertedAt.us - begun.us));
}

QString engagement(const MessageStory &s)
{
    using api::Engagement;
    const api::EngagementStatuses &e = s.message.engagement;
    if (e.isEmpty())
        return s.isInApp() ? MessageStoryText::tr(". Not seen yet.")
                           : MessageStoryText::tr(". Nothing is known of it being opened.");
    QStringList parts;
    const auto add = [&](Engagement which, const char *text) {
        if (e.has(which))
            parts += MessageStoryText::tr(text);
    };
    add(Engagement::Seen, QT_TRANSLATE_NOOP("MessageStory", "seen"));
    add(Engagement::Read, QT_TRANSLATE_NOOP("MessageStory", "read"));
    add(Engagement::Interacted, QT_TRANSLATE_NOOP("MessageStory", "interacted with"));
    add(Engagement::LinkClicked, QT_TRANSLATE_NOOP("MessageStory", "a link in it clicked"));
    add(Engagement::Archived, QT_TRANSLATE_NOOP("MessageStory", "archived"));
    // A word of tomorrow is shown as it came.
    for (const QString &word : e.words()) {
        if (api::fromWire<Engagement>(word) == Engagement::Unknown)
            parts += word;
    }
    if (e.has(Engagement::Seen) && parts.size() == 1)
        parts += MessageStoryText::tr("not read");
    return "; "_L1 + parts.join(", "_L1) + u'.';
}

QString tryText(const MessageStory &s)
{
    const api::MessageEvent *event = s.latest("delivery_attempted"_L1);
    if (!event)
        return {};
    const int attempt = event->data.value("attempt"_L1).toInt();
    const int most = event->data.value("max_attempts"_L1).toInt();
    if (attempt <= 0)
        return {};
    return most > 0 ? MessageStoryText::tr("Try %1 of %2").arg(attempt).arg(most)
                    : MessageStoryText::tr("Try %1").arg(attempt);
}

QString advice(const MessageStory &s)
{
    if (s.channelType == "email"_L1)
        return MessageStoryText::tr(" Check the address.");
    if (s.channelType == "sms"_L1)
        return MessageStoryText::tr(" Check the phone number.");
    if (s.channelType == "push"_L1)
        return MessageStoryText::tr(" The app may have been removed from the device.");
    if (s.channelType == "chat"_L1)
        return MessageStoryText::tr(" Check the connection to the channel.");
    return {};
}

// A sentence with the provider's words behind a colon, or closed without them.
QString because(const QString &sentence, const QString &words)
{
    if (words.isEmpty())
        return sentence + u'.';
    const bool closed = words.endsWith(u'.') || words.endsWith(u'!') || words.endsWith(u'?');
    return sentence + ": "_L1 + words + (closed ? ""_L1 : "."_L1);
}

QString bounced(const MessageStory &s, const QString &words)
{
    const bool wasSent = s.latest("sent"_L1) || s.latest("delivered"_L1);
    if (s.channelType == "email"_L1 && wasSent)
        return because(
                   MessageStoryText::tr("%1 took it, then the receiving server refused it").arg(provider(s)),
                   words)
            + advice(s);
    if (wasSent)
        return because(MessageStoryText::tr("%1 took it, then it came back").arg(provider(s)), words)
            + advice(s);
    return because(MessageStoryText::tr("%1 refused it").arg(provider(s)), words) + advice(s);
}

QString attempted(const MessageStory &s, const QString &words)
{
    const QString which = tryText(s);
    const QString what = which.isEmpty()
        ? MessageStoryText::tr("A try to deliver it%1 failed").arg(toWhere(s))
        : MessageStoryText::tr("%1 to deliver it%2 failed").arg(which, toWhere(s));
    const api::MessageEvent *event = s.latest("delivery_attempted"_L1);
    const QJsonValue retryable = event ? event->data.value("retryable"_L1) : QJsonValue();
    const QString next = retryable.isBool() && !retryable.toBool()
        ? MessageStoryText::tr(" It will not be tried again.")
        : MessageStoryText::tr(" It will be tried again.");
    return because(what, words) + next;
}

// Push and chat end here; of e-mail and SMS the provider could tell more.
QString handedOver(const MessageStory &s)
{
    const QString to = s.channelName.isEmpty() ? MessageStoryText::tr("the provider") : s.channelName;
    if (s.channelType == "push"_L1 || s.channelType == "chat"_L1)
        return MessageStoryText::tr("Handed to %1%2, which is as far as %3 can be followed")
            .arg(to, afterTrigger(s, "sent"_L1),
                 s.channelType == "push"_L1 ? MessageStoryText::tr("a push notification")
                                            : MessageStoryText::tr("a chat message"));
    return MessageStoryText::tr("Handed to %1%2%3; the delivery is not confirmed")
        .arg(to, s.destination.isEmpty() ? QString() : MessageStoryText::tr(" for %1").arg(s.destination),
             afterTrigger(s, "sent"_L1));
}

QString queued(const MessageStory &s)
{
    const QString which = tryText(s);
    if (!which.isEmpty())
        return MessageStoryText::tr("%1 failed; it is waiting to be sent%2 again.").arg(which, toWhere(s));
    return MessageStoryText::tr("Waiting to be sent%1; nothing has left yet.").arg(toWhere(s));
}

} // namespace

const api::MessageEvent *MessageStory::latest(QLatin1StringView word) const
{
    const api::MessageEvent *found = nullptr;
    for (const api::MessageEvent &event : events) {
        if (event.word() == word && (!found || found->insertedAt < event.insertedAt))
            found = &event;
    }
    return found;
}

api::Timestamp MessageStory::begun() const
{
    api::Timestamp first = message.insertedAt;
    const auto look = [&first](const api::Timestamp &at) {
        if (!at.isNull() && (first.isNull() || at < first))
            first = at;
    };
    if (const api::MessageEvent *created = latest("created"_L1))
        look(created->insertedAt);
    for (const api::Activity &activity : joined)
        look(activity.insertedAt);
    if (run)
        look(run->insertedAt);
    return first;
}

QString Sentence::html() const
{
    QString out = text.toHtmlEscaped();
    if (!quote.isEmpty()) {
        const QString escaped = quote.toHtmlEscaped();
        const qsizetype at = out.indexOf(escaped);
        if (at >= 0)
            out.replace(at, escaped.size(), "<b>"_L1 + escaped + "</b>"_L1);
    }
    return out;
}

QString providerWords(const MessageStory &story)
{
    // The answer of the last call that failed says most; the event often only names a class of failure.
    const api::MessageDeliveryLog *last = nullptr;
    for (const api::MessageDeliveryLog &log : story.logs) {
        if (!last || last->insertedAt <= log.insertedAt)
            last = &log;
    }
    QString fromLog;
    if (last && last->response.status.value_or(0) >= 400)
        fromLog = textIn(last->response.body);
    for (const auto word : {"bounced"_L1, "undelivered"_L1, "delivery_attempted"_L1}) {
        const api::MessageEvent *event = story.latest(word);
        if (!event)
            continue;
        const QString details = textIn(event->data.value("failure_details"_L1));
        if (!details.isEmpty())
            return details;
        if (!fromLog.isEmpty())
            return fromLog;
        const QString reason = textIn(QJsonValue(event->data));
        if (!reason.isEmpty())
            return reason;
        const QString kind = event->data.value("failure_reason"_L1).toString();
        if (!kind.isEmpty())
            return QString(kind).replace(u'_', u' ');
    }
    return fromLog;
}

Sentence tell(const MessageStory &s)
{
    using api::Delivery;
    Sentence sentence;
    switch (s.message.status.value) {
    case Delivery::Delivered:
        sentence.text = MessageStoryText::tr("Delivered%1%2").arg(toWhere(s), afterTrigger(s, "delivered"_L1))
            + engagement(s);
        return sentence;
    case Delivery::Sent:
        sentence.text = handedOver(s) + engagement(s);
        return sentence;
    case Delivery::Queued:
        sentence.text = queued(s);
        return sentence;
    case Delivery::NotSent:
        sentence.text
            = MessageStoryText::tr("Not sent%1: the channel is in sandbox mode, so nothing left the service.")
                  .arg(toWhere(s));
        return sentence;
    case Delivery::Unknown:
        sentence.text
            = MessageStoryText::tr("The service calls its delivery “%1”, a word this console does not know.")
                  .arg(s.message.status.text());
        return sentence;
    default:
        break;
    }
    sentence.quote = providerWords(s);
    if (s.message.status.value == Delivery::Bounced)
        sentence.text = bounced(s, sentence.quote);
    else if (s.message.status.value == Delivery::DeliveryAttempted)
        sentence.text = attempted(s, sentence.quote);
    else
        sentence.text = because(
            MessageStoryText::tr("It could not be delivered%1 and will not be tried again").arg(toWhere(s)),
            sentence.quote);
    return sentence;
}

} // namespace ui
