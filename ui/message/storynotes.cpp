#include "ui/message/storynotes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qint64 shortestRetentionUs = 30LL * 24 * 3600 * 1'000'000;

struct StoryNotesText
{
    Q_DECLARE_TR_FUNCTIONS(StoryNotes)
};

QString providerOf(const MessageStory &s)
{
    return s.channelName.isEmpty() ? StoryNotesText::tr("the provider") : s.channelName;
}

QString sentNote(const MessageStory &s)
{
    if (s.channelType == "push"_L1)
        return StoryNotesText::tr(
            "A push never gets past “sent”: nobody reports back whether the device showed it.");
    if (s.channelType == "chat"_L1)
        return StoryNotesText::tr(
            "A chat message never gets past “sent”: the chat service took it, and reports no more.");
    return StoryNotesText::tr(
               "It becomes “delivered” only when %1 reports the delivery; not every provider does.")
        .arg(providerOf(s));
}

} // namespace

QString statusNote(const MessageStory &s)
{
    using api::Delivery;
    switch (s.message.status.value) {
    case Delivery::Delivered:
        if (s.isInApp())
            return StoryNotesText::tr(
                "An in-app message is delivered the moment it is in the feed. Whether it was looked at "
                "is told by “seen” and “read”.");
        if (s.channelType == "http"_L1)
            return StoryNotesText::tr("A webhook is delivered when the receiver answers with a 2xx status.");
        return {};
    case Delivery::Sent:
        return sentNote(s);
    case Delivery::Queued:
    case Delivery::DeliveryAttempted:
        return StoryNotesText::tr(
            "The service tries up to 8 times within about 30 minutes, after longer and longer pauses.");
    case Delivery::Undelivered:
        return StoryNotesText::tr(
            "“Undelivered” is final: all tries have failed, or the failure was one that no further try "
            "would mend.");
    case Delivery::Bounced:
        return StoryNotesText::tr(
                   "“Bounced” is final: %1 refused this address or device. Sending again helps only after it "
                   "was corrected.")
            .arg(providerOf(s));
    case Delivery::NotSent:
        return StoryNotesText::tr("Rendered like any other, to be looked at here; nobody received it.");
    default:
        return {};
    }
}

bool isHistoryGone(const MessageStory &s, qint64 nowUs)
{
    return s.eventsRead && s.events.isEmpty() && !s.message.insertedAt.isNull()
        && nowUs - s.message.insertedAt.us > shortestRetentionUs;
}

QStringList lossNotes(const MessageStory &s, qint64 nowUs)
{
    QStringList notes;
    if (s.recipientGone) {
        const QString who = s.message.recipient.label();
        notes += s.message.recipient.isObject()
            ? StoryNotesText::tr(
                  "The object %1 does not exist any more. What the message itself says of it is still here.")
                  .arg(who)
            : StoryNotesText::tr(
                  "The user %1 does not exist any more. The messages of a deleted user go, too, within about "
                  "ten "
                  "minutes: copy what is needed of this one. After a merge they move to the other user.")
                  .arg(who);
    }
    const bool historyGone = isHistoryGone(s, nowUs);
    if (historyGone)
        notes += StoryNotesText::tr(
            "Its history is gone: accounts keep it for 30 or 90 days. The status and the times below "
            "are those the message itself carries.");
    if (s.contentGone)
        notes += historyGone
            ? StoryNotesText::tr("Its content is not kept any more, either.")
            : StoryNotesText::tr("Its content is not kept: it is past the account's retention, or was never "
                                 "rendered.");
    return notes;
}

} // namespace ui
