// bench_startup [RUNS]: from the start of the process to the first painted row of People, on the sandbox with
// a world made before; against a bare main window with an empty table. Each run is a process of its own,
// which tells the time of its first paint; both kinds are this program, so that both load the same libraries.
#include "app/commandline.h"
#include "app/console.h"
#include "bench/figures.h"

#include <QApplication>
#include <QMainWindow>
#include <QProcess>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>
#include <chrono>
#include <cstdio>

namespace {

// One clock for parent and children.
qint64 nowNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

// Ends the program once a table with enough rows was painted, and prints when that was.
class FirstPaint : public QObject
{
public:
    explicit FirstPaint(int rows)
        : m_rows(rows)
    {
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *view = qobject_cast<QTableView *>(watched->parent());
        if (event->type() != QEvent::Paint || m_seen || !view || view->viewport() != watched)
            return false;
        if (!view->model() || view->model()->rowCount() < m_rows)
            return false;
        m_seen = true;
        QTimer::singleShot(0, this, [] { // when the paint event is through
            std::printf("%lld\n", static_cast<long long>(nowNs()));
            QApplication::quit();
        });
        return false;
    }

private:
    int m_rows;
    bool m_seen = false;
};

int runConsole(QApplication &application)
{
    FirstPaint paint(1);
    application.installEventFilter(&paint);
    app::CommandLine line;
    line.sandbox = true;
    app::Console console(application, line);
    console.start();
    return QApplication::exec();
}

int runBare(QApplication &application)
{
    FirstPaint paint(0);
    application.installEventFilter(&paint);
    QMainWindow window;
    QTableView view;
    QStandardItemModel model(0, 6);
    view.setModel(&model);
    window.setCentralWidget(&view);
    window.resize(1280, 800);
    window.show();
    const int result = QApplication::exec();
    window.takeCentralWidget();
    return result;
}

// Milliseconds from the start of the process to its first paint; negative when there was none.
double measure(const QString &kind, const QString &home)
{
    QProcess process;
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const auto &name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
        variables.insert(QString::fromLatin1(name), home + u'/' + QString::fromLatin1(name));
    variables.insert(QStringLiteral("XDG_RUNTIME_DIR"), home);
    process.setProcessEnvironment(variables);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const qint64 start = nowNs();
    process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--child"), kind});
    if (!process.waitForFinished(300000) || process.exitCode() != 0)
        return -1;
    return double(process.readAllStandardOutput().trimmed().toLongLong() - start) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication::setApplicationName(QStringLiteral("doorman"));
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.value(0) == QLatin1StringView("--child"))
        return arguments.value(1) == QLatin1StringView("console") ? runConsole(application)
                                                                  : runBare(application);

    const QTemporaryDir home;
    const int runs = std::max(1, arguments.value(0, QStringLiteral("15")).toInt());
    // Makes the world; the row can't come before it is complete.
    const double first = measure(QStringLiteral("console"), home.path());
    std::vector<double> console;
    std::vector<double> bare;
    for (int i = 0; i < runs && first >= 0; ++i) {
        bare.push_back(measure(QStringLiteral("bare"), home.path()));
        console.push_back(measure(QStringLiteral("console"), home.path()));
        if (bare.back() < 0 || console.back() < 0)
            break;
    }
    if (first < 0 || bare.back() < 0 || console.back() < 0) {
        std::fprintf(stderr, "bench_startup: a run ended without a painted table\n");
        return 1;
    }
    std::printf(
        "startup runs=%d console_ms=%.1f bare_ms=%.1f ratio=%.2f console_max_ms=%.1f new_world_ms=%.0f\n",
        runs, bench::median(console), bench::median(bare), bench::median(console) / bench::median(bare),
        bench::percentile(console, 1), first);
    return 0;
}
