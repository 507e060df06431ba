#include "ui/feed/feedcard.h"

#include "api/schema/feedwidget.h"
#include "models/display.h"
#include "models/secrets.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextDocumentFragment>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

struct FeedCardText
{
    Q_DECLARE_TR_FUNCTIONS(FeedCard)
};

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
        marks += chip(item.totalActors == 2 ? FeedCardText::tr("+1 other")
                                            : FeedCardText::tr("+%1 others").arg(item.totalActors - 1),
                      models::Tone::Neutral);
    if (!item.source.key.isEmpty())
        marks
            += chip(item.totalActivities > 1
                        ? FeedCardText::tr("%1 · batch of %2").arg(item.source.key).arg(item.totalActivities)
                        : item.source.key,
                    models::Tone::Neutral);
    const api::EngagementStatuses engagement = item.engagement();
    // Read says more than seen: both would be noise.
    if (engagement.has(Engagement::Seen) && !engagement.has(Engagement::Read))
        marks += chip(FeedCardText::tr("seen"), models::Tone::Neutral,
                      models::engagementIcon(Engagement::Seen));
    if (engagement.has(Engagement::Read))
        marks += chip(FeedCardText::tr("read"), models::Tone::Ok, u"check"_s);
    if (engagement.has(Engagement::Interacted))
        marks += chip(FeedCardText::tr("interacted"), models::Tone::Ok,
                      models::engagementIcon(Engagement::Interacted));
    if (engagement.has(Engagement::LinkClicked))
        marks += chip(FeedCardText::tr("link clicked"), models::Tone::Ok,
                      models::engagementIcon(Engagement::LinkClicked));
    if (engagement.has(Engagement::Archived))
        marks += chip(FeedCardText::tr("archived"), models::Tone::Info,
                      models::engagementIcon(Engagement::Archived));
    return marks;
}

// A kind of tomorrow: all there is of it. The customer's own screen may well leave it out.
QString unknownHtml(const QJsonObject &block)
{
    constexpr int longest = 600;
    const QJsonObject masked = models::maskedSecrets(QJsonValue(block)).toObject();
    QString json = QString::fromUtf8(QJsonDocument(masked).toJson()).trimmed();
    if (json.size() > longest)
        json = json.left(longest) + u'…';
    return "<p><i>"_L1 + FeedCardText::tr("A block of an unknown kind:").toHtmlEscaped() + "</i></p><pre>"_L1
        + json.toHtmlEscaped() + "</pre>"_L1;
}

// Who took part, and that a picture stays unloaded: nothing is fetched from addresses in a message.
QString avatarTip(const api::FeedItem &item)
{
    QStringList names;
    for (const api::Recipient &actor : item.actors)
        names += actor.label();
    if (item.totalActors > names.size())
        names += item.totalActors - names.size() == 1
            ? FeedCardText::tr("1 other")
            : FeedCardText::tr("%1 others").arg(models::numberText(item.totalActors - names.size()));
    const QString who = names.join(u'\n');
    const QString picture = item.actors.first().avatar;
    return picture.isEmpty()
        ? who
        : who + u"\n\n"_s + FeedCardText::tr("The customer sees the picture %1").arg(picture);
}

void addBlock(FeedCard &card, const api::ContentBlock &block)
{
    if (!block.buttons.isEmpty()) {
        card.buttons += block.buttons;
    } else if (api::isItemLink(block)) {
        card.actionUrl = block.rendered;
    } else if (!block.rendered.isEmpty() && api::isKnownBlock(block)) {
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
    for (const QJsonObject &block : api::unknownBlocks(item))
        card.html += unknownHtml(block);
    card.plain = plainText(card.html);
    if (row.isBroken()) {
        card.html = "<p><b>"_L1
            + FeedCardText::tr("This item could not be read as it should be.").toHtmlEscaped() + "</b> "_L1
            + row.problem.toHtmlEscaped() + "</p>"_L1 + card.html;
        card.plain = FeedCardText::tr("This item could not be read as it should be: %1").arg(row.problem);
    } else if (card.plain.isEmpty() && card.buttons.isEmpty()) {
        card.html = "<p><i>"_L1 + FeedCardText::tr("An item without text").toHtmlEscaped() + "</i></p>"_L1;
        card.plain = FeedCardText::tr("An item without text");
    }
    if (!item.actors.isEmpty()) {
        card.avatarName = item.actors.first().label();
        card.avatarTip = avatarTip(item);
    }
    card.time = models::display(item.insertedAt, {nullptr, nowMs});
    card.marks = marksOf(item);
    card.unseen = item.seenAt.isNull();
    return card;
}

QString FeedCard::spoken() const
{
    QStringList parts {unseen ? FeedCardText::tr("Unseen") : QString(), plain, time.text};
    for (const models::Shown &mark : marks)
        parts += mark.text;
    for (const api::ContentButton &button : buttons)
        parts += FeedCardText::tr("button %1").arg(button.label);
    parts.removeAll(QString());
    return parts.join(", "_L1);
}

QString plainText(const QString &html)
{
    return QTextDocumentFragment::fromHtml(html).toPlainText().simplified();
}

} // namespace ui
