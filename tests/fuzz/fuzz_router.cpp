// A request, as its input reads:
//
//     PUT /v1/users/ada?page_size=1
//     Idempotency-Key: one
//     (empty line)
//     {"name": "Ada"}
//
// against a small made-up world in memory. Without an Authorization line the secret key is sent. After each
// one the engine and the bulk operations do what it has left them to do.
#include "api/sandbox/bulkrunner.h"
#include "api/sandbox/engine.h"
#include "api/sandbox/router.h"
#include "api/sandbox/workflows.h"
#include "api/sandbox/world.h"
#include "demand.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace api;
using namespace api::sandbox;

namespace {

constexpr int inputsPerWorld = 2000; // what they wrote goes with it: memory stays bounded
constexpr qint64 second = 1'000'000;
constexpr int atOnce = 40; // pieces of work after a request: a trigger of many recipients takes several
constexpr int inputsPerLeap = 50; // then the clock leaps, so that what waits goes on
constexpr qint64 leap = 6 * 3600 * second;

// Whether what was changed was also thrown away. It sees each statement before it runs.
class Ledger
{
public:
    void note(const QString &sql)
    {
        const QStringView text = QStringView(sql).trimmed();
        if (text.startsWith(u"COMMIT"))
            m_committed = true;
        else if (text.startsWith(u"ROLLBACK"))
            m_rolledBack = true;
        else if (!text.startsWith(u"SELECT") && !text.startsWith(u"BEGIN") && !text.startsWith(u"WITH")
                 && !text.startsWith(u"PRAGMA"))
            m_changed = true;
    }
    bool leftSomething() const { return m_committed || (m_changed && !m_rolledBack); }

private:
    bool m_changed = false;
    bool m_committed = false;
    bool m_rolledBack = false;
};

class World
{
public:
    World()
        : m_workflows(Workflows::builtIn())
    {
        QString error;
        m_store = Store::open({}, &error);
        fuzz::demand(m_store
                         && makeWorld(m_store->database(), m_workflows, 7, {12, 60, 3}, m_now, {}, &error),
                     "the world is made", error.toUtf8());
        m_router = std::make_unique<Router>(*m_store, m_workflows,
                                            Router::Options {[this] { return m_now; }, Random(7), false});
        m_engine = std::make_unique<Engine>(*m_store, m_workflows, Random(8));
        m_bulk = std::make_unique<BulkRunner>(
            *m_store, m_workflows, [this] { return m_now; }, Random(9));
        m_store->setObserver([this](const QString &sql) { m_ledger.note(sql); });
    }

    void handle(const HttpRequest &request)
    {
        m_ledger = {};
        check(request, m_router->handle(request));
        m_now.us += ++m_handled % inputsPerLeap == 0 ? leap : second;
        const int done = m_engine->advance(m_now, atOnce);
        fuzz::demand(done >= 0, "the engine can do its work", m_engine->takeFailure().toUtf8());
        m_bulk->step(atOnce);
        const QString failure = m_store->takeError();
        fuzz::demand(failure.isNull(), "bulk operations can do theirs", failure.toUtf8());
        fuzz::demand(m_store->begin(), "no transaction is left open");
        m_store->rollback();
    }

private:
    void check(const HttpRequest &request, const HttpResponse &response) const
    {
        const QByteArray seen = request.verb + ' ' + request.path + '?' + request.query + "\n"
            + QByteArray::number(response.status) + ' ' + response.body;
        fuzz::demand(response.status >= 200 && response.status < 500, "an answer, and no fault of ours",
                     seen);
        fuzz::demand(!response.header("X-Request-ID").isEmpty(), "each answer has an id", seen);
        if (response.status == 204) {
            fuzz::demand(response.body.isEmpty(), "204 has no body", seen);
            return;
        }
        // A lone JSON text is one, too: Qt reads only lists and objects at the top.
        const QJsonDocument json = QJsonDocument::fromJson('[' + response.body + ']');
        fuzz::demand(!response.body.isEmpty() && !json.isNull(), "every answer but 204 has a JSON body",
                     seen);
        if (response.isSuccess())
            return;
        const QJsonObject error = json[0].toObject();
        fuzz::demand(!m_ledger.leftSomething(), "a refused request changes nothing", seen);
        fuzz::demand(error.value(QLatin1StringView("status")).toInt() == response.status,
                     "it says its status", seen);
        fuzz::demand(!error.value(QLatin1StringView("code")).toString().isEmpty(), "it has a code", seen);
        fuzz::demand(error.value(QLatin1StringView("code")) != QLatin1StringView("invalid_params")
                         || !error.value(QLatin1StringView("errors")).toArray().isEmpty(),
                     "422 names what is wrong", seen);
    }

    Workflows m_workflows;
    Timestamp m_now = Timestamp::fromWire(u"2026-01-10T12:00:00Z");
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<BulkRunner> m_bulk;
    int m_handled = 0;
    Ledger m_ledger;
};

QByteArray takeUntil(QByteArray &rest, char end)
{
    const qsizetype at = rest.indexOf(end);
    QByteArray taken = at < 0 ? rest : rest.left(at);
    rest = at < 0 ? QByteArray() : rest.mid(at + 1);
    return taken;
}

HttpRequest parse(QByteArray rest)
{
    HttpRequest request;
    QByteArray line = takeUntil(rest, '\n');
    request.verb = takeUntil(line, ' ');
    request.path = takeUntil(line, '?');
    request.query = line;
    while (!rest.isEmpty()) {
        QByteArray value = takeUntil(rest, '\n');
        if (value.isEmpty())
            break;
        const QByteArray name = takeUntil(value, ':');
        request.headers.emplaceBack(name, value.trimmed());
    }
    if (request.header("Authorization").isEmpty())
        request.headers.emplaceBack("Authorization", QByteArray("Bearer ") + secretKey);
    request.body = rest;
    return request;
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static QCoreApplication application(*argc, *argv); // where the database drivers are found
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static World *world = nullptr; // never taken down at the end: Qt's own statics go first
    static int left = 0;
    if (left-- == 0) {
        delete world;
        world = new World;
        left = inputsPerWorld;
    }
    world->handle(parse(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size))));
    return 0;
}
