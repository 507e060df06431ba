#include "models/preferencegridwords.h"

#include "models/display.h"

#include <QCoreApplication>

namespace models {
namespace {

using api::PreferenceChange;
using api::PreferenceRow;
using api::PreferenceState;

struct GridWordsText
{
    Q_DECLARE_TR_FUNCTIONS(Preferences)
};

QString arrow(const PreferenceChange &change)
{
    return preferenceStateWord(change.from) + QStringLiteral(" → ") + preferenceStateWord(change.to);
}

QString typeWords(const QStringList &types)
{
    QStringList names;
    for (const QString &type : types)
        names += type.isEmpty() ? GridWordsText::tr("all channels") : channelTypeName(type);
    return joinedWords(names);
}

QString rowWords(const QStringList &rows, const QString &types)
{
    return rows.contains(QString()) ? GridWordsText::tr("%1 by default").arg(types)
                                    : GridWordsText::tr("%1 for %2").arg(types, joinedWords(rows));
}

// Changes of one kind and direction: the types of each row, and then the rows that share their types.
struct Group
{
    PreferenceChange like;
    QStringList rows; // one empty key: the defaults
    QStringList types;

    bool isLike(const PreferenceChange &change) const
    {
        return change.kind == like.kind && change.from == like.from && change.to == like.to
            && (change.cell.row == PreferenceRow::Defaults) == (like.cell.row == PreferenceRow::Defaults);
    }
};

QList<Group> byRow(const QList<PreferenceChange> &changes)
{
    QList<Group> groups;
    for (const PreferenceChange &change : changes) {
        if (change.kind == PreferenceChange::Kind::Other)
            continue;
        const auto same = [&](const Group &g) {
            return g.isLike(change) && g.like.cell.row == change.cell.row && g.rows.first() == change.cell.key
                && g.types.first().isEmpty() == change.cell.channelType.isEmpty();
        };
        const auto found = std::find_if(groups.begin(), groups.end(), same);
        if (found == groups.end())
            groups.append({change, {change.cell.key}, {change.cell.channelType}});
        else
            found->types += change.cell.channelType;
    }
    return groups;
}

QList<Group> byTypes(const QList<Group> &rows)
{
    QList<Group> groups;
    for (const Group &row : rows) {
        const auto same = [&](const Group &g) { return g.isLike(row.like) && g.types == row.types; };
        const auto found = std::find_if(groups.begin(), groups.end(), same);
        if (found == groups.end())
            groups += row;
        else
            found->rows += row.rows;
    }
    return groups;
}

QStringList capitalised(QStringList lines)
{
    for (QString &line : lines)
        line[0] = line.at(0).toUpper();
    return lines;
}

} // namespace

QString joinedWords(const QStringList &words)
{
    if (words.size() < 2)
        return words.join(QString());
    return GridWordsText::tr("%1 and %2")
        .arg(words.mid(0, words.size() - 1).join(QStringLiteral(", ")), words.last());
}

QString preferenceStateWord(PreferenceState state)
{
    switch (state) {
    case PreferenceState::Inherit:
        return GridWordsText::tr("inherit");
    case PreferenceState::On:
        return GridWordsText::tr("on");
    case PreferenceState::Off:
        return GridWordsText::tr("off");
    case PreferenceState::Conditions:
        return GridWordsText::tr("if", "on under conditions");
    case PreferenceState::Mixed:
        return GridWordsText::tr("differs");
    case PreferenceState::Other:
        return GridWordsText::tr("other");
    }
    return {};
}

Shown preferenceStateShown(PreferenceState state)
{
    Shown shown;
    shown.text = preferenceStateWord(state);
    switch (state) {
    case PreferenceState::On:
        shown.tone = Tone::Ok;
        shown.icon = QStringLiteral("check");
        break;
    case PreferenceState::Off:
        shown.tone = Tone::Bad;
        shown.icon = QStringLiteral("cross");
        break;
    case PreferenceState::Conditions:
        shown.tone = Tone::Info;
        shown.text = GridWordsText::tr("under conditions");
        break;
    case PreferenceState::Inherit:
        shown.text = GridWordsText::tr("not set");
        shown.dim = true;
        break;
    case PreferenceState::Mixed:
        shown.tone = Tone::Neutral;
        break;
    case PreferenceState::Other:
        shown.tone = Tone::Warn;
        shown.text = GridWordsText::tr("not understood");
        break;
    }
    return shown;
}

QString preferencePlace(const api::PreferenceCell &cell)
{
    return rowWords({cell.key}, typeWords({cell.channelType}));
}

QStringList preferenceChangeLines(const QList<PreferenceChange> &changes)
{
    QStringList lines;
    for (const Group &group : byTypes(byRow(changes))) {
        const QString place = rowWords(group.rows, typeWords(group.types));
        lines += group.like.kind == PreferenceChange::Kind::Conditions
            ? GridWordsText::tr("%1: other conditions").arg(place)
            : place + QStringLiteral(": ") + arrow(group.like);
    }
    for (const PreferenceChange &change : changes) {
        if (change.kind == PreferenceChange::Kind::Other)
            lines += GridWordsText::tr("%1: another value").arg(change.path);
    }
    return capitalised(lines);
}

QStringList preferenceContentLines(const QJsonObject &set)
{
    QStringList lines;
    const QList<PreferenceChange> said = api::differences({}, set);
    for (const Group &group : byTypes(byRow(said)))
        lines += rowWords(group.rows, typeWords(group.types)) + QStringLiteral(": ")
            + preferenceStateWord(group.like.to);
    for (const PreferenceChange &change : said) {
        if (change.kind == PreferenceChange::Kind::Other)
            lines += GridWordsText::tr("%1, as in the JSON").arg(change.path);
    }
    return capitalised(lines);
}

QString conditionWords(const QJsonValue &condition)
{
    const QJsonObject object = condition.toObject();
    const QString variable = object.value(QLatin1StringView("variable")).toString();
    if (variable.isEmpty())
        return compactJson(condition);
    QString words
        = variable + u' ' + object.value(QLatin1StringView("operator")).toString().replace(u'_', u' ');
    const QJsonValue argument = object.value(QLatin1StringView("argument"));
    if (argument.isString())
        words += u' ' + argument.toString();
    else if (!argument.isUndefined() && !argument.isNull())
        words += u' ' + compactJson(argument);
    return words;
}

QStringList conditionLines(const QJsonArray &conditions)
{
    QStringList lines;
    for (const QJsonValue &condition : conditions)
        lines += conditionWords(condition);
    return lines;
}

QString reasonWords(const api::PreferenceReason &reason)
{
    using Where = api::PreferenceReason::Where;
    switch (reason.where) {
    case Where::ChannelType:
        return GridWordsText::tr("channel type %1").arg(channelTypeName(reason.key));
    case Where::Channel:
        return GridWordsText::tr("channel %1").arg(reason.key);
    case Where::Category:
        return GridWordsText::tr("category %1").arg(reason.key);
    case Where::Workflow:
        return GridWordsText::tr("workflow %1").arg(reason.key);
    case Where::Commercial:
        return GridWordsText::tr("no commercial messages");
    }
    return {};
}

Shown verdictShown(const api::PreferenceVerdict &verdict)
{
    using Outcome = api::PreferenceVerdict::Outcome;
    QStringList places;
    QString first; // short: which channel type is asked about stands beside it
    for (const api::PreferenceReason &reason : verdict.deciding()) {
        const bool isType = reason.where == api::PreferenceReason::Where::ChannelType;
        if (first.isEmpty())
            first = isType ? GridWordsText::tr("channel type") : reasonWords(reason);
        const QString words = reasonWords(reason);
        if (!places.contains(words))
            places += words;
    }
    Shown shown;
    switch (verdict.outcome) {
    case Outcome::Sent:
        shown.text = GridWordsText::tr("would be sent");
        shown.tone = Tone::Ok;
        break;
    case Outcome::Blocked:
        shown.text = places.size() > 1
            ? GridWordsText::tr("blocked by %1 +%2").arg(first).arg(places.size() - 1)
            : GridWordsText::tr("blocked by %1").arg(first);
        shown.tip = GridWordsText::tr("Blocked by %1").arg(joinedWords(places));
        shown.tone = Tone::Bad;
        break;
    case Outcome::Depends:
        shown.text = GridWordsText::tr("depends on conditions");
        shown.tip = GridWordsText::tr("Conditions of %1").arg(joinedWords(places));
        shown.tone = Tone::Info;
        break;
    }
    return shown;
}

} // namespace models
