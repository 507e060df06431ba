#include "api/rules/preferencediff.h"

#include <QSet>

namespace api {
namespace {

bool saysNothing(const QJsonValue &v)
{
    return v.isUndefined() || v.isNull() || (v.isObject() && v.toObject().isEmpty())
        || (v.isArray() && v.toArray().isEmpty());
}

bool sameMeaning(const QJsonValue &a, const QJsonValue &b)
{
    return a == b || (saysNothing(a) && saysNothing(b));
}

class Comparison
{
public:
    Comparison(const QJsonObject &before, const QJsonObject &after)
        : m_before(before)
        , m_after(after)
    {
        for (const QString &type : knownChannelTypes() + channelTypesIn(before) + channelTypesIn(after)) {
            if (!m_types.contains(type))
                m_types += type;
        }
    }

    QList<PreferenceChange> run()
    {
        for (const QString &type : m_types)
            compare({PreferenceRow::Defaults, {}, type});
        compareRows(PreferenceRow::Category);
        compareRows(PreferenceRow::Workflow);
        compareRest(m_before, m_after,
                    {QStringLiteral("id"), QStringLiteral("__typename"), QStringLiteral("categories"),
                     QStringLiteral("workflows"), QStringLiteral("channel_types")},
                    {});
        for (const char *map : {"categories", "workflows"}) {
            const QString key = QLatin1StringView(map);
            compareRowRests(key, m_before.value(key).toObject(), m_after.value(key).toObject());
        }
        return m_out;
    }

private:
    bool compare(const PreferenceCell &cell)
    {
        const PreferenceValue a = preferenceAt(m_before, cell);
        const PreferenceValue b = preferenceAt(m_after, cell);
        if (a.state != b.state)
            m_out.append({PreferenceChange::Kind::Cell, cell, a.state, b.state, {}});
        else if (a.conditions != b.conditions)
            m_out.append({PreferenceChange::Kind::Conditions, cell, a.state, b.state, {}});
        else
            return false;
        return true;
    }

    static bool isPlain(PreferenceState s)
    {
        return s == PreferenceState::Inherit || s == PreferenceState::On || s == PreferenceState::Off;
    }

    void compareRows(PreferenceRow row)
    {
        QStringList keys = preferenceKeys(m_before, row) + preferenceKeys(m_after, row);
        keys.removeDuplicates();
        keys.sort();
        for (const QString &key : std::as_const(keys)) {
            const PreferenceCell whole {row, key, {}};
            const PreferenceState from = preferenceAt(m_before, whole).state;
            const PreferenceState to = preferenceAt(m_after, whole).state;
            if (isPlain(from) && isPlain(to)) {
                compare(whole);
                continue;
            }
            if (from == PreferenceState::Conditions || to == PreferenceState::Conditions)
                compareRowConditions(whole);
            for (const QString &type : m_types)
                compare({row, key, type});
        }
    }

    // Conditions of the row itself came, went or changed; a row without them says nothing there.
    void compareRowConditions(const PreferenceCell &whole)
    {
        const PreferenceValue a = preferenceAt(m_before, whole);
        const PreferenceValue b = preferenceAt(m_after, whole);
        if (a.conditions == b.conditions)
            return;
        const auto own = [](const PreferenceValue &v) {
            return v.conditions.isEmpty() ? PreferenceState::Inherit : PreferenceState::Conditions;
        };
        const bool both = own(a) == own(b);
        m_out.append({both ? PreferenceChange::Kind::Conditions : PreferenceChange::Kind::Cell,
                      whole,
                      own(a),
                      own(b),
                      {}});
    }

    void compareRest(const QJsonObject &a, const QJsonObject &b, const QSet<QString> &known,
                     const QString &prefix)
    {
        QStringList keys = a.keys() + b.keys();
        keys.removeDuplicates();
        keys.sort();
        for (const QString &key : std::as_const(keys)) {
            if (!known.contains(key) && !sameMeaning(a.value(key), b.value(key)))
                m_out.append({PreferenceChange::Kind::Other, {}, {}, {}, prefix + key});
        }
    }

    void compareRowRests(const QString &map, const QJsonObject &a, const QJsonObject &b)
    {
        QSet<QString> known(m_types.begin(), m_types.end());
        known << QStringLiteral("channel_types") << QStringLiteral("conditions");
        QStringList keys = a.keys() + b.keys();
        keys.removeDuplicates();
        for (const QString &key : std::as_const(keys))
            compareRest(a.value(key).toObject(), b.value(key).toObject(), known, map + u'.' + key + u'.');
    }

    const QJsonObject &m_before;
    const QJsonObject &m_after;
    QStringList m_types;
    QList<PreferenceChange> m_out;
};

} // namespace

QList<PreferenceChange> differences(const QJsonObject &before, const QJsonObject &after)
{
    return Comparison(before, after).run();
}

} // namespace api
