#include "api/sandbox/world.h"

#include "api/sandbox/calendar.h"
#include "api/sandbox/draw.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/loadmode.h"
#include "api/sandbox/reach.h"
#include "api/sandbox/runmaker.h"
#include "api/sandbox/worldobjects.h"
#include "api/sandbox/worldschedules.h"
#include "api/sandbox/worldwriter.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace api::sandbox {

namespace {

const QString doneKey = QStringLiteral("seeded");
constexpr double loadingShare = 0.93; // of the time; the rest goes into the indexes

class WorldMaker
{
public:
    WorldMaker(QSqlDatabase &db, const Workflows &workflows, quint64 seed, const WorldSize &size,
               Timestamp now, const std::function<bool(double)> &progress)
        : m_root(seed)
        , m_workflows(workflows)
        , m_size(size)
        , m_now(now)
        , m_progress(progress)
        , m_people(m_root, size.users)
        , m_preferences(m_root, workflows)
        , m_load(db)
        , m_writer(db)
        , m_schedules(m_root, workflows, now, m_writer)
    {
    }

    bool make(quint64 seed)
    {
        makeObjects();
        if (!makePeople() || !makeMessages())
            return false;
        m_writer.commit();
        if (!m_writer.isFine() || !m_load.buildIndexes([this](double part) {
                return !m_progress || m_progress(loadingShare + part * (1 - loadingShare));
            }))
            return false;
        m_writer.note(QStringLiteral("seed"), QString::number(seed));
        m_writer.note(doneKey, m_now.toWire());
        m_writer.commit();
        if (m_writer.isFine() && m_progress)
            m_progress(1);
        return m_writer.isFine();
    }
    QString error() const
    {
        if (!m_writer.isFine())
            return m_writer.error();
        return m_load.error().isNull() ? QStringLiteral("stopped") : m_load.error();
    }

private:
    void makeObjects()
    {
        writeObjects(m_workflows, m_now, m_writer);
        for (qsizetype i = 0; i < m_workflows.objects.size(); ++i)
            m_schedules.writeFor(m_workflows.objects.at(i), i);
    }

    bool makePeople()
    {
        for (qint64 i = 0; i < m_size.users; ++i) {
            makePerson(i);
            if (i % 500 == 0 && !report(double(i)))
                return false;
        }
        return m_writer.isFine();
    }

    void makePerson(qint64 index)
    {
        const QJsonObject body = m_people.body(index, m_now);
        const Person person = m_people.at(index);
        const Ref ref = Ref::user(person.id);
        const Timestamp updatedAt
            = Timestamp::fromWire(body.value(QLatin1StringView("updated_at")).toString());
        m_writer.user(person.id, jsonText(body), updatedAt);
        const PreferenceBook::Sets &sets = m_preferences.setsOf(index);
        for (auto it = sets.begin(); it != sets.end(); ++it)
            m_writer.preferenceSet(ref, it.key(), jsonText(*it));
        Random random = m_root.fork(Stream::Channels, quint64(index));
        for (const auto &[channel, data] : channelDataOf(m_workflows, person, reachOf(m_root, index), random))
            m_writer.channelData(ref, channel, jsonText(data), updatedAt);
        writeSubscriptions(m_root, m_workflows, index, person.id, m_now, m_writer);
        const QString tenant = tenantsOf(m_root, m_workflows, index).value(0);
        writeMemberships(m_root, m_workflows, index, person.id, tenant, m_now, m_writer);
        m_schedules.writeFor(index, person, tenant);
    }

    bool makeMessages()
    {
        if (m_size.users == 0 || m_workflows.workflows.isEmpty())
            return true;
        const Calendar calendar(m_now, m_size.days, m_size.messages);
        RunMaker runs(m_root, m_workflows, m_people, m_preferences, m_size.messages, m_now, m_writer);
        Timestamp latest;
        qint64 reportAt = 0;
        for (qint64 seq = 1; seq <= m_size.messages;) {
            Random random = m_root.fork(Stream::Run, quint64(seq));
            const Timestamp planned
                = calendar.at((double(seq - 1) + random.unit()) / double(m_size.messages));
            latest = std::max(latest, planned);
            seq += runs.make(seq, m_size.messages - seq + 1, latest, random);
            if (!m_writer.isFine())
                return false;
            if (seq >= reportAt) {
                reportAt = seq + 1000;
                if (!report(double(m_size.users) + 2.0 * double(seq)))
                    return false;
            }
        }
        return true;
    }

    bool report(double work) // a message is about as much as two people
    {
        const double all = double(m_size.users) + 2.0 * double(m_size.messages) + 1;
        return m_writer.isFine() && (!m_progress || m_progress(loadingShare * std::min(work / all, 1.0)));
    }

    Random m_root;
    const Workflows &m_workflows;
    WorldSize m_size;
    Timestamp m_now;
    const std::function<bool(double)> &m_progress;
    People m_people;
    PreferenceBook m_preferences;
    LoadMode m_load; // before the writer: its statements end first
    WorldWriter m_writer;
    ScheduleMaker m_schedules;
};

} // namespace

bool makeWorld(QSqlDatabase &db, const Workflows &workflows, quint64 seed, const WorldSize &size,
               Timestamp now, const std::function<bool(double)> &progress, QString *error)
{
    WorldMaker maker(db, workflows, seed, size, now, progress);
    if (maker.make(seed))
        return true;
    if (error)
        *error = maker.error();
    return false;
}

bool worldIsComplete(QSqlDatabase &db)
{
    QSqlQuery query(db);
    query.prepare(QStringLiteral("SELECT 1 FROM world WHERE key = ?"));
    query.addBindValue(doneKey);
    return query.exec() && query.next();
}

} // namespace api::sandbox
