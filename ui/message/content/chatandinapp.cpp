#include "api/schema/feedwidget.h"
#include "api/schema/slackblocks.h"
#include "ui/buttons.h"
#include "ui/flowlayout.h"
#include "ui/jsonview.h"
#include "ui/keyvaluetable.h"
#include "ui/message/bubble.h"
#include "ui/message/chattext.h"
#include "ui/message/content/parts.h"
#include "ui/message/contentview.h"
#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QVBoxLayout *column(QWidget *widget, int spacing)
{
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    return layout;
}

QString labelFor(const QString &name, const QString &type)
{
    return name.isEmpty() ? type : name;
}

QWidget *chatText(const QString &text, bool isPlain, const QString &name, QWidget *parent)
{
    return isPlain ? static_cast<QWidget *>(makePlainText(text, parent))
                   : makeRichText(chatHtml(text), name, parent);
}

// ---- Slack's blocks
// ----------------------------------------------------------------------------------------

// Pictures of a chat are not fetched: what they show in words, in a frame of their own.
QWidget *pictureNote(const api::SlackElement &picture, QWidget *parent)
{
    auto *frame = new Bubble(parent);
    auto *layout = column(frame, 2);
    QLabel *words
        = makeDim(picture.text.text.isEmpty() ? ContentView::tr("A picture") : picture.text.text, frame);
    words->setWordWrap(true);
    words->setToolTip(picture.url);
    words->setAccessibleDescription(ContentView::tr("A picture at %1").arg(picture.url));
    layout->addWidget(words);
    frame->setMaximumWidth(320);
    return frame;
}

QWidget *elementWidget(const api::SlackElement &element, bool isSmall, QWidget *parent)
{
    using Kind = api::SlackElement::Kind;
    switch (element.kind) {
    case Kind::Button:
        return makeLeadingButton(element.text.text, element.url, element.isPrimary, element.isDanger, parent);
    case Kind::Image:
        return pictureNote(element, parent);
    case Kind::Text:
        if (isSmall && element.text.isPlain) {
            QLabel *label = makeDim(element.text.text, parent);
            label->setWordWrap(true);
            return label;
        }
        return chatText(element.text.text, element.text.isPlain, ContentView::tr("Context"), parent);
    default:
        return makeDim(ContentView::tr("[%1]").arg(element.text.text), parent);
    }
}

QWidget *fieldsGrid(const QList<api::SlackText> &fields, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metric::between);
    for (int i = 0; i < fields.size(); ++i)
        grid->addWidget(
            chatText(fields[i].text, fields[i].isPlain, ContentView::tr("Field %1").arg(i + 1), box), i / 2,
            i % 2, Qt::AlignTop);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return box;
}

QWidget *sectionWidget(const api::SlackBlock &block, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::between);
    auto *text = new QVBoxLayout;
    text->setSpacing(6);
    row->addLayout(text, 1);
    if (!block.text.text.isEmpty())
        text->addWidget(chatText(block.text.text, block.text.isPlain, ContentView::tr("Section"), box));
    if (!block.fields.isEmpty())
        text->addWidget(fieldsGrid(block.fields, box));
    for (const api::SlackElement &accessory : block.elements)
        row->addWidget(elementWidget(accessory, false, box), 0, Qt::AlignTop);
    return box;
}

QWidget *elementsRow(const api::SlackBlock &block, QWidget *parent)
{
    auto *box = new QWidget(parent);
    const bool isContext = block.kind == api::SlackBlock::Kind::Context;
    if (isContext) {
        auto *layout = column(box, 4);
        for (const api::SlackElement &element : block.elements)
            layout->addWidget(elementWidget(element, true, box));
        return box;
    }
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::inside);
    for (const api::SlackElement &element : block.elements)
        layout->addWidget(elementWidget(element, false, box));
    layout->addStretch(1);
    return box;
}

QWidget *blockWidget(const api::SlackBlock &block, QWidget *parent)
{
    using Kind = api::SlackBlock::Kind;
    switch (block.kind) {
    case Kind::Header: {
        QLabel *title = makePlainText(block.text.text, parent);
        title->setFont(Theme::of()->titleFont());
        return title;
    }
    case Kind::Section:
        return sectionWidget(block, parent);
    case Kind::Divider:
        return makeLine(parent);
    case Kind::Context:
    case Kind::Actions:
        return elementsRow(block, parent);
    case Kind::Image:
        return block.elements.isEmpty() ? nullptr : pictureNote(block.elements.first(), parent);
    default:
        break;
    }
    auto *json = new JsonView(parent); // a kind that is not known: all of it
    json->setJson(block.raw);
    json->setMaximumLines(12);
    return json;
}

} // namespace

QWidget *makeSlackBlocks(const QJsonObject &jsonContent, QWidget *parent)
{
    const QList<api::SlackBlock> blocks = api::slackBlocks(jsonContent);
    if (blocks.isEmpty())
        return nullptr;
    auto *bubble = new Bubble(parent);
    bubble->setMaximumWidth(640);
    QVBoxLayout *layout = column(bubble, 10);
    for (const api::SlackBlock &block : blocks) {
        if (block.kind == api::SlackBlock::Kind::Image && !block.text.text.isEmpty())
            layout->addWidget(makePlainText(block.text.text, bubble));
        if (QWidget *widget = blockWidget(block, bubble))
            layout->addWidget(widget);
    }
    return bubble;
}

QWidget *makeChat(const api::ChatContent &chat, QWidget *parent)
{
    auto *inner = new QWidget(parent);
    QVBoxLayout *layout = column(inner, 12);
    if (!chat.summary.isEmpty()) {
        auto *table = new KeyValueTable(inner);
        table->addText(ContentView::tr("Summary"), chat.summary);
        layout->addWidget(table);
    }
    QWidget *slack = makeSlackBlocks(chat.jsonContent, inner);
    if (slack)
        layout->addWidget(slack);
    if (!chat.blocks.isEmpty()) {
        auto *bubble = new Bubble(inner); // one message, whatever it is made of
        bubble->setMaximumWidth(640);
        QVBoxLayout *blocks = column(bubble, 6);
        for (const api::ChatBlock &block : chat.blocks)
            blocks->addWidget(chatText(block.content,
                                       block.type != "markdown"_L1 && block.type != "mrkdwn"_L1,
                                       labelFor(block.name, block.type), bubble));
        layout->addWidget(bubble);
    }
    addJson(inner, slack ? ContentView::tr("Its blocks as JSON") : ContentView::tr("Blocks as JSON"),
            chat.jsonContent);
    addJson(inner, ContentView::tr("Connection"), chat.connection);
    addJson(inner, ContentView::tr("Metadata"), chat.metadata);
    return inner;
}

QWidget *makeInApp(const api::InAppContent &inApp, const QList<QJsonObject> &unknown, QWidget *parent)
{
    auto *inner = new QWidget(parent);
    QVBoxLayout *outer = column(inner, 12);
    auto *bubble = new Bubble(inner);
    bubble->setMaximumWidth(640);
    QVBoxLayout *layout = column(bubble, 8);
    auto *table = new KeyValueTable(inner);
    for (const api::ContentBlock &block : inApp.blocks) {
        if (!api::isKnownBlock(block) && !api::isItemLink(block))
            continue; // all of it is below
        const QString label = labelFor(block.name, block.type);
        if (!block.buttons.isEmpty()) {
            auto *row = new QWidget(bubble);
            auto *buttons = new FlowLayout(row, metric::inside);
            for (const api::ContentButton &button : block.buttons)
                buttons->addWidget(makeLeadingButton(button.label.isEmpty() ? button.name : button.label,
                                                     button.action, button.name == "primary"_L1, false, row));
            layout->addWidget(row);
        } else if (block.type == "markdown"_L1) {
            layout->addWidget(makeRichText(block.rendered, label, bubble));
        } else if (block.name == "body"_L1) {
            layout->addWidget(makePlainText(block.rendered, bubble));
        } else {
            table->addText(label, block.rendered);
        }
        if (!block.content.isEmpty() && block.content != block.rendered)
            table->addText(ContentView::tr("Template of %1").arg(label), block.content);
    }
    bubble->setVisible(layout->count() > 0);
    outer->addWidget(bubble);
    outer->addWidget(table);
    for (const QJsonObject &block : unknown)
        addJson(inner, ContentView::tr("A block of an unknown kind"), block);
    return inner;
}

} // namespace ui
