#include "api/sandbox/runmaker.h"

#include "api/rules/conditions.h"
#include "api/sandbox/draw.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/preview.h"
#include "api/sandbox/reach.h"
#include "api/sandbox/sampledata.h"
#include "api/sandbox/story.h"
#include "api/sandbox/worldwriter.h"

#include <algorithm>
#include <cmath>

namespace api::sandbox {

namespace {

constexpr qint64 runsKeptFor = 5000; // of the newest messages; the service forgets runs, too

// Gives the keys that differ from one activity of a batch to the next new values.
void resample(QJsonObject &data, const WorkflowDef &workflow, Timestamp at, Random &random)
{
    QJsonObject recipe;
    for (const QString &key : workflow.sampleKeysPerActivity)
        recipe.insert(key, workflow.sampleData.value(key));
    const QJsonObject fresh = sampleData(recipe, at, random);
    for (auto it = fresh.begin(); it != fresh.end(); ++it)
        data.insert(it.key(), *it);
}

} // namespace

RunMaker::RunMaker(const Random &root, const Workflows &workflows, const People &people,
                   const PreferenceBook &preferences, qint64 messages, Timestamp now, WorldWriter &writer)
    : m_root(root)
    , m_workflows(workflows)
    , m_people(people)
    , m_preferences(preferences)
    , m_writer(writer)
    , m_recorder(writer)
    , m_now(now)
    , m_messages(messages)
    , m_exampleShare(std::min(0.2, 150.0 / double(std::max<qint64>(messages, 1))))
{
    for (int i = 0; i < workflows.workflows.size(); ++i)
        m_lottery.insert(m_lottery.end(), size_t(workflows.workflows.at(i).weight), i);
    for (const QJsonObject &tenant : workflows.tenants)
        m_tenants += tenant.value(QLatin1StringView("id")).toString();
}

qint64 RunMaker::drawPerson(bool isLate, Random &random) const
{
    // The example's feed starts with something of the last minutes.
    if (random.chance(isLate ? std::max(m_exampleShare, 0.12) : m_exampleShare))
        return 0;
    if (random.chance(1.5 * m_exampleShare))
        return qint64(random.below(5)) % m_people.count();
    // Some get far more than others; those who get nothing are passed over.
    for (int i = 0; i < 64; ++i) {
        const auto index = qint64(double(m_people.count()) * std::pow(random.unit(), 1.4));
        if (!People::isExample(index) && m_people.getsMessages(index))
            return index;
    }
    return 0;
}

void RunMaker::drawRecipient(MadeRun &run, Random &random) const
{
    const bool hasChat
        = std::any_of(run.workflow->steps.begin(), run.workflow->steps.end(),
                      [](const StepDef &step) { return step.channelKey == QLatin1StringView("slack"); });
    if (hasChat && !m_workflows.objects.isEmpty() && random.chance(0.04)) {
        run.object = &pick(m_workflows.objects, random);
        run.tenant = random.chance(0.65) ? pick(m_tenants, random) : QString();
        return;
    }
    run.personIndex = drawPerson(run.isLate, random);
    run.person = m_people.at(run.personIndex);
    const QStringList tenants = tenantsOf(m_root, m_workflows, run.personIndex);
    run.tenant = random.chance(0.65) && !tenants.isEmpty() ? pick(tenants, random) : QString();
}

bool RunMaker::hasAddress(const MadeRun &run, const ChannelDef &channel) const
{
    if (channel.type == QLatin1StringView("in_app_feed"))
        return !run.object; // objects have no feed
    if (channel.type == QLatin1StringView("email"))
        return !run.person.email.isNull();
    if (channel.type == QLatin1StringView("sms"))
        return !run.person.phone.isNull();
    return reaches(run.object ? reachOf(*run.object) : reachOf(m_root, run.personIndex), channel);
}

// What the engine would show to conditions.
ConditionScope RunMaker::scopeOf(const MadeRun &run) const
{
    RunScope scope;
    if (run.object) {
        scope.recipient = run.object->properties;
        scope.recipient.insert(QStringLiteral("name"), run.object->name);
        scope.recipient.insert(QStringLiteral("id"), run.object->id);
        scope.recipient.insert(QStringLiteral("collection"), run.object->collection);
    } else {
        scope.recipient = m_people.body(run.personIndex, m_now);
    }
    scope.activities.count = int(run.activities.size());
    for (const MadeActivity &activity : run.activities)
        scope.activities.actorCount += !activity.actor.id.isEmpty();
    if (const Person &actor = run.activities.front().actor; !actor.id.isEmpty())
        scope.actors.append(personJson(actor));
    scope.tenant = {{QStringLiteral("id"), run.tenant}};
    scope.vars = m_workflows.vars;
    scope.workflow = {{QStringLiteral("id"), run.workflow->key},
                      {QStringLiteral("key"), run.workflow->key},
                      {QStringLiteral("name"), run.workflow->name},
                      {QStringLiteral("categories"), QJsonArray::fromStringList(run.workflow->categories)}};
    return scope.conditions(run.at, run.activities.front().data);
}

// In the order in which the engine asks. `set`: what is in force.
void RunMaker::decide(const MadeRun &run, const PreferenceLayers &said, const QJsonObject &set,
                      MadeStep &made) const
{
    const PreferenceQuestion question {run.workflow->key, run.workflow->categories, made.channel->type,
                                       made.channel->id, run.workflow->isCommercial};
    const auto isWanted = [&] {
        return judge(set, question,
                     [&](const QJsonArray &conditions) {
                         return evaluateConditions(conditions, scopeOf(run)).holds;
                     })
                   .outcome
            == PreferenceVerdict::Outcome::Sent;
    };
    const QJsonArray &conditions = made.step->conditions;
    if (!conditions.isEmpty() && !evaluateConditions(conditions, scopeOf(run)).holds) {
        made.outcome = MadeStep::Outcome::Unmet;
        made.against = run.isKept() ? failedConditions(conditions, scopeOf(run)) : QJsonArray();
    } else if (!set.isEmpty() && !run.workflow->overridesPreferences && !isWanted()) {
        made.outcome = MadeStep::Outcome::Unwanted;
        made.against = run.isKept() ? preferencesAgainst(said, question, scopeOf(run)) : QJsonArray();
    } else if (!hasAddress(run, *made.channel)) {
        made.outcome = MadeStep::Outcome::Unreachable;
    }
}

void RunMaker::decideSteps(MadeRun &run, Random &random) const
{
    const PreferenceLayers said = run.object ? m_preferences.about(*run.object, run.tenant)
                                             : m_preferences.about(run.personIndex, run.tenant);
    const QJsonObject set = said.isEmpty() ? QJsonObject() : said.inForce();
    for (const StepDef &step : run.workflow->steps) {
        if (!step.isChannel())
            continue;
        MadeStep made {&step, m_workflows.channelByKey(step.channelKey)};
        const bool isFeed = made.channel->type == QLatin1StringView("in_app_feed");
        const bool isSure = run.object || (isFeed && run.personIndex == 0) || run.isKept();
        if (!random.chance(step.chance) && !isSure)
            made.outcome = MadeStep::Outcome::LeftOut;
        else
            decide(run, said, set, made);
        run.steps.push_back(std::move(made));
    }
}

void RunMaker::drawActivities(MadeRun &run, Random &random) const
{
    const bool isBatch = run.workflow->hasBatch() && random.chance(0.85);
    const auto count = std::min<qint64>(isBatch ? 2 + qint64(random.below(13)) : 1, m_people.count());
    std::vector<qint64> taken {run.personIndex};
    const QJsonObject shared = sampleData(run.workflow->sampleData, run.at, random);
    for (qint64 i = 0; i < count; ++i) {
        MadeActivity activity;
        activity.data = shared;
        if (i > 0)
            resample(activity.data, *run.workflow, run.at, random);
        activity.text = jsonText(activity.data);
        const bool hasActor = run.workflow->hasActor && (isBatch || random.chance(0.95));
        for (int tries = 0; hasActor && tries < 20; ++tries) {
            const auto index = qint64(random.below(quint64(m_people.count())));
            if (std::find(taken.begin(), taken.end(), index) != taken.end())
                continue;
            taken.push_back(index);
            activity.actor = m_people.at(index);
            break;
        }
        activity.before = isBatch ? qint64(random.below(600'000'000)) : 0;
        run.activities.push_back(std::move(activity));
    }
    std::sort(run.activities.begin(), run.activities.end(),
              [](const MadeActivity &a, const MadeActivity &b) { return a.before > b.before; });
    for (const StepDef &step : run.workflow->steps) { // it closes so long after the first of them
        if (step.kind == StepKind::Batch)
            run.activities.front().before = step.duration;
    }
    for (MadeActivity &activity : run.activities)
        activity.id = ksuid({run.at.us - activity.before}, random);
}

void RunMaker::prepareInput(MadeRun &run) const
{
    QJsonArray actors;
    run.input.data = run.activities.back().data;
    run.input.recipient = recipientJson(run.object, run.person);
    run.input.vars = m_workflows.vars;
    for (const MadeActivity &activity : run.activities) {
        if (activity.actor.id.isEmpty())
            continue;
        ++run.input.totalActors;
        if (actors.size() < mostActors) {
            actors.append(activity.actor.id);
            run.input.actors += personJson(activity.actor);
        }
    }
    run.actors = jsonText(actors);
}

MadeRun RunMaker::drawRun(qint64 seq, Timestamp at, Random &random) const
{
    MadeRun run;
    run.at = {std::min(at.us, m_now.us)};
    run.isLate = seq + 80 > m_messages;
    if (seq + runsKeptFor > m_messages)
        run.recipientRunId = uuid(random);
    run.workflow = &m_workflows.workflows.at(pick(m_lottery, random));
    drawRecipient(run, random);
    drawActivities(run, random);
    decideSteps(run, random);
    run.id = uuid(random);
    return run;
}

qint64 RunMaker::make(qint64 seq, qint64 most, Timestamp at, Random &random)
{
    while (true) {
        MadeRun run = drawRun(seq, at, random);
        const qint64 count = write(run, seq, most, random);
        if (count > 0)
            return count;
    }
}

qint64 RunMaker::write(MadeRun &run, qint64 seq, qint64 most, Random &random)
{
    qint64 count = 0;
    for (MadeStep &step : run.steps) {
        if (step.outcome != MadeStep::Outcome::Sent)
            continue;
        if (count == most) { // the world is full
            step.outcome = MadeStep::Outcome::LeftOut;
            continue;
        }
        if (count == 0)
            prepareInput(run);
        step.messageId = ksuid(run.at, random);
        writeMessage(run, step, seq + count, random);
        ++count;
    }
    if (run.isKept())
        m_recorder.record(run, random);
    return count;
}

void RunMaker::writeMessage(const MadeRun &run, const MadeStep &made, qint64 seq, Random &random)
{
    const ChannelDef &channel = *made.channel;
    const MessageRow row {.seq = seq,
                          .id = made.messageId,
                          .channelId = channel.id,
                          .recipient = run.recipient(),
                          .workflow = run.workflow->key,
                          .tenant = run.tenant,
                          .actors = run.actors,
                          .data = run.activities.back().text,
                          .runId = run.id,
                          .recipientRunId = run.recipientRunId,
                          .stepRef = run.recipientRunId.isNull() ? QString() : made.step->ref,
                          .insertedAt = run.at};
    const bool isFeed = channel.type == QLatin1StringView("in_app_feed");
    const StoryFrame frame {
        &channel,
        isFeed ? Letter {} : letterFor(*run.workflow, *made.step, channel, row.id, run.input),
        m_workflows.vars.value(QLatin1StringView("app_url")).toString() + u'/' + run.workflow->key,
        run.at,
        m_now,
        seq % 97 == 0 ? int(seq / 97 % 32) : -1};
    const Story story = tellStory(frame, random);
    m_writer.message(row, story);
    for (const StoryEvent &event : story.events)
        m_writer.event(ksuid(event.at, random), seq, event.word, event.data, event.at);
    for (const StoryLog &log : story.logs)
        m_writer.log(ksuid(log.at, random), seq, channel.name, log.log.request, log.log.response, log.at);
    for (const MadeActivity &activity : run.activities) {
        m_writer.activity(activity.id, seq, activity.actor.id, activity.text, {run.at.us - activity.before});
    }
}

} // namespace api::sandbox
