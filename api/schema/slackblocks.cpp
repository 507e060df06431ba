#include "api/schema/slackblocks.h"

#include <QHash>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace api {
namespace {

SlackText textFrom(const QJsonValue &value)
{
    if (value.isString())
        return {value.toString(), true};
    const QJsonObject object = value.toObject();
    return {object.value("text"_L1).toString(), object.value("type"_L1).toString() == "plain_text"_L1};
}

SlackElement elementFrom(const QJsonObject &object)
{
    const QString type = object.value("type"_L1).toString();
    SlackElement element;
    if (type == "mrkdwn"_L1 || type == "plain_text"_L1) {
        element.kind = SlackElement::Kind::Text;
        element.text = textFrom(object);
    } else if (type == "image"_L1) {
        element.kind = SlackElement::Kind::Image;
        element.text = {object.value("alt_text"_L1).toString(), true};
        element.url = object.value("image_url"_L1).toString();
    } else if (type == "button"_L1) {
        element.kind = SlackElement::Kind::Button;
        element.text = textFrom(object.value("text"_L1));
        element.url = object.value("url"_L1).toString();
        element.isPrimary = object.value("style"_L1).toString() == "primary"_L1;
        element.isDanger = object.value("style"_L1).toString() == "danger"_L1;
    } else {
        element.text = {type, true};
    }
    return element;
}

SlackBlock blockFrom(const QJsonObject &object)
{
    static const QHash<QString, SlackBlock::Kind> kinds {
        {u"header"_s, SlackBlock::Kind::Header},   {u"section"_s, SlackBlock::Kind::Section},
        {u"divider"_s, SlackBlock::Kind::Divider}, {u"context"_s, SlackBlock::Kind::Context},
        {u"actions"_s, SlackBlock::Kind::Actions}, {u"image"_s, SlackBlock::Kind::Image}};
    SlackBlock block;
    block.kind = kinds.value(object.value("type"_L1).toString(), SlackBlock::Kind::Other);
    block.raw = object;
    block.text = textFrom(object.value(block.kind == SlackBlock::Kind::Image ? "title"_L1 : "text"_L1));
    for (const QJsonValue &field : object.value("fields"_L1).toArray())
        block.fields += textFrom(field);
    for (const QJsonValue &element : object.value("elements"_L1).toArray())
        block.elements += elementFrom(element.toObject());
    if (block.kind == SlackBlock::Kind::Section && object.value("accessory"_L1).isObject())
        block.elements += elementFrom(object.value("accessory"_L1).toObject());
    if (block.kind == SlackBlock::Kind::Image)
        block.elements += elementFrom(object);
    return block;
}

} // namespace

QList<SlackBlock> slackBlocks(const QJsonObject &jsonContent)
{
    QList<SlackBlock> blocks;
    for (const QJsonValue &block : jsonContent.value("blocks"_L1).toArray())
        blocks += blockFrom(block.toObject());
    return blocks;
}

} // namespace api
