// What is known about one message, as its sentence and its timeline are told from it.
#pragma once

#include "api/schema/message.h"
#include "api/schema/workflow.h"

#include <optional>

namespace ui {

struct MessageStory
{
    api::Message message;
    QString channelType; // email, sms, push, chat, in_app_feed, http; empty when unknown
    QString channelName; // "SendGrid"; empty when unknown
    QString destination; // the address, number or device it went to; empty when unknown
    QString actor; // who caused it; empty when nobody did or it is not known
    int activities = 1; // more than one after a batch
    QList<api::MessageEvent> events; // in any order
    QList<api::MessageDeliveryLog> logs;
    QList<api::Activity> joined; // the activities as far as they are loaded, in any order
    std::optional<api::WorkflowRecipientRun> run; // what made the message, where it can be read
    bool eventsRead = false; // `events` are all there are, even when there are none
    bool contentGone = false; // the service keeps no content of it
    bool recipientGone = false; // the user or object is not there any more

    bool isInApp() const { return channelType.startsWith(QLatin1StringView("in_app")); }
    // The newest event of that word; null when there is none.
    const api::MessageEvent *latest(QLatin1StringView word) const;
    // When it all began: the earliest of run, activities, creation event and the message's own time.
    api::Timestamp begun() const;
};

struct Sentence
{
    QString text; // plain; holds `quote`
    QString quote; // the provider's own words; may be empty
    QString html() const; // escaped, the quote in bold
};

// One sentence that says what became of the message and, where it went wrong, why.
Sentence tell(const MessageStory &story);
// Why the provider refused it, in its own words; empty when it said nothing.
QString providerWords(const MessageStory &story);

} // namespace ui
