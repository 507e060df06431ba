#include "api/sandbox/world.h"

#include "api/sandbox/calendar.h"
#include "api/sandbox/draw.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/people.h"
#include "api/sandbox/preferencemaker.h"
#include "api/sandbox/runmaker.h"
#include "api/sandbox/workflows.h"
#include "api/sandbox/worldwriter.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace api::sandbox {

namespace {

const QString doneKey = QStringLiteral("seeded");

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
        , m_writer(db)
    {
    }

    bool make(quint64 seed)
    {
        makeTenants();
        if (!makePeople() || !makeMessages())
            return false;
        m_writer.note(QStringLiteral("seed"), QString::number(seed));
        m_writer.note(doneKey, m_now.toWire());
        m_writer.commit();
        if (m_writer.isFine() && m_progress)
            m_progress(1);
        return m_writer.isFine();
    }
    QString error() const { return m_writer.isFine() ? QStringLiteral("stopped") : m_writer.error(); }

private:
    void makeTenants()
    {
        Timestamp at {m_now.us - qint64(400) * 86'400'000'000};
        for (const QJsonObject &tenant : m_workflows.tenants) {
            const QJsonObject properties {{QStringLiteral("name"), tenant.value(QLatin1StringView("name"))}};
            const Timestamp createdAt = at;
            at.us += qint64(90) * 86'400'000'000;
            m_writer.object(Ref::tenant(tenant.value(QLatin1StringView("id")).toString()),
                            jsonText(properties),
                            jsonText(tenant.value(QLatin1StringView("settings")).toObject()), createdAt, at);
        }
    }

    bool makePeople()
    {
        for (qint64 i = 0; i < m_size.users; ++i) {
            const QJsonObject body = m_people.body(i, m_now);
            const QString id = body.value(QLatin1StringView("id")).toString();
            m_writer.user(id, jsonText(body),
                          Timestamp::fromWire(body.value(QLatin1StringView("updated_at")).toString()));
            Random random = m_root.fork(Stream::Preferences, quint64(i));
            for (const QJsonObject &set :
                 makePreferences(m_workflows, tenantsOf(m_root, m_workflows, i), i == 0, random))
                m_writer.preferenceSet(id, set.value(QLatin1StringView("id")).toString(), jsonText(set));
            if (i % 500 == 0 && !report(double(i)))
                return false;
        }
        return m_writer.isFine();
    }

    bool makeMessages()
    {
        if (m_size.users == 0 || m_workflows.workflows.isEmpty())
            return true;
        const Calendar calendar(m_now, m_size.days, m_size.messages);
        RunMaker runs(m_root, m_workflows, m_people, m_size.messages, m_now, m_writer);
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
                if (!report(double(m_size.users) + 5.0 * double(seq)))
                    return false;
            }
        }
        return true;
    }

    bool report(double work) // a message is about as much as five people
    {
        const double all = double(m_size.users) + 5.0 * double(m_size.messages) + 1;
        return m_writer.isFine() && (!m_progress || m_progress(std::min(work / all, 1.0)));
    }

    Random m_root;
    const Workflows &m_workflows;
    WorldSize m_size;
    Timestamp m_now;
    const std::function<bool(double)> &m_progress;
    People m_people;
    WorldWriter m_writer;
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
