#pragma once

#include "ui/place.h"

#include <functional>

namespace api {
struct FeedItem;
struct Message;
struct Recipient;
}
namespace models {
class Vocabulary;
}

namespace ui {

class KeyValueTable;

using OpenPlace = std::function<void(const Place &place, bool inNewTab)>;

// Id, recipient, actors, workflow, channel, tenant, times and data of a message, with links to each.
// `withData`: the trigger data, too, in one line.
void fillFacts(KeyValueTable *table, const api::Message &message, const models::Vocabulary *vocabulary,
               const OpenPlace &open, bool withData = true);
// Where a recipient or actor is looked at; invalid for nobody.
Place placeOf(const api::Recipient &recipient);
// A feed item is a message seen through the customer's eyes: delivered, on that channel, to that person.
api::Message messageOf(const api::FeedItem &item, const QString &userId, const QString &channelId);
// email, sms, …: what the message says of its channel, else what is known of it; empty: nobody knows.
QString channelTypeOf(const api::Message &message, const models::Vocabulary *vocabulary);
QString channelNameOf(const api::Message &message, const models::Vocabulary *vocabulary);
// Where it went, when the message itself carries it.
QString destinationOf(const api::Message &message);

} // namespace ui
