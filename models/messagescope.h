// Whose messages a list holds: the five places where the service lists messages.
#pragma once

#include "models/lists.h"

namespace models {

// Everybody's (E03), a user's (E18), an object's (E25), or everybody's of one workflow or one channel.
struct MessageScope
{
    enum class Kind { Everybody, User, Object, Workflow, Channel };
    Kind kind = Kind::Everybody;
    QString id; // of the user, object or channel, the key of the workflow; empty for everybody's
    QString collection = {}; // of an object

    static MessageScope ofUser(const QString &id) { return {Kind::User, id}; }
    static MessageScope ofObject(const QString &collection, const QString &id)
    {
        return {Kind::Object, id, collection};
    }
    static MessageScope ofWorkflow(const QString &key) { return {Kind::Workflow, key}; }
    static MessageScope ofChannel(const QString &id) { return {Kind::Channel, id}; }

    bool isOfOneRecipient() const { return kind == Kind::User || kind == Kind::Object; }
    // One page of it. Of a workflow or a channel, that one takes the place of what the query says.
    api::Request<api::Page<api::Message>> request(api::MessageQuery query) const;
    // For CursorListModel::setSource(): reads the query anew for each page, so that a range counted back from
    // now can be counted anew before a refresh. Cursors and page size are the list's own.
    MessagesModel::Source source(const std::shared_ptr<const api::MessageQuery> &query) const;
    MessagesModel::Source source(const api::MessageQuery &query = {}) const;
    friend bool operator==(const MessageScope &, const MessageScope &) = default;
};

} // namespace models
