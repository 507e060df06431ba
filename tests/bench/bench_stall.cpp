// bench_stall [ROWS]: how long the UI thread keeps an event waiting while all people stream from the sandbox,
// which runs in a thread of its own, into a visible list that is kept scrolled to its end. Against the
// obvious program: a bare QNetworkAccessManager, QJsonDocument, and a QTableView over a QStandardItemModel.
#include "api/client/client.h"
#include "bench/figures.h"
#include "bench/heartbeat.h"
#include "bench/world.h"
#include "models/lists.h"
#include "models/vocabulary.h"
#include "ui/fontwarmup.h"
#include "ui/listpanel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QScrollBar>
#include <QSettings>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QUrlQuery>
#include <cstdio>

namespace {

constexpr auto key = "sk_test_sandbox";

struct Run
{
    int rows = 0;
    double seconds = 0;
    std::vector<double> lateMs;
    std::vector<double> workedMs;
    QString error;
};

void print(const char *name, const Run &run)
{
    std::printf(" %s_p50_ms=%.2f %s_p99_ms=%.2f %s_max_ms=%.2f %s_work_max_ms=%.2f %s_s=%.2f", name,
                bench::percentile(run.lateMs, 0.5), name, bench::percentile(run.lateMs, 0.99), name,
                bench::percentile(run.lateMs, 1), name, bench::percentile(run.workedMs, 1), name,
                run.seconds);
}

// Runs an event loop until `stream` calls its argument; everything in between is measured.
Run measure(const std::function<void(const std::function<void()> &end)> &stream)
{
    Run run;
    QEventLoop loop;
    bench::Heartbeat heartbeat;
    QElapsedTimer time;
    QTimer patience;
    patience.setSingleShot(true);
    QObject::connect(&patience, &QTimer::timeout, &loop, [&] {
        run.error = QStringLiteral("no end after two minutes");
        loop.quit();
    });
    patience.start(120000);
    heartbeat.start();
    time.start();
    stream([&loop] { loop.quit(); });
    loop.exec();
    heartbeat.stop();
    run.seconds = double(time.elapsed()) / 1000;
    run.lateMs = heartbeat.lateMs();
    run.workedMs = heartbeat.workedMs();
    return run;
}

// A window as it is after the first page: built, shown and painted before the clock starts.
void settle(QWidget &window)
{
    window.setGeometry(100, 100, 1100, 720); // the pointer rests at 0, 0
    window.show();
    QEventLoop loop;
    QTimer::singleShot(200, &loop, &QEventLoop::quit);
    loop.exec();
}

Run streamConsole(const QUrl &url, const QString &folder)
{
    api::Connection connection;
    connection.baseUrl = url;
    connection.key = key;
    connection.pace = false; // as fast as it goes
    api::Client client(connection);
    models::Vocabulary vocabulary;
    QSettings settings(folder + QStringLiteral("/doorman.ini"), QSettings::IniFormat);
    const ui::Context context {&client, nullptr, &vocabulary, &settings};
    models::PeopleModel model(client);
    model.setVocabulary(&vocabulary);
    ui::ListPanel panel(context, &model, QStringLiteral("bench"));
    settle(panel);

    const Run run = measure([&](const std::function<void()> &end) {
        QObject::connect(&model, &models::CursorListBase::stateChanged, &panel, [&model, end] {
            using State = models::CursorListBase::State;
            if (model.state() == State::Failed || (model.state() == State::Complete && model.hasLoadedOnce()))
                end();
        });
        // A hand on the scroll bar comes by the event loop, as a timer does.
        QObject::connect(&model, &models::CursorListBase::pageArrived, &panel,
                         [&panel] { QTimer::singleShot(0, panel.view(), &QTableView::scrollToBottom); });
        model.setSource(models::sources::people());
        panel.activate();
    });
    Run result = run;
    result.rows = model.rowCount();
    if (model.state() == models::CursorListBase::State::Failed)
        result.error = model.error().message;
    return result;
}

// The bare program's list: the same pages, the same columns, nothing else.
class BareList : public QObject
{
public:
    BareList(const QUrl &url, std::function<void()> end)
        : m_url(url)
        , m_end(std::move(end))
    {
        m_model.setHorizontalHeaderLabels({QStringLiteral("Name"), QStringLiteral("Id"),
                                           QStringLiteral("Email"), QStringLiteral("Phone"),
                                           QStringLiteral("Locale"), QStringLiteral("Updated")});
    }

    void request(const QString &after)
    {
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("page_size"), QStringLiteral("50"));
        if (!after.isEmpty())
            query.addQueryItem(QStringLiteral("after"), QString::fromLatin1(QUrl::toPercentEncoding(after)));
        QUrl url = m_url;
        url.setPath(QStringLiteral("/v1/users"));
        url.setQuery(query);
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", QByteArray("Bearer ") + key);
        QNetworkReply *reply = m_network.get(request);
        connect(reply, &QNetworkReply::finished, this, [this, reply] { received(reply); });
    }
    QStandardItemModel &model() { return m_model; }
    void setView(QTableView *view) { m_view = view; }

private:
    void received(QNetworkReply *reply)
    {
        reply->deleteLater();
        const QJsonObject page = QJsonDocument::fromJson(reply->readAll()).object();
        for (const auto value : page.value(QLatin1StringView("entries")).toArray()) {
            const QJsonObject user = value.toObject();
            QList<QStandardItem *> row;
            for (const auto &name : {"name", "id", "email", "phone_number", "locale", "updated_at"})
                row += new QStandardItem(user.value(QLatin1StringView(name)).toString());
            m_model.appendRow(row);
        }
        QTimer::singleShot(0, m_view, &QTableView::scrollToBottom);
        const QString after = page.value(QLatin1StringView("page_info"))
                                  .toObject()
                                  .value(QLatin1StringView("after"))
                                  .toString();
        if (after.isEmpty())
            m_end();
        else
            request(after);
    }

    QUrl m_url;
    std::function<void()> m_end;
    QNetworkAccessManager m_network;
    QStandardItemModel m_model;
    QTableView *m_view = nullptr;
};

Run streamBare(const QUrl &url)
{
    std::function<void()> over;
    BareList list(url, [&over] { over(); });
    QTableView view;
    view.setModel(&list.model());
    list.setView(&view);
    settle(view);
    Run run = measure([&](const std::function<void()> &end) {
        over = end;
        list.request({});
    });
    run.rows = list.model().rowCount();
    return run;
}

Run idle()
{
    QTableView view;
    settle(view);
    return measure([&view](const std::function<void()> &end) { QTimer::singleShot(1000, &view, end); });
}

// As the console does while it waits for the first answer.
void warmUp(const ui::Theme &theme)
{
    QEventLoop loop;
    const ui::FontWarmUp warmUp({theme.baseFont(), theme.fixedFont(), theme.boldFont()});
    QObject::connect(&warmUp, &ui::FontWarmUp::finished, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const int rows = std::max(50, QCoreApplication::arguments().value(1, QStringLiteral("10000")).toInt());

    const QTemporaryDir folder;
    api::sandbox::ServerOptions options;
    options.size.users = rows;
    options.size.messages = 0;
    options.rateLimits = false;
    api::sandbox::SandboxServer server(options);
    if (!bench::start(server))
        return 1;
    const QUrl url = server.baseUrl();

    const Run nothing = idle();
    const Run bare = streamBare(url);
    const ui::Theme theme(application);
    warmUp(theme);
    const Run console = streamConsole(url, folder.path());
    for (const Run *run : {&bare, &console}) {
        if (!run->error.isEmpty() || run->rows != rows) {
            std::fprintf(stderr, "bench_stall: %d of %d rows: %s\n", run->rows, rows, qPrintable(run->error));
            return 1;
        }
    }
    std::printf("stall rows=%d", rows);
    print("console", console);
    print("bare", bare);
    print("idle", nothing);
    std::printf(" ratio=%.2f\n",
                bench::percentile(console.lateMs, 1) / std::max(0.01, bench::percentile(bare.lateMs, 1)));
    return 0;
}
