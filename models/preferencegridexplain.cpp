#include "models/preferencegridexplain.h"

#include "api/rules/preferenceverdict.h"
#include "models/display.h"
#include "models/preferencegridwords.h"
#include "models/vocabulary.h"

#include <QCoreApplication>

namespace models {
namespace {

using api::PreferenceCell;
using api::PreferenceRow;
using api::PreferenceState;
using api::PreferenceVerdict;

struct GridExplainText
{
    Q_DECLARE_TR_FUNCTIONS(Preferences)
};

class Explainer
{
public:
    Explainer(const PreferenceCell &cell, const PreferenceSurroundings &around)
        : m_cell(cell)
        , m_around(around)
        , m_before(inForce(around.original))
        , m_now(inForce(around.current))
    {
    }

    PreferenceExplanation run()
    {
        m_out.title = m_cell.isWholeRow() ? rowTitle() : preferencePlace(m_cell);
        m_out.title[0] = m_out.title.at(0).toUpper();
        m_out.conditions = conditionLines(api::preferenceAt(m_around.current, m_cell).conditions);
        if (!m_cell.isWholeRow())
            decide();
        addLayers();
        addOutcomes();
        addFlips();
        return m_out;
    }

private:
    QJsonObject inForce(const QJsonObject &set) const
    {
        const bool saysNothing = api::preferenceKeys(set, PreferenceRow::Category).isEmpty()
            && api::preferenceKeys(set, PreferenceRow::Workflow).isEmpty()
            && api::channelTypesIn(set).isEmpty();
        if (isTenant() && saysNothing && m_around.defaults.isEmpty())
            return m_around.personsDefault;
        return api::mergedSet(set, m_around.defaults, {});
    }

    bool isTenant() const { return m_around.setId != QLatin1StringView("default"); }

    QStringList categoriesOf(const QString &workflow) const
    {
        return m_around.vocabulary ? m_around.vocabulary->categoriesOf(workflow) : QStringList {};
    }

    QString rowTitle() const
    {
        return m_cell.row == PreferenceRow::Defaults ? GridExplainText::tr("Defaults") : m_cell.key;
    }

    PreferenceVerdict verdict(const QJsonObject &set, const QString &workflow, const QString &type) const
    {
        return api::judge(set, {workflow, categoriesOf(workflow), type});
    }

    // What the cell comes to: for a workflow all that speaks about it, for the others their own part of it.
    void decide()
    {
        api::PreferenceQuestion question {{}, {}, m_cell.channelType};
        if (m_cell.row == PreferenceRow::Workflow) {
            question.workflow = m_cell.key;
            question.categories = categoriesOf(m_cell.key);
        } else if (m_cell.row == PreferenceRow::Category) {
            question.categories = {m_cell.key};
        }
        const PreferenceVerdict verdict = api::judge(m_now, question);
        static const PreferenceState states[] {PreferenceState::On, PreferenceState::Off,
                                               PreferenceState::Conditions};
        m_out.verdict = preferenceStateShown(states[int(verdict.outcome)]);
        QStringList own, inherited, who;
        for (const api::PreferenceReason &reason : verdict.deciding()) {
            const QString words = isOwn(reason) ? shortWords(reason) : reasonWords(reason);
            QStringList &list = isOwn(reason) ? own : inherited;
            if (!list.contains(words))
                list += words;
        }
        if (!own.isEmpty())
            who += GridExplainText::tr("this set, %1").arg(joinedWords(own));
        if (!inherited.isEmpty())
            who += GridExplainText::tr("%1, %2").arg(defaultsName(), joinedWords(inherited));
        m_out.decidedBy = who.isEmpty() ? GridExplainText::tr("as nothing says otherwise")
                                        : GridExplainText::tr("decided by %1").arg(joinedWords(who));
    }

    QString shortWords(const api::PreferenceReason &reason) const
    {
        using Where = api::PreferenceReason::Where;
        if (reason.key == m_cell.key && reason.where == Where::Workflow)
            return GridExplainText::tr("workflow");
        if (reason.key == m_cell.key && reason.where == Where::Category)
            return GridExplainText::tr("category");
        return reason.where == Where::ChannelType ? GridExplainText::tr("channel type") : reasonWords(reason);
    }

    bool isOwn(const api::PreferenceReason &reason) const
    {
        using Where = api::PreferenceReason::Where;
        PreferenceCell cell {PreferenceRow::Defaults, {}, m_cell.channelType};
        if (reason.where == Where::Workflow || reason.where == Where::Category)
            cell = {reason.where == Where::Workflow ? PreferenceRow::Workflow : PreferenceRow::Category,
                    reason.key, reason.wholeRow ? QString() : m_cell.channelType};
        else if (reason.where != Where::ChannelType)
            return true;
        return api::preferenceAt(m_around.current, cell).state != PreferenceState::Inherit;
    }

    QString defaultsName() const
    {
        return isTenant() ? GridExplainText::tr("tenant %1 default").arg(m_around.setId)
                          : GridExplainText::tr("environment default");
    }

    void addLayer(const QString &label, const PreferenceCell &cell)
    {
        const api::PreferenceValue value = api::preferenceAt(m_around.current, cell);
        m_out.layers.append({label, preferenceStateShown(value.state)});
        const PreferenceCell whole = cell.wholeRow();
        const api::PreferenceValue row = api::preferenceAt(m_around.current, whole);
        if (!cell.isWholeRow() && cell.row != PreferenceRow::Defaults
            && row.state == PreferenceState::Conditions)
            m_out.layers.append(
                {GridExplainText::tr("all of %1").arg(label), preferenceStateShown(row.state)});
        const PreferenceState below = api::preferenceAt(m_around.defaults, cell).state;
        if (below != PreferenceState::Inherit) {
            m_out.layers.append(
                {GridExplainText::tr("%1 of %2").arg(defaultsName(), label), preferenceStateShown(below)});
            m_hasDefaults = true;
        }
    }

    void addLayers()
    {
        const QString &type = m_cell.channelType;
        if (m_cell.row == PreferenceRow::Workflow) {
            addLayer(GridExplainText::tr("workflow %1").arg(m_cell.key), m_cell);
            for (const QString &category : categoriesOf(m_cell.key))
                addLayer(GridExplainText::tr("category %1").arg(category),
                         {PreferenceRow::Category, category, type});
        } else if (m_cell.row == PreferenceRow::Category) {
            addLayer(GridExplainText::tr("category %1").arg(m_cell.key), m_cell);
        }
        if (type.isEmpty())
            addLayer(GridExplainText::tr("defaults"), {});
        else
            addLayer(GridExplainText::tr("channel type %1").arg(channelTypeName(type)),
                     {PreferenceRow::Defaults, {}, type});
        if (!m_hasDefaults)
            m_out.layers.append({defaultsName(), preferenceStateShown(PreferenceState::Inherit)});
    }

    void addOutcomes()
    {
        if (m_cell.row == PreferenceRow::Workflow) {
            m_out.whatIf = isTenant()
                ? GridExplainText::tr("%1 is triggered for tenant %2").arg(m_cell.key, m_around.setId)
                : GridExplainText::tr("%1 is triggered without a tenant").arg(m_cell.key);
            for (const QString &type : m_around.channelTypes)
                m_out.outcomes.append(
                    {channelTypeName(type), verdictShown(verdict(m_now, m_cell.key, type))});
            return;
        }
        if (m_cell.isWholeRow() || !m_around.vocabulary)
            return;
        const QStringList workflows = m_cell.row == PreferenceRow::Category
            ? m_around.vocabulary->workflowsOf(m_cell.key)
            : m_around.vocabulary->workflows();
        if (workflows.isEmpty())
            return;
        const QString type = channelTypeName(m_cell.channelType);
        m_out.whatIf = m_cell.row == PreferenceRow::Category
            ? GridExplainText::tr("%1 of every workflow in %2").arg(type, m_cell.key)
            : GridExplainText::tr("%1 of every workflow").arg(type);
        for (const QString &workflow : workflows)
            m_out.outcomes.append({workflow, verdictShown(verdict(m_now, workflow, m_cell.channelType))});
    }

    void addFlips()
    {
        if (!m_around.vocabulary)
            return;
        for (const QString &type : m_around.channelTypes) {
            QStringList flipped;
            for (const QString &workflow : m_around.vocabulary->workflows()) {
                if (verdict(m_before, workflow, type).outcome != verdict(m_now, workflow, type).outcome)
                    flipped += workflow;
            }
            if (flipped.size() == 1)
                m_out.flips += GridExplainText::tr("Your changes flip %1 for %2")
                                   .arg(channelTypeName(type), flipped.first());
            else if (!flipped.isEmpty())
                m_out.flips += GridExplainText::tr("Your changes flip %1 for %2 workflows: %3")
                                   .arg(channelTypeName(type))
                                   .arg(flipped.size())
                                   .arg(flipped.join(QStringLiteral(", ")));
        }
    }

    const PreferenceCell &m_cell;
    const PreferenceSurroundings &m_around;
    QJsonObject m_before;
    QJsonObject m_now;
    PreferenceExplanation m_out;
    bool m_hasDefaults = false;
};

} // namespace

PreferenceExplanation explainPreference(const PreferenceCell &cell, const PreferenceSurroundings &around)
{
    return Explainer(cell, around).run();
}

QStringList hiddenPreferences(const QJsonObject &set)
{
    QStringList out;
    for (auto it = set.begin(); it != set.end(); ++it) {
        static const QStringList shown {QStringLiteral("id"), QStringLiteral("__typename"),
                                        QStringLiteral("categories"), QStringLiteral("workflows"),
                                        QStringLiteral("channel_types")};
        if (!shown.contains(it.key()) && !it->isNull())
            out += it.key();
    }
    return out;
}

} // namespace models
