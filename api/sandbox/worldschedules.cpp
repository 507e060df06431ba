#include "api/sandbox/worldschedules.h"

#include "api/rules/recurrence.h"
#include "api/sandbox/draw.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/sampledata.h"
#include "api/sandbox/workflows.h"
#include "api/sandbox/worldwriter.h"
#include "api/schema/timespan.h"

namespace api::sandbox {

namespace {

constexpr qint64 scheduleOwners = 300; // people who have schedules at all
constexpr int oldest = 110; // days

// The last occurrence up to `now`; null when there was none yet.
Timestamp lastBefore(const Recurrence &recurrence, Timestamp now)
{
    Timestamp last;
    for (Timestamp next = nextOccurrence(recurrence, {}); !next.isNull() && next <= now;
         next = nextOccurrence(recurrence, next))
        last = next;
    return last;
}

RepeatRule weekly(Random &random)
{
    RepeatRule rule {.frequency = Frequency::Weekly, .days = {random.chance(0.7) ? 1 : 5}};
    rule.interval = random.chance(0.15) ? 2 : 1;
    rule.hours = 7 + int(random.below(3));
    rule.minutes = 15 * int(random.below(4));
    return rule;
}

} // namespace

struct ScheduleMaker::Plan
{
    QString workflow;
    Ref recipient;
    QString timezone, tenant;
    QList<RepeatRule> rules;
    Timestamp start = {}, end = {}; // null: not given
    Timestamp insertedAt;
};

ScheduleMaker::ScheduleMaker(const Random &root, const Workflows &workflows, Timestamp now,
                             WorldWriter &writer)
    : m_root(root)
    , m_workflows(workflows)
    , m_now(now)
    , m_writer(writer)
{
}

void ScheduleMaker::write(const Plan &plan, Random &random)
{
    const WorkflowDef *workflow = m_workflows.workflow(plan.workflow);
    if (!workflow)
        return;
    const Recurrence recurrence {.rules = plan.rules,
                                 .start = plan.start,
                                 .end = plan.end,
                                 .zone = zoneNamed(plan.timezone),
                                 .anchor = plan.insertedAt};
    QJsonArray repeats;
    for (const RepeatRule &rule : plan.rules)
        repeats.append(rule.toJson());
    m_writer.schedule({.id = uuid(random),
                       .workflow = plan.workflow,
                       .recipient = plan.recipient,
                       .tenant = plan.tenant,
                       .data = jsonText(sampleData(workflow->sampleData, plan.insertedAt, random)),
                       .repeats = jsonText(repeats),
                       .scheduledAt = plan.start,
                       .endingAt = plan.end,
                       .lastAt = lastBefore(recurrence, m_now),
                       .nextAt = nextOccurrence(recurrence, m_now),
                       .insertedAt = plan.insertedAt});
}

void ScheduleMaker::writeFor(qint64 index, const Person &person, const QString &tenant)
{
    if (index >= scheduleOwners)
        return;
    Random random = m_root.fork(Stream::Schedules, quint64(index));
    const double kind = random.unit();
    if (index > 0 && kind > 0.4)
        return;
    // Later people made theirs later, as with subscriptions.
    const qint64 share = (oldest - 1) * dayUs / scheduleOwners;
    Timestamp at {m_now.us - oldest * dayUs + index * share + qint64(random.below(quint64(share / 8)))};
    const Ref recipient = Ref::user(person.id);
    const auto plan = [&](const char *workflow) {
        at.us += share / 8;
        return Plan {.workflow = QString::fromLatin1(workflow),
                     .recipient = recipient,
                     .timezone = person.timezone,
                     .tenant = random.chance(0.4) ? tenant : QString(),
                     .rules = {},
                     .insertedAt = at};
    };
    if (index == 0 || kind < 0.3) {
        Plan digest = plan("weekly-digest");
        digest.rules = {weekly(random)};
        if (index > 0 && random.chance(0.12)) // not wanted any more
            digest.end = {at.us + qint64((0.2 + 0.6 * random.unit()) * double(m_now.us - at.us))};
        write(digest, random);
    }
    if (index == 0 || (kind >= 0.3 && kind < 0.36)) {
        Plan invoice = plan("invoice-ready");
        invoice.rules = {{.frequency = Frequency::Monthly, .dayOfMonth = index == 0 ? 31 : 1, .hours = 6}};
        write(invoice, random);
    }
    if (index == 0 || kind >= 0.36) {
        Plan once = plan("product-news");
        const bool isOver = index > 0 && random.chance(0.4);
        const qint64 away = hourUs + qint64(random.below(quint64(9 * dayUs)));
        once.start = {isOver ? std::max(at.us + hourUs, m_now.us - away) : m_now.us + away};
        write(once, random);
    }
    if (index == 0) {
        Plan ended = plan("weekly-digest");
        ended.rules = {{.frequency = Frequency::Daily, .days = {1, 2, 3, 4, 5}, .hours = 17, .minutes = 30}};
        ended.end = {m_now.us - 20 * dayUs};
        write(ended, random);
    }
}

void ScheduleMaker::writeFor(const ObjectDef &object, qint64 index)
{
    if (!object.hasSlack)
        return;
    Random random = m_root.fork(Stream::Schedules, ~quint64(index));
    if (index > 0 && !random.chance(0.5))
        return;
    Plan plan {.workflow = QStringLiteral("invoice-ready"),
               .recipient = Ref::object(object.collection, object.id),
               .timezone = object.timezone,
               .tenant = {},
               .rules = {{.frequency = Frequency::Monthly, .dayOfMonth = 1, .hours = 9}},
               .insertedAt = {m_now.us - (oldest + 40) * dayUs + index * dayUs}};
    write(plan, random);
}

} // namespace api::sandbox
