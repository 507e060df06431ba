// bench_paging URL KEY PAGES: lists people through the client and its model, and through nothing but
// QNetworkAccessManager and QJsonDocument, in turns; prints one line of both and of their ratio.
#include "api/client/client.h"
#include "api/schema/user.h"
#include "models/cursorlistmodel.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrlQuery>

#include <algorithm>
#include <cstdio>
#include <malloc.h>
#include <unistd.h>

namespace {

constexpr int rounds = 9;
constexpr int rowsPerPage = 50;

struct Run
{
    int pages = 0;
    qint64 rows = 0;
    double seconds = 0;
    QString error;
    double pagesPerSecond() const { return pages / seconds; }
    double rowsPerSecond() const { return double(rows) / seconds; }
};

qint64 residentBytes()
{
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

// The least a program could do to read all pages.
class BareLoop : public QObject
{
public:
    BareLoop(const QUrl &url, const QByteArray &key, int pages)
        : m_url(url)
        , m_key(key)
        , m_pages(pages)
    {
    }
    Run run()
    {
        m_run = {};
        QElapsedTimer clock;
        clock.start();
        ask({});
        m_loop.exec();
        m_run.seconds = double(clock.nsecsElapsed()) / 1e9;
        return m_run;
    }

private:
    void ask(const QString &after)
    {
        QUrl url = m_url;
        url.setPath(QStringLiteral("/v1/users"));
        QUrlQuery query {{QStringLiteral("page_size"), QString::number(rowsPerPage)}};
        if (!after.isEmpty())
            query.addQueryItem(QStringLiteral("after"), QString::fromLatin1(QUrl::toPercentEncoding(after)));
        url.setQuery(query);
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Bearer " + m_key);
        QNetworkReply *reply = m_network.get(request);
        connect(reply, &QNetworkReply::finished, this, [this, reply] { answered(reply); });
    }
    void answered(QNetworkReply *reply)
    {
        reply->deleteLater();
        const QJsonObject page = QJsonDocument::fromJson(reply->readAll()).object();
        if (reply->error() != QNetworkReply::NoError) {
            m_run.error = reply->errorString();
            return m_loop.quit();
        }
        const QJsonValue items = page.value(QLatin1StringView("items"));
        const QJsonArray rows
            = items.isArray() ? items.toArray() : page.value(QLatin1StringView("entries")).toArray();
        ++m_run.pages;
        m_run.rows += rows.size();
        const QString after = page.value(QLatin1StringView("page_info"))
                                  .toObject()
                                  .value(QLatin1StringView("after"))
                                  .toString();
        if (after.isEmpty() || m_run.pages == m_pages)
            m_loop.quit();
        else
            ask(after);
    }

    QUrl m_url;
    QByteArray m_key;
    int m_pages;
    QNetworkAccessManager m_network;
    QEventLoop m_loop;
    Run m_run;
};

// The same pages into the list the console shows, whose view stands at its end.
Run runModel(models::CursorListModel<api::User> &people, int pages)
{
    using State = models::CursorListBase::State;
    Run run;
    QEventLoop loop;
    QObject context;
    QObject::connect(&people, &models::CursorListBase::pageArrived, &context, [&] {
        if (++run.pages == pages)
            loop.quit();
    });
    QObject::connect(&people, &models::CursorListBase::stateChanged, &context, [&] {
        if (people.state() == State::Failed)
            run.error = people.error().message;
        if (people.state() == State::Failed || people.state() == State::Complete)
            loop.quit();
    });
    QElapsedTimer clock;
    clock.start();
    people.setPageSize(rowsPerPage);
    people.setSource([](const api::PageQuery &page) {
        api::UserQuery query;
        static_cast<api::PageQuery &>(query) = page;
        return api::users::list(query);
    });
    people.setLastVisibleRow(pages * rowsPerPage);
    loop.exec();
    run.seconds = double(clock.nsecsElapsed()) / 1e9;
    run.rows = people.rowCount();
    return run;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

int fail(const QString &text)
{
    std::fprintf(stderr, "bench_paging: %s\n", qUtf8Printable(text));
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int pages = argc == 4 ? QByteArray(argv[3]).toInt() : 0;
    if (pages < 1)
        return fail(QStringLiteral("usage: bench_paging URL KEY PAGES"));
    api::Connection connection;
    connection.baseUrl = QUrl(QString::fromLocal8Bit(argv[1]));
    connection.key = argv[2];
    connection.pace = false;
    api::Client client(connection);
    BareLoop bare(connection.baseUrl, connection.key, pages);

    // Connections, caches and the journal fill up before anything is measured. Memory has a run of its own:
    // handing free memory back to the system first would slow down the run behind it.
    bare.run();
    double bytes = 0;
    for (int i = 0; i < 2; ++i) {
        const qint64 before = residentBytes();
        models::CursorListModel<api::User> people(client);
        const Run run = runModel(people, pages);
        bytes = double(residentBytes() - before) / double(std::max<qint64>(1, run.rows));
    }
    std::vector<double> ours, rows, theirs;
    for (int i = 0; i < rounds; ++i) {
        const Run plain = bare.run();
        models::CursorListModel<api::User> people(client);
        const Run full = runModel(people, pages);
        if (!plain.error.isEmpty() || !full.error.isEmpty())
            return fail(plain.error + u' ' + full.error);
        if (plain.rows != full.rows)
            return fail(QStringLiteral("%1 rows bare, %2 in the model").arg(plain.rows).arg(full.rows));
        theirs.push_back(plain.pagesPerSecond());
        ours.push_back(full.pagesPerSecond());
        rows.push_back(full.rowsPerSecond());
    }
    std::printf("pages/s %.1f rows/s %.0f bare_pages/s %.1f ratio %.3f rss_bytes_per_row %.0f\n",
                median(ours), median(rows), median(theirs), median(ours) / median(theirs), bytes);
    return 0;
}
