#include "api/sandbox/traffic.h"

#include "api/sandbox/draw.h"
#include "api/sandbox/preferencebook.h"
#include "api/sandbox/sampledata.h"

#include <algorithm>

namespace api::sandbox {

namespace {

constexpr double minute = 60e6; // µs
constexpr qint64 longestPause = 3'600'000'000; // µs
constexpr double firstShare = 0.3; // of the triggers are for the first example: its feed is looked at
constexpr double exampleShare = 0.1; // for the other examples
constexpr double objectShare = 0.08; // for an object and its subscribers
constexpr int mostTriggers = 500; // triggers in a transaction
constexpr int mostSubscribers = 60; // of an object that is triggered: traffic is gentle

} // namespace

Traffic::Traffic(Store &store, const Workflows &workflows, int perMinute, Timestamp start,
                 const Random &random)
    : m_store(store)
    , m_workflows(workflows)
    , m_random(random)
    , m_world(store.value(QStringLiteral("SELECT value FROM world WHERE key = 'seed'")).toULongLong())
    , m_perMinute(perMinute)
{
    for (const WorkflowDef &workflow : workflows.workflows) {
        if (workflow.isActive)
            m_lottery.insert(m_lottery.end(), size_t(workflow.weight), &workflow);
    }
    if (perMinute <= 0 || m_lottery.empty())
        return;
    m_next = start;
    wait();
}

void Traffic::wait()
{
    m_next.us += qint64(waiting(minute / m_perMinute, m_random)) + 1;
}

int Traffic::advance(Timestamp now)
{
    if (m_next.isNull() || m_next > now)
        return 0;
    m_next = std::max(m_next, Timestamp {now.us - longestPause});
    m_store.takeError();
    if (!m_store.begin()) {
        m_failure = m_store.takeError();
        return -1;
    }
    int count = 0;
    for (; m_next <= now && count < mostTriggers; wait()) {
        trigger(m_next);
        ++count;
    }
    m_failure = m_store.takeError();
    if (m_failure.isNull() && m_store.commit())
        return count;
    if (m_failure.isNull())
        m_failure = m_store.takeError();
    m_store.rollback();
    return -1;
}

void Traffic::trigger(Timestamp at)
{
    if (const auto order = drawOrder(at))
        startRuns(m_store, m_workflows, *order, at, m_random);
}

// Nullopt where there is nobody to write to.
std::optional<TriggerOrder> Traffic::drawOrder(Timestamp at)
{
    TriggerOrder order;
    order.workflow = pick(m_lottery, m_random);
    qint64 index = -1;
    RecipientSpec recipient;
    recipient.ref = drawRecipient(*order.workflow, &index);
    if (recipient.ref.isNull())
        return std::nullopt;
    order.recipients = {recipient};
    if (order.workflow->hasActor) {
        qint64 actor = -1;
        order.actor = drawPerson(&actor);
        if (order.actor == recipient.ref) // who talks to oneself is no news
            order.actor = {};
    }
    const QStringList tenants = index < 0 ? QStringList() : tenantsOf(m_world, m_workflows, index);
    if (!tenants.isEmpty() && m_random.chance(0.65))
        order.tenant = pick(tenants, m_random);
    order.data = sampleData(order.workflow->sampleData, at, m_random);
    order.isLively = true;
    return order;
}

Ref Traffic::drawRecipient(const WorkflowDef &workflow, qint64 *personIndex)
{
    const bool hasChat = std::any_of(workflow.steps.begin(), workflow.steps.end(), [](const StepDef &step) {
        return step.channelKey == QLatin1StringView("slack");
    });
    if (hasChat && m_random.chance(objectShare)) {
        const Ref object = drawObject();
        if (!object.isNull())
            return object;
    }
    const double share = m_random.unit();
    if (share < firstShare)
        *personIndex = 0;
    else if (share < firstShare + exampleShare)
        *personIndex = 1 + qint64(m_random.below(4));
    else
        return drawPerson(personIndex);
    return personAt(*personIndex);
}

Ref Traffic::drawObject()
{
    if (m_workflows.objects.isEmpty())
        return {};
    const ObjectDef &def = pick(m_workflows.objects, m_random);
    const Ref object = Ref::object(def.collection, def.id);
    const int subscribers
        = m_store
              .value(QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM subscriptions WHERE"
                                    " object_collection = ? AND object_id = ? LIMIT ?)"),
                     {object.collection, object.id, mostSubscribers + 1})
              .toInt();
    return subscribers <= mostSubscribers && exists(m_store, object) ? object : Ref {};
}

Ref Traffic::drawPerson(qint64 *index)
{
    const qint64 newest = m_store.value(QStringLiteral("SELECT max(seq) FROM users")).toLongLong();
    *index = qint64(m_random.below(quint64(std::max<qint64>(newest, 1))));
    return personAt(*index);
}

// Person number `index`, or the next one when that one is gone; null when nobody follows.
Ref Traffic::personAt(qint64 index)
{
    const QVariant id = m_store.value(
        QStringLiteral("SELECT id FROM users WHERE seq >= ? ORDER BY seq LIMIT 1"), {index + 1});
    return id.isValid() ? Ref::user(id.toString()) : Ref {};
}

} // namespace api::sandbox
