#include "crash/crashrounds.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QSqlQuery>
#include <QTest>
#include <QTimer>

namespace crash {

using contract::Answer;

namespace {

constexpr int patience = 60'000; // ms
constexpr int atOnce = 6; // as many as Qt sends to one host
constexpr int mostAnswers = 60; // of a round
constexpr int rowsOfAnOperation = 25;
constexpr int counters = 5;

QNetworkRequest requestFor(const QByteArray &url)
{
    QNetworkRequest request(QUrl::fromEncoded(url));
    request.setRawHeader("Authorization", "Bearer sk_test_sandbox");
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    return request;
}

} // namespace

CrashRounds::CrashRounds(quint64 seed)
    : m_random(seed)
{
}

CrashRounds::~CrashRounds()
{
    m_process.kill();
    m_process.waitForFinished();
}

QString CrashRounds::start()
{
    m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/doorman-sandbox"),
                    {"--data", m_directory.filePath("world.db"), "--users", "40", "--messages", "900",
                     "--rate-limits", "off", "--bulk-rate", "400"});
    while (!m_process.canReadLine() && m_process.waitForReadyRead(patience)) { }
    const QByteArray line = m_process.readLine().trimmed();
    if (!line.startsWith("doorman-sandbox listening on "))
        return QStringLiteral("it does not start: ")
            + QString::fromUtf8(line + m_process.readAllStandardError());
    m_address = line.mid(line.lastIndexOf(' ') + 1).chopped(int(qstrlen("/v1")));
    if (m_allAnswered > 0)
        return {};
    for (int i = 0; i < counters; ++i) {
        send("PUT", "/v1/users/known-" + QByteArray::number(i), {}, [](const Answer &) {});
    }
    if (!QTest::qWaitFor([this] { return m_underWay == 0; }, patience))
        return QStringLiteral("it does not answer");
    for (QByteArray after;;) {
        const Answer page = get("/v1/messages?page_size=50" + (after.isEmpty() ? after : "&after=" + after));
        for (const QString &id : page.ids())
            m_unmarked.append(id.toLatin1());
        after = page.at(QLatin1StringView("page_info.after")).toString().toLatin1();
        if (after.isEmpty())
            return {};
    }
}

QString CrashRounds::loadAndKill()
{
    m_killAt = 1 + random(mostAnswers);
    m_answered = 0;
    m_killed = false;
    m_loading = true;
    for (int i = 0; i < atOnce; ++i)
        sendNext();
    if (!QTest::qWaitFor([this] { return m_killed && m_underWay == 0; }, patience))
        return QStringLiteral("it answers no more");
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished(patience);
    if (m_process.state() != QProcess::NotRunning || m_process.exitStatus() != QProcess::CrashExit)
        return QStringLiteral("it was not killed");
    m_loading = false;
    m_busyCounters.clear();
    m_network.clearConnectionCache();
    return {};
}

void CrashRounds::sendNext()
{
    if (m_killed)
        return;
    switch (random(12)) {
    case 0:
        return bulkIdentify();
    case 1:
        return bulkPreferences();
    case 2:
    case 3:
    case 4:
        return identify();
    case 5:
    case 6:
        return count();
    case 7:
    case 8:
    case 9:
        return mark();
    default:
        return trigger();
    }
}

void CrashRounds::send(const QByteArray &verb, const QByteArray &target, const QJsonObject &body,
                       std::function<void(const Answer &)> then)
{
    QNetworkReply *reply = m_network.sendCustomRequest(requestFor(m_address + target), verb,
                                                       QJsonDocument(body).toJson(QJsonDocument::Compact));
    ++m_underWay;
    connect(reply, &QNetworkReply::finished, this, [this, reply, then = std::move(then)] {
        reply->deleteLater();
        --m_underWay;
        const Answer answer = contract::readAnswer(*reply);
        // Cut off half-way it has promised nothing.
        if (reply->error() == QNetworkReply::NoError && answer.status == 200) {
            then(answer);
            ++m_allAnswered;
            if (++m_answered == m_killAt) {
                m_process.kill(); // at once, whatever it is doing
                m_killed = true;
            }
        } else {
            ++m_cutOff;
        }
        if (m_loading)
            sendNext();
    });
}

void CrashRounds::promise(const QByteArray &target, const QByteArray &path, const QJsonValue &value)
{
    m_round.append({target, path, value});
}

void CrashRounds::identify()
{
    const QString name = QStringLiteral("Name %1").arg(m_next);
    const QByteArray target = "/v1/users/one-" + QByteArray::number(m_next++);
    send("PUT", target, {{"name", name}}, [=, this](const Answer &) { promise(target, "name", name); });
}

// The same person again and again: the value never falls.
void CrashRounds::count()
{
    const int counter = random(counters);
    if (m_busyCounters.contains(counter))
        return identify();
    m_busyCounters.insert(counter);
    const int value = ++m_next;
    send("PUT", "/v1/users/counter-" + QByteArray::number(counter), {{"value", value}},
         [=, this](const Answer &) {
             m_counters[counter] = value;
             m_busyCounters.remove(counter);
         });
}

void CrashRounds::mark()
{
    if (m_unmarked.isEmpty())
        return identify();
    const QByteArray target = "/v1/messages/" + m_unmarked.takeAt(random(int(m_unmarked.size())));
    send("PUT", target + "/archived", {}, [=, this](const Answer &answer) {
        promise(target, "archived_at", answer.at(QLatin1StringView("archived_at")));
    });
}

// A recipient of its own, so that the run can be asked for.
void CrashRounds::trigger()
{
    const QString id = QStringLiteral("run-%1").arg(m_next++);
    send("POST", "/v1/workflows/mention/trigger", {{"recipients", QJsonArray {QJsonObject {{"id", id}}}}},
         [=, this](const Answer &answer) {
             promise("/v1/users/" + id.toLatin1(), "id", id);
             promise("/v1/workflow_recipient_runs?recipient=" + id.toLatin1(), "items.0.workflow_run_id",
                     answer.at(QLatin1StringView("workflow_run_id")));
         });
}

void CrashRounds::bulkIdentify()
{
    const QString prefix = QStringLiteral("bulk-%1-").arg(m_next++);
    QJsonArray users;
    for (int i = 0; i < rowsOfAnOperation; ++i)
        users.append(QJsonObject {{"id", prefix + QString::number(i)}});
    send("POST", "/v1/users/bulk/identify", {{"users", users}}, [=, this](const Answer &answer) {
        const QByteArray id = answer.at(QLatin1StringView("id")).toString().toLatin1();
        promise("/v1/bulk_operations/" + id, "estimated_total_rows", rowsOfAnOperation);
        m_operations.append({id, QStringLiteral("SELECT count(*) FROM users WHERE id LIKE '%1%'").arg(prefix),
                             rowsOfAnOperation});
    });
}

// Half of them are there. The set is one that nobody else writes.
void CrashRounds::bulkPreferences()
{
    const QString set = QStringLiteral("set-%1").arg(m_next++);
    QJsonArray ids;
    for (int i = 0; i < counters; ++i)
        ids.append(QStringLiteral("known-%1").arg(i));
    for (int i = 0; i < counters; ++i)
        ids.append(QStringLiteral("nobody-%1").arg(i));
    send("POST", "/v1/users/bulk/preferences",
         {{"user_ids", ids}, {"preferences", QJsonObject {{"id", set}}}}, [=, this](const Answer &answer) {
             const QByteArray id = answer.at(QLatin1StringView("id")).toString().toLatin1();
             promise("/v1/bulk_operations/" + id, "estimated_total_rows", 2 * counters);
             m_operations.append(
                 {id, QStringLiteral("SELECT count(*) FROM preference_sets WHERE set_id = '%1'").arg(set),
                  2 * counters});
         });
}

Answer CrashRounds::get(const QByteArray &target)
{
    const std::unique_ptr<QNetworkReply> reply(m_network.get(requestFor(m_address + target)));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, patience))
        return {};
    return contract::readAnswer(*reply);
}

QString CrashRounds::check(const Promise &promise)
{
    const Answer answer = get(promise.target);
    if (answer.status == 200 && answer.at(QLatin1StringView(promise.path)) == promise.value)
        return {};
    return QStringLiteral("%1: %2 is lost: %3 %4")
        .arg(QString::fromLatin1(promise.target), QString::fromLatin1(promise.path))
        .arg(answer.status)
        .arg(QString::fromUtf8(answer.body.left(1000)));
}

QString CrashRounds::checkPromises()
{
    for (const Promise &promise : std::exchange(m_round, {})) {
        if (const QString wrong = check(promise); !wrong.isNull())
            return wrong;
        m_all.append(promise);
    }
    for (auto it = m_counters.cbegin(); it != m_counters.cend(); ++it) {
        const Answer answer = get("/v1/users/counter-" + QByteArray::number(it.key()));
        if (answer.at(QLatin1StringView("value")).toInt() < it.value())
            return QStringLiteral("counter %1 fell below %2: ").arg(it.key()).arg(it.value())
                + QString::fromUtf8(answer.body);
    }
    return {};
}

QString CrashRounds::checkFile()
{
    QTemporaryDir copies;
    for (const QString &name : {QStringLiteral("world.db"), QStringLiteral("world.db-wal")})
        QFile::copy(m_directory.filePath(name), copies.filePath(name));
    QString wrong;
    const QString connection = copies.path();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", connection);
        database.setDatabaseName(copies.filePath("world.db"));
        if (!database.open())
            wrong = QStringLiteral("the file does not open");
        const auto value = [&](const QString &sql) {
            QSqlQuery query(sql, database);
            return query.next() ? query.value(0) : QVariant();
        };
        if (value("PRAGMA integrity_check").toString() != QLatin1StringView("ok"))
            wrong = QStringLiteral("the file is damaged: ") + value("PRAGMA integrity_check").toString();
        for (const Operation &operation : std::as_const(m_operations)) {
            QSqlQuery row("SELECT processed, succeeded, failed FROM bulk_operations WHERE id = '"
                              + QString::fromLatin1(operation.id) + "'",
                          database);
            const bool found = row.next();
            const int changed = value(operation.countSql).toInt();
            if (!found || row.value(0) != row.value(1).toInt() + row.value(2).toInt()
                || row.value(1) != changed)
                wrong = QStringLiteral("%1 is torn: processed %2, succeeded %3, failed %4, changed %5")
                            .arg(QString::fromLatin1(operation.id))
                            .arg(row.value(0).toInt())
                            .arg(row.value(1).toInt())
                            .arg(row.value(2).toInt())
                            .arg(changed);
        }
    }
    QSqlDatabase::removeDatabase(connection);
    return wrong;
}

QString CrashRounds::checkEverything()
{
    for (const Promise &promise : std::as_const(m_all)) {
        if (const QString wrong = check(promise); !wrong.isNull())
            return wrong;
    }
    for (const Operation &operation : std::as_const(m_operations)) {
        Answer answer;
        const auto isOver = [&] {
            answer = get("/v1/bulk_operations/" + operation.id);
            return answer.at(QLatin1StringView("status")) == QLatin1StringView("completed");
        };
        if (!QTest::qWaitFor(isOver, patience)
            || answer.at(QLatin1StringView("processed_rows")) != operation.rows)
            return QStringLiteral("an operation does not end: ") + QString::fromUtf8(answer.body);
    }
    return {};
}

QString CrashRounds::summary() const
{
    return QStringLiteral("%1 answers, %2 requests cut off, %3 promises kept, %4 bulk operations")
        .arg(m_allAnswered)
        .arg(m_cutOff)
        .arg(m_all.size())
        .arg(m_operations.size());
}

} // namespace crash
