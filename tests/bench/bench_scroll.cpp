// bench_scroll [MESSAGES] [DELAY_MS] [ROWS_PER_SECOND] [BARE_MESSAGES]: scrolls steadily through all
// messages, each answer that late, and counts the frames in which a row that should be on screen is not
// loaded. The list is followed meanwhile, as it is in the console. Against the same model in a bare
// QTableView, which asks for the next page when its end is reached, over the first BARE_MESSAGES.
#include "bench/figures.h"
#include "bench/heartbeat.h"
#include "bench/world.h"
#include "models/lists.h"
#include "models/messagescope.h"
#include "models/vocabulary.h"
#include "ui/following.h"
#include "ui/listpanel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

namespace {

using State = models::CursorListBase::State;

struct Run
{
    int frames = 0;
    int unloaded = 0; // frames
    int rows = 0;
    double longestWaitMs = 0; // of one unloaded row after the other
    std::vector<double> lateMs, workedMs;
};

// One frame each 16 ms, until the row `last` is on screen.
Run scroll(QTableView &view, const models::CursorListBase &model, double rowsPerSecond, int last)
{
    Run run;
    QElapsedTimer time, wait;
    QTimer frame;
    bench::Heartbeat heartbeat;
    bool wasUnloaded = false, isOver = false;
    frame.setTimerType(Qt::PreciseTimer);
    QObject::connect(&frame, &QTimer::timeout, &view, [&] {
        const double top = double(time.nsecsElapsed()) / 1e9 * rowsPerSecond * ui::metric::row;
        const int bottomRow = int((top + view.viewport()->height() - 1) / ui::metric::row);
        view.verticalScrollBar()->setValue(int(top));
        ++run.frames;
        const bool isUnloaded = bottomRow >= model.rowCount() && model.state() != State::Complete;
        run.unloaded += isUnloaded;
        if (isUnloaded && !wasUnloaded)
            wait.start();
        else if (isUnloaded)
            run.longestWaitMs = std::max(run.longestWaitMs, double(wait.nsecsElapsed()) / 1e6);
        wasUnloaded = isUnloaded;
        isOver = bottomRow >= last || (bottomRow >= model.rowCount() && model.state() == State::Complete);
    });
    heartbeat.start();
    time.start();
    frame.start(16);
    bench::runUntil([&] { return isOver || model.state() == State::Failed; },
                    int((last / rowsPerSecond + 60) * 1000));
    heartbeat.stop();
    run.rows = model.rowCount();
    run.lateMs = heartbeat.lateMs();
    run.workedMs = heartbeat.workedMs();
    return run;
}

Run scrollConsole(const api::Connection &connection, double rowsPerSecond, int messages)
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    api::Client client(connection);
    models::Vocabulary vocabulary;
    const ui::Context context {&client, nullptr, &vocabulary, &settings};
    models::MessagesModel model(client);
    model.setVocabulary(&vocabulary);
    ui::ListPanel panel(context, &model, QStringLiteral("bench"));
    const ui::Following following(context, &model, panel.view(), QStringLiteral("bench"), &panel);
    panel.resize(1100, 720);
    panel.show();
    model.setSource(models::MessageScope().source());
    panel.activate();
    bench::runUntil([&] { return model.rowCount() > 0 && panel.isSettled(); }, 10'000);
    return scroll(*panel.view(), model, rowsPerSecond, messages);
}

Run scrollBare(const api::Connection &connection, double rowsPerSecond, int messages)
{
    api::Client client(connection);
    models::MessagesModel model(client);
    QTableView view;
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.verticalHeader()->setDefaultSectionSize(ui::metric::row);
    view.setModel(&model);
    view.resize(1100, 720);
    view.show();
    model.setSource(models::MessageScope().source());
    bench::runUntil([&] { return model.rowCount() > 0; }, 10'000);
    return scroll(view, model, rowsPerSecond, messages);
}

void print(const char *name, const Run &run)
{
    std::printf(" %s_rows=%d %s_frames=%d %s_unloaded_frames=%d %s_longest_wait_ms=%.0f %s_stall_p99_ms=%.2f "
                "%s_stall_max_ms=%.2f %s_work_max_ms=%.2f",
                name, run.rows, name, run.frames, name, run.unloaded, name, run.longestWaitMs, name,
                bench::percentile(run.lateMs, 0.99), name, bench::percentile(run.lateMs, 1), name,
                bench::percentile(run.workedMs, 1));
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const auto number
        = [&](int at, int otherwise) { return arguments.size() > at ? arguments.at(at).toInt() : otherwise; };
    const int messages = std::max(100, number(1, 20'000)), delayMs = number(2, 100);
    const int rowsPerSecond = std::max(1, number(3, 30)), bareMessages = number(4, 1000);

    api::sandbox::ServerOptions options;
    options.size.users = 200;
    options.size.messages = messages;
    api::sandbox::SandboxServer server(options);
    if (!bench::start(server))
        return 1;
    bench::slowDown(server, delayMs);
    const ui::Theme theme(application);
    const Run bare = scrollBare(bench::connectionTo(server), rowsPerSecond, bareMessages);
    const Run console = scrollConsole(bench::connectionTo(server), rowsPerSecond, messages);
    std::printf("scroll messages=%d delay_ms=%d rows_per_s=%d", messages, delayMs, rowsPerSecond);
    print("console", console);
    print("bare", bare);
    std::printf("\n");
    return 0;
}
