#include "ui/messages/messagefilters.h"

#include "models/display.h"
#include "models/vocabulary.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MessageFilters", text);
}

struct Preset
{
    const char *value;
    const char *label;
    int hours;
};
constexpr Preset presets[] = {{"1h", QT_TRANSLATE_NOOP("MessageFilters", "1 hour"), 1},
                              {"24h", QT_TRANSLATE_NOOP("MessageFilters", "24 hours"), 24},
                              {"7d", QT_TRANSLATE_NOOP("MessageFilters", "7 days"), 7 * 24},
                              {"30d", QT_TRANSLATE_NOOP("MessageFilters", "30 days"), 30 * 24}};

QList<FilterChoice> words(std::initializer_list<const char *> values)
{
    QList<FilterChoice> choices;
    for (const char *value : values)
        choices += {QString::fromLatin1(value), QString::fromLatin1(value).replace(u'_', u' ')};
    return choices;
}

QList<FilterChoice> plain(const QStringList &values)
{
    QList<FilterChoice> choices;
    for (const QString &value : values)
        choices += {value, {}};
    return choices;
}

FilterSpec spec(const QString &key, const QString &label, FilterSpec::Kind kind,
                const QList<FilterChoice> &choices = {})
{
    FilterSpec s;
    s.key = key;
    s.label = label;
    s.kind = kind;
    s.choices = choices;
    return s;
}

} // namespace

void addMessageFilters(FilterBar *bar)
{
    using Kind = FilterSpec::Kind;
    bar->addFilter(spec(
        u"status"_s, tr("Status"), Kind::Multi,
        words({"queued", "sent", "delivered", "delivery_attempted", "undelivered", "bounced", "not_sent"})));
    FilterSpec channel = spec(u"channel"_s, tr("Channel"), Kind::Text);
    channel.placeholder = tr("Channel id");
    bar->addFilter(channel);
    FilterSpec workflow = spec(u"workflow"_s, tr("Workflow"), Kind::Text);
    workflow.placeholder = tr("Workflow key");
    bar->addFilter(workflow);
    QList<FilterChoice> since;
    for (const Preset &preset : presets)
        since += {QString::fromLatin1(preset.value), tr(preset.label)};
    bar->addFilter(spec(u"since"_s, tr("Since"), Kind::Single, since));
    FilterSpec engagement = spec(
        u"engagement"_s, tr("Engagement"), Kind::Multi,
        words({"seen", "unseen", "read", "unread", "interacted", "link_clicked", "archived", "unarchived"}));
    engagement.always = false;
    bar->addFilter(engagement);
    FilterSpec tenant = spec(u"tenant"_s, tr("Tenant"), Kind::Text);
    tenant.placeholder = tr("Tenant id");
    tenant.always = false;
    bar->addFilter(tenant);
}

void offerKnown(FilterBar *bar, const models::Vocabulary &vocabulary)
{
    QList<FilterChoice> channels;
    for (const models::KnownChannel &channel : vocabulary.channels())
        channels += {channel.id, channel.label()};
    bar->chip(u"channel"_s)->setChoices(channels);
    bar->chip(u"workflow"_s)->setChoices(plain(vocabulary.workflows()));
    bar->chip(u"tenant"_s)->setChoices(plain(vocabulary.tenants()));
}

api::MessageQuery messageQuery(const FilterBar::Filters &filters, const QDateTime &now)
{
    api::MessageQuery query;
    for (const auto &[key, value] : filters) {
        if (key == "status"_L1)
            query.status += value;
        else if (key == "engagement"_L1)
            query.engagementStatus += value;
        else if (key == "channel"_L1)
            query.channelId = value;
        else if (key == "workflow"_L1)
            query.source = value;
        else if (key == "tenant"_L1)
            query.tenant = value;
        for (const Preset &preset : presets) {
            if (key == "since"_L1 && value == QLatin1StringView(preset.value))
                query.insertedAfter = api::Timestamp::fromDateTime(now.addSecs(-qint64(preset.hours) * 3600));
        }
    }
    return query;
}

QString messagesTitle(const QString &title, const FilterBar::Filters &filters,
                      const models::Vocabulary *vocabulary)
{
    QStringList parts;
    for (const auto &[key, value] : filters) {
        if (key == "channel"_L1)
            parts += vocabulary && vocabulary->knowsChannel(value) ? vocabulary->channel(value).label()
                                                                   : value.left(8);
        else if (key == "since"_L1)
            continue; // the chip says it; a tab has no room
        else
            parts += QString(value).replace(u'_', u' ');
    }
    return parts.isEmpty() ? title : tr("%1: %2").arg(title, parts.join(", "_L1));
}

} // namespace ui
