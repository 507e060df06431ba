// The Block Kit layout of a chat message, as it stands in a chat content's `json_content` (shapes 3.4): only
// what can be shown. Interactive parts that are not buttons keep their name.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace api {

struct SlackText
{
    QString text;
    bool isPlain = false; // else Slack's own markup
};

struct SlackElement
{
    enum class Kind { Text, Image, Button, Other };
    Kind kind = Kind::Other;
    SlackText text; // of an image: its alternative text; of another: its type
    QString url; // where a button leads (empty: to the app), where a picture lies
    bool isPrimary = false;
    bool isDanger = false;
};

struct SlackBlock
{
    enum class Kind { Header, Section, Divider, Context, Actions, Image, Other };
    Kind kind = Kind::Other;
    SlackText text; // of an image: its title
    QList<SlackText> fields; // two to a line
    QList<SlackElement>
        elements; // of a context or of actions; the picture of an image; a section's accessory
    QJsonObject raw;
};

// Empty when there are none.
QList<SlackBlock> slackBlocks(const QJsonObject &jsonContent);

} // namespace api
