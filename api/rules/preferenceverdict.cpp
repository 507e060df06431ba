#include "api/rules/preferenceverdict.h"

namespace api {
namespace {

using Where = PreferenceReason::Where;

const QString strategyKey = QStringLiteral("__strategy__");

class Judge
{
public:
    Judge(const QJsonObject &set, const PreferenceQuestion &question, const ConditionCheck &check)
        : m_set(set)
        , m_question(question)
        , m_check(check)
    {
    }

    PreferenceVerdict run()
    {
        if (m_question.overridesPreferences)
            return {};
        askType(m_set.value(QLatin1StringView("channels")).toObject(),
                preferenceAt(m_set, {PreferenceRow::Defaults, {}, m_question.channelType}));
        askRow(Where::Workflow, PreferenceRow::Workflow, m_question.workflow);
        for (const QString &category : m_question.categories)
            askRow(Where::Category, PreferenceRow::Category, category);
        if (m_question.isCommercial)
            add(Where::Commercial, {}, true,
                valueOf(m_set.value(QLatin1StringView("commercial_subscribed"))));
        return m_verdict;
    }

private:
    // A free-standing boolean or {conditions}, read the way a channel type's is.
    static PreferenceValue valueOf(const QJsonValue &value)
    {
        const QString slot = QStringLiteral("x");
        return preferenceAt({{channelTypesKey, QJsonObject {{slot, value}}}},
                            {PreferenceRow::Defaults, {}, slot});
    }

    void add(Where where, const QString &key, bool wholeRow, const PreferenceValue &value)
    {
        if (value.state == PreferenceState::Inherit || value.state == PreferenceState::Mixed)
            return;
        const bool isConditional = value.state == PreferenceState::Conditions;
        const bool blocks
            = value.state == PreferenceState::Off || (isConditional && m_check && !m_check(value.conditions));
        const bool open = value.state == PreferenceState::Other || (isConditional && !m_check);
        m_verdict.reasons.append({where, key, wholeRow, value.state, value.conditions, blocks});
        if (blocks)
            m_verdict.outcome = PreferenceVerdict::Outcome::Blocked;
        else if (open && m_verdict.outcome == PreferenceVerdict::Outcome::Sent)
            m_verdict.outcome = PreferenceVerdict::Outcome::Depends;
    }

    void askType(const QJsonObject &channels, const PreferenceValue &type)
    {
        const QJsonValue channel
            = m_question.channelId.isEmpty() ? QJsonValue() : channels.value(m_question.channelId);
        if (channel.isUndefined() || channel.isNull())
            add(Where::ChannelType, m_question.channelType, false, type);
        else
            add(Where::Channel, m_question.channelId, false, valueOf(channel));
    }

    void askRow(Where where, PreferenceRow row, const QString &key)
    {
        const PreferenceValue cell = preferenceAt(m_set, {row, key, m_question.channelType});
        if (cell.fromWholeRow)
            return add(where, key, true, cell);
        const QJsonObject map = m_set
                                    .value(row == PreferenceRow::Workflow ? QStringLiteral("workflows")
                                                                          : QStringLiteral("categories"))
                                    .toObject();
        const QJsonObject channels
            = map.value(key).toObject().value(QLatin1StringView("channels")).toObject();
        const QJsonValue channel
            = m_question.channelId.isEmpty() ? QJsonValue() : channels.value(m_question.channelId);
        const bool named = !channel.isUndefined() && !channel.isNull();
        add(where, key, false, named ? valueOf(channel) : cell);
        const PreferenceValue whole = preferenceAt(m_set, {row, key, {}});
        if (whole.state == PreferenceState::Conditions)
            add(where, key, true, whole);
    }

    const QJsonObject &m_set;
    const PreferenceQuestion &m_question;
    const ConditionCheck &m_check;
    PreferenceVerdict m_verdict;
};

bool isMissing(const QJsonValue &v)
{
    return v.isUndefined() || v.isNull();
}

bool replaces(const QJsonValue &v)
{
    return v.toObject().value(strategyKey) == QJsonValue(QStringLiteral("replace"));
}

// Lists and plain values are leaves; maps are filled key by key.
QJsonValue filled(const QJsonValue &high, const QJsonValue &low)
{
    if (isMissing(high))
        return low;
    if (!high.isObject() || !low.isObject())
        return high;
    QJsonObject out = high.toObject();
    const QJsonObject below = low.toObject();
    for (auto it = below.begin(); it != below.end(); ++it)
        out.insert(it.key(), filled(out.value(it.key()), it.value()));
    return out;
}

// A setting may hold a channel type directly ({"sms": false}); a value below it must not hide that.
QJsonObject withTypesInPlace(QJsonObject setting)
{
    QJsonObject types = setting.value(channelTypesKey).toObject();
    for (const QString &type : knownChannelTypes()) {
        const QJsonValue direct = setting.take(type);
        if (!isMissing(direct) && !types.contains(type))
            types.insert(type, direct);
    }
    if (!types.isEmpty())
        setting.insert(channelTypesKey, types);
    return setting;
}

QJsonObject withRowTypesInPlace(QJsonObject set)
{
    for (const char *name : {"workflows", "categories"}) {
        const QString key = QLatin1StringView(name);
        QJsonObject rows = set.value(key).toObject();
        for (auto row = rows.begin(); row != rows.end(); ++row) {
            if (row->isObject())
                *row = withTypesInPlace(row->toObject());
        }
        if (!rows.isEmpty())
            set.insert(key, rows);
    }
    return set;
}

// A row that is one boolean says so for each of its channel types, so those not named above come from it.
QJsonValue filledRow(const QJsonValue &high, const QJsonValue &low)
{
    if (!high.isObject() || isMissing(low))
        return filled(high, low);
    if (!low.isBool())
        return filled(withTypesInPlace(high.toObject()), withTypesInPlace(low.toObject()));
    QJsonObject types;
    for (const QString &type : knownChannelTypes())
        types.insert(type, low.toBool());
    return filled(withTypesInPlace(high.toObject()), QJsonObject {{channelTypesKey, types}});
}

QJsonObject filledSet(const QJsonObject &high, const QJsonObject &low)
{
    QJsonObject out = high;
    for (auto it = low.begin(); it != low.end(); ++it) {
        const QString &key = it.key();
        if (key == QLatin1StringView("id") || key == QLatin1StringView("__typename"))
            continue; // what a set is called is no setting
        if (key != QLatin1StringView("workflows") && key != QLatin1StringView("categories")) {
            out.insert(key, filled(out.value(key), it.value()));
            continue;
        }
        QJsonObject rows = out.value(key).toObject();
        const QJsonObject below = it.value().toObject();
        for (auto row = below.begin(); row != below.end(); ++row)
            rows.insert(row.key(), filledRow(rows.value(row.key()), row.value()));
        if (!rows.isEmpty() || !isMissing(out.value(key)))
            out.insert(key, rows);
    }
    return out;
}

// The recipient's set without what the tenant insists on.
QJsonObject yielding(QJsonObject set, const QJsonObject &tenant)
{
    if (replaces(tenant.value(channelTypesKey)))
        set.remove(channelTypesKey);
    for (const char *name : {"workflows", "categories"}) {
        const QString key = QLatin1StringView(name);
        const QJsonObject theirs = tenant.value(key).toObject();
        QJsonObject mine = set.value(key).toObject();
        for (auto it = theirs.begin(); it != theirs.end(); ++it) {
            if (replaces(it.value()))
                mine.remove(it.key());
        }
        if (set.contains(key) && !set.value(key).isNull())
            set.insert(key, mine);
    }
    return set;
}

QJsonValue changed(const QJsonValue &old, const QJsonValue &change)
{
    if (!old.isObject() || !change.isObject())
        return change;
    QJsonObject out = old.toObject();
    const QJsonObject changes = change.toObject();
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (it->isNull())
            out.remove(it.key());
        else
            out.insert(it.key(), changed(out.value(it.key()), *it));
    }
    return out;
}

QJsonValue without(const QJsonValue &merged, const QJsonValue &stored)
{
    if (isMissing(stored))
        return merged;
    if (!merged.isObject() || replaces(merged))
        return replaces(merged) ? merged : QJsonValue(QJsonValue::Undefined);
    // A boolean stored where a map is in force: the map can only be a default's.
    if (!stored.isObject())
        return stored.isBool() ? QJsonValue(QJsonValue::Undefined) : merged;
    QJsonObject out;
    const QJsonObject all = merged.toObject(), own = stored.toObject();
    for (auto it = all.begin(); it != all.end(); ++it) {
        const QJsonValue rest = without(it.value(), own.value(it.key()));
        if (!isMissing(rest))
            out.insert(it.key(), rest);
    }
    return out.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(out);
}

} // namespace

QList<PreferenceReason> PreferenceVerdict::deciding() const
{
    if (outcome == Outcome::Sent)
        return reasons;
    QList<PreferenceReason> out;
    for (const PreferenceReason &reason : reasons) {
        if (outcome == Outcome::Blocked ? reason.blocks : reason.state != PreferenceState::On)
            out.append(reason);
    }
    return out;
}

PreferenceVerdict judge(const QJsonObject &set, const PreferenceQuestion &question,
                        const ConditionCheck &check)
{
    return Judge(set, question, check).run();
}

QJsonObject mergedSet(const QJsonObject &recipient, const QJsonObject &tenantDefault,
                      const QJsonObject &environmentDefault)
{
    return filledSet(filledSet(yielding(recipient, tenantDefault), tenantDefault), environmentDefault);
}

QJsonObject setInForce(const QMap<QString, QJsonObject> &recipientSets, const QString &tenant,
                       const QJsonObject &tenantDefault, const QJsonObject &environmentDefault)
{
    const QJsonObject own = recipientSets.value(QStringLiteral("default"));
    const bool forTenant = !tenant.isEmpty() && (!tenantDefault.isEmpty() || recipientSets.contains(tenant));
    if (!forTenant)
        return mergedSet(own, {}, environmentDefault);
    QJsonObject set = mergedSet(recipientSets.value(tenant), tenantDefault, environmentDefault);
    const QString commercial = QStringLiteral("commercial_subscribed");
    if (const QJsonValue subscribed = own.value(commercial); !isMissing(subscribed))
        set.insert(commercial, subscribed);
    return set;
}

QJsonObject mergedPreferences(const QJsonObject &stored, const QJsonObject &changes)
{
    QJsonObject out = stored;
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (!it->isNull())
            out.insert(it.key(), changed(out.value(it.key()), *it));
    }
    return out;
}

QJsonObject fromDefaults(const QJsonObject &merged, const QJsonObject &stored)
{
    QJsonObject all = withRowTypesInPlace(merged);
    for (const char *own : {"id", "__typename"})
        all.remove(QLatin1StringView(own));
    return without(all, withRowTypesInPlace(stored)).toObject();
}

} // namespace api
