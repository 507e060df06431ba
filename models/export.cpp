#include "models/export.h"

#include <chrono>

namespace models {

namespace {

constexpr qint64 rateOverMs = 4000;

qint64 steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

Export::Export(api::Client &client, const QString &title, const QString &path,
               std::unique_ptr<ExportSource> source, QObject *parent)
    : QObject(parent)
    , m_title(title)
    , m_file(path, source->frame())
    , m_crawl(new ExportCrawl(client, std::move(source), m_file, this))
    , m_clock(steadyMs)
{
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &Export::orderSome);
    connect(m_crawl, &ExportCrawl::finished, this, &Export::order);
    connect(m_crawl, &ExportCrawl::failed, this, &Export::failed);
    connect(m_crawl, &ExportCrawl::progressed, this, [this] {
        m_samples.push_back({now(), rows()});
        while (m_samples.size() > 2 && m_samples[1].at < now() - rateOverMs)
            m_samples.pop_front();
        Q_EMIT progressed();
    });
    // What failed for want of a network goes on by itself once it is back.
    connect(&client, &api::Client::reachableChanged, this, [this](bool isReachable) {
        if (isReachable && m_state == State::Failed && m_lacksNetwork)
            goOn();
    });
}

Export::~Export()
{
    delete m_crawl; // it holds on to the file
}

void Export::start()
{
    goOn();
}

void Export::goOn()
{
    if (isRunning() || m_state == State::Done)
        return;
    m_lacksNetwork = false;
    m_samples = {{now(), rows()}};
    setState(State::Reading);
    if (const QString problem = m_file.open(); !problem.isNull())
        return fail(problem);
    m_crawl->goOn();
}

void Export::stop()
{
    if (!isRunning())
        return;
    m_crawl->stop();
    m_turn.stop();
    const QString problem = m_file.pause();
    setState(problem.isNull() ? State::Stopped : State::Failed, problem);
}

void Export::failed(const api::ApiError &error, const QString &fileProblem)
{
    m_lacksNetwork = error.isError() && api::isLackOfNetwork(error);
    const api::Explanation why = error.isError() ? api::explain(error) : api::Explanation();
    fail(fileProblem.isNull() ? why.sentence : fileProblem);
}

void Export::fail(const QString &problem)
{
    m_file.pause();
    setState(State::Failed, problem);
}

void Export::order()
{
    setState(State::Ordering);
    if (const QString problem = m_file.beginOrder(m_crawl->pieces()); !problem.isNull())
        return fail(problem);
    m_turn.start(0);
}

void Export::orderSome()
{
    if (const QString problem = m_file.orderSome(); !problem.isNull())
        return fail(problem);
    if (m_file.isFinished())
        setState(State::Done);
    else
        m_turn.start(0);
}

void Export::setState(State state, const QString &problem)
{
    m_state = state;
    m_problem = problem;
    Q_EMIT stateChanged();
}

QString Export::rowsPath() const
{
    return m_state == State::Done ? m_file.path() : m_file.partPath();
}

double Export::progress() const
{
    if (m_state == State::Ordering || m_state == State::Done)
        return 1;
    return total() > 0 ? double(rows()) / double(total()) : -1;
}

double Export::rowsPerSecond() const
{
    if (m_samples.size() < 2)
        return 0;
    const Sample &first = m_samples.front();
    const Sample &last = m_samples.back();
    return double(last.rows - first.rows) * 1000 / double(std::max<qint64>(1, last.at - first.at));
}

qint64 Export::msLeft() const
{
    const double rate = rowsPerSecond();
    if (state() != State::Reading || rate <= 0 || total() < 0)
        return -1;
    return qint64(double(total() - rows()) * 1000 / rate);
}

qint64 Export::now() const
{
    return m_clock();
}

} // namespace models
