#include "ui/feed/feedcard.h"

#include "models/display.h"

#include <QCoreApplication>
#include <QTextDocumentFragment>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FeedCard", text);
}

models::Shown chip(const QString &text, models::Tone tone, const QString &icon = {})
{
    models::Shown shown;
    shown.text = text;
    shown.tone = tone;
    shown.icon = icon;
    return shown;
}

QList<models::Shown> marksOf(const api::FeedItem &item)
{
    using api::Engagement;
    QList<models::Shown> marks;
    if (item.totalActors > 1)
        marks += chip(item.totalActors == 2 ? tr("+1 other") : tr("+%1 others").arg(item.totalActors - 1),
                      models::Tone::Neutral);
    if (!item.source.key.isEmpty())
        marks += chip(item.totalActivities > 1
                          ? tr("%1 · batch of %2").arg(item.source.key).arg(item.totalActivities)
                          : item.source.key,
                      models::Tone::Neutral);
    const api::EngagementStatuses engagement = item.engagement();
    // Read says more than seen: both would be noise.
    if (engagement.has(Engagement::Seen) && !engagement.has(Engagement::Read))
        marks += chip(tr("seen"), models::Tone::Neutral, models::engagementIcon(Engagement::Seen));
    if (engagement.has(Engagement::Read))
        marks += chip(tr("read"), models::Tone::Ok, u"check"_s);
    if (engagement.has(Engagement::Interacted))
        marks += chip(tr("interacted"), models::Tone::Ok, models::engagementIcon(Engagement::Interacted));
    if (engagement.has(Engagement::LinkClicked))
        marks += chip(tr("link clicked"), models::Tone::Ok, models::engagementIcon(Engagement::LinkClicked));
    if (engagement.has(Engagement::Archived))
        marks += chip(tr("archived"), models::Tone::Info, models::engagementIcon(Engagement::Archived));
    return marks;
}

void addBlock(FeedCard &card, const api::ContentBlock &block)
{
    if (!block.buttons.isEmpty()) {
        card.buttons += block.buttons;
    } else if (block.name == "action_url"_L1) {
        card.actionUrl = block.rendered;
    } else if (!block.rendered.isEmpty()) {
        card.html += block.type == "markdown"_L1 ? block.rendered
                                                 : "<p>"_L1 + block.rendered.toHtmlEscaped() + "</p>"_L1;
    }
}

} // namespace

FeedCard cardOf(const api::Row<api::FeedItem> &row, qint64 nowMs)
{
    const api::FeedItem &item = row.value;
    FeedCard card;
    for (const api::ContentBlock &block : item.blocks)
        addBlock(card, block);
    card.plain = plainText(card.html);
    if (row.isBroken()) {
        card.html = "<p><b>"_L1 + tr("This item could not be read as it should be.").toHtmlEscaped()
            + "</b> "_L1 + row.problem.toHtmlEscaped() + "</p>"_L1 + card.html;
        card.plain = tr("This item could not be read as it should be: %1").arg(row.problem);
    } else if (card.plain.isEmpty() && card.buttons.isEmpty()) {
        card.html = "<p><i>"_L1 + tr("An item without text").toHtmlEscaped() + "</i></p>"_L1;
        card.plain = tr("An item without text");
    }
    if (!item.actors.isEmpty())
        card.avatarName = item.actors.first().label();
    card.time = models::display(item.insertedAt, {nullptr, nowMs});
    card.marks = marksOf(item);
    card.unseen = item.seenAt.isNull();
    return card;
}

QString FeedCard::spoken() const
{
    QStringList parts {unseen ? tr("Unseen") : QString(), plain, time.text};
    for (const models::Shown &mark : marks)
        parts += mark.text;
    for (const api::ContentButton &button : buttons)
        parts += tr("button %1").arg(button.label);
    parts.removeAll(QString());
    return parts.join(", "_L1);
}

QString plainText(const QString &html)
{
    return QTextDocumentFragment::fromHtml(html).toPlainText().simplified();
}

} // namespace ui
