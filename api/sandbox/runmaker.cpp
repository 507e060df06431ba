#include "api/sandbox/runmaker.h"

#include "api/sandbox/draw.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/people.h"
#include "api/sandbox/preview.h"
#include "api/sandbox/sampledata.h"
#include "api/sandbox/story.h"
#include "api/sandbox/workflows.h"
#include "api/sandbox/worldwriter.h"

#include <algorithm>
#include <cmath>

namespace api::sandbox {

namespace {

constexpr int mostActors = 10; // on a message; a batch may have more

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

QStringList tenantsOf(const Random &root, const Workflows &workflows, qint64 index)
{
    Random random = root.fork(Stream::Membership, quint64(index));
    QStringList ids;
    for (const QJsonObject &tenant : workflows.tenants) {
        if (index == 0 || random.chance(0.4))
            ids += tenant.value(QLatin1StringView("id")).toString();
    }
    if (ids.isEmpty() && !workflows.tenants.isEmpty())
        ids += pick(workflows.tenants, random).value(QLatin1StringView("id")).toString();
    return ids;
}

struct RunMaker::Reach // what a person can be reached on
{
    bool apple, android, slack;
};

struct RunMaker::Run
{
    const WorkflowDef *workflow = nullptr;
    const ObjectDef *object = nullptr; // null: a person
    qint64 personIndex = -1;
    Person person;
    QString id;
    Timestamp at;
    bool isLate = false; // one of the last few of the world
    QString tenant; // null: none
    struct Activity
    {
        Person actor; // without id: none
        QJsonObject data;
        QByteArray text; // the same, written out
        qint64 before; // µs before the messages
    };
    std::vector<Activity> activities; // in order of time
    RenderInput input; // for the latest of them
    QByteArray actors; // JSON: references to the first few
};

RunMaker::RunMaker(const Random &root, const Workflows &workflows, const People &people, qint64 messages,
                   Timestamp now, WorldWriter &writer)
    : m_root(root)
    , m_workflows(workflows)
    , m_people(people)
    , m_writer(writer)
    , m_now(now)
    , m_messages(messages)
    , m_exampleShare(std::min(0.2, 105.0 / double(std::max<qint64>(messages, 1))))
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

RunMaker::Reach RunMaker::reachOf(qint64 index) const
{
    Random random = m_root.fork(Stream::Devices, quint64(index));
    const double phone = random.unit();
    return {phone < 0.45 || index == 0, phone > 0.65, random.chance(0.4) || index == 0};
}

void RunMaker::drawRecipient(Run &run, Random &random) const
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

std::vector<const StepDef *> RunMaker::drawSteps(const Run &run, Random &random) const
{
    const Reach reach = run.object ? Reach {false, false, true} : reachOf(run.personIndex);
    std::vector<const StepDef *> steps;
    for (const StepDef &step : run.workflow->steps) {
        if (!step.isChannel())
            continue;
        const ChannelDef &channel = *m_workflows.channelByKey(step.channelKey);
        const bool isFeed = channel.type == QLatin1StringView("in_app_feed");
        const bool canReach = (isFeed && !run.object)
            || (channel.type == QLatin1StringView("email") && !run.person.email.isNull())
            || (channel.type == QLatin1StringView("sms") && !run.person.phone.isNull())
            || (channel.provider == QLatin1StringView("push_apns") && reach.apple)
            || (channel.provider == QLatin1StringView("push_fcm") && reach.android)
            || (channel.type == QLatin1StringView("chat") && reach.slack);
        const bool isSure = run.object || (isFeed && run.personIndex == 0);
        if (canReach && (random.chance(step.chance) || isSure))
            steps.push_back(&step);
    }
    return steps;
}

void RunMaker::drawActivities(Run &run, Random &random) const
{
    const bool isBatch = run.workflow->hasBatch() && random.chance(0.85);
    const auto count = std::min<qint64>(isBatch ? 2 + qint64(random.below(13)) : 1, m_people.count());
    std::vector<qint64> taken {run.personIndex};
    const QJsonObject shared = sampleData(run.workflow->sampleData, run.at, random);
    for (qint64 i = 0; i < count; ++i) {
        Run::Activity activity;
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
              [](const Run::Activity &a, const Run::Activity &b) { return a.before > b.before; });
}

void RunMaker::prepareInput(Run &run) const
{
    QJsonArray actors;
    run.input.data = run.activities.back().data;
    run.input.recipient = recipientJson(run.object, run.person);
    run.input.vars = m_workflows.vars;
    for (const Run::Activity &activity : run.activities) {
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

qint64 RunMaker::make(qint64 seq, qint64 most, Timestamp at, Random &random)
{
    Run run;
    std::vector<const StepDef *> steps;
    while (steps.empty()) {
        run = Run {};
        run.at = {std::min(at.us, m_now.us)};
        run.isLate = seq + 80 > m_messages;
        run.workflow = &m_workflows.workflows.at(pick(m_lottery, random));
        drawRecipient(run, random);
        steps = drawSteps(run, random);
    }
    run.id = uuid(random);
    drawActivities(run, random);
    prepareInput(run);
    const auto count = std::min(most, qint64(steps.size()));
    for (qint64 i = 0; i < count; ++i)
        write(run, *steps[size_t(i)], seq + i, random);
    return count;
}

void RunMaker::write(const Run &run, const StepDef &step, qint64 seq, Random &random)
{
    const Timestamp at = run.at;
    const ChannelDef &channel = *m_workflows.channelByKey(step.channelKey);
    const QString recipientId = run.object ? run.object->id : run.person.id;

    MessageRow row {seq,
                    ksuid(at, random),
                    channel.id,
                    run.object ? run.object->collection : QStringLiteral(""),
                    recipientId,
                    run.workflow->key,
                    run.tenant,
                    run.actors,
                    run.activities.back().text,
                    run.id,
                    at};
    const bool isFeed = channel.type == QLatin1StringView("in_app_feed");
    StoryFrame frame {&channel,
                      isFeed ? Letter {} : letterFor(*run.workflow, step, channel, row.id, run.input),
                      m_workflows.vars.value(QLatin1StringView("app_url")).toString() + u'/'
                          + run.workflow->key,
                      at,
                      m_now,
                      seq % 97 == 0 ? int(seq / 97 % 32) : -1};
    const Story story = tellStory(frame, random);
    m_writer.message(row, story);
    for (const StoryEvent &event : story.events)
        m_writer.event(ksuid(event.at, random), seq, event.word, event.data, event.at);
    for (const StoryLog &log : story.logs)
        m_writer.log(ksuid(log.at, random), seq, channel.name, log.log.request, log.log.response, log.at);
    writeActivities(run, seq, random);
}

void RunMaker::writeActivities(const Run &run, qint64 seq, Random &random)
{
    for (const Run::Activity &activity : run.activities) {
        const Timestamp then {run.at.us - activity.before};
        m_writer.activity(ksuid(then, random), seq, activity.actor.id, activity.text, then);
    }
}

} // namespace api::sandbox
