// bench_selection [MESSAGES]: all messages loaded, how long one key, click or turn of the wheel takes until
// the list is painted again, in the console's panel of messages and in a bare QTableView of the same model.
#include "bench/figures.h"
#include "bench/world.h"
#include "models/lists.h"
#include "models/vocabulary.h"
#include "ui/listpanel.h"
#include "ui/messages/messagespanel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QWheelEvent>
#include <functional>

namespace {

using State = models::CursorListBase::State;

struct Samples
{
    std::vector<double> wall, work; // milliseconds; work is processor time of this thread
};

void press(QTableView &view, int key, Qt::KeyboardModifiers modifiers = {})
{
    QKeyEvent down(QEvent::KeyPress, key, modifiers), up(QEvent::KeyRelease, key, modifiers);
    QCoreApplication::sendEvent(&view, &down);
    QCoreApplication::sendEvent(&view, &up);
}

void click(QTableView &view, int y, Qt::KeyboardModifiers modifiers = {})
{
    QWidget *viewport = view.viewport();
    const QPointF at(120, y), global = viewport->mapToGlobal(at);
    QMouseEvent down(QEvent::MouseButtonPress, at, global, Qt::LeftButton, Qt::LeftButton, modifiers);
    QMouseEvent up(QEvent::MouseButtonRelease, at, global, Qt::LeftButton, Qt::NoButton, modifiers);
    QCoreApplication::sendEvent(viewport, &down);
    QCoreApplication::sendEvent(viewport, &up);
}

void wheel(QTableView &view, int delta)
{
    QWidget *viewport = view.viewport();
    const QPointF at(120, 100);
    QWheelEvent event(at, viewport->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, {}, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(viewport, &event);
}

struct Gesture
{
    const char *name;
    int times;
    std::function<void(QTableView &view, int i)> before; // not measured
    std::function<void(QTableView &view, int i)> act;
};

std::vector<Gesture> gestures()
{
    const auto nothing = [](QTableView &, int) {};
    const auto middle = [](QTableView &view, int i) {
        const int row = 2000 + i * 37 % 10'000;
        view.setCurrentIndex(view.model()->index(row, 0));
        view.scrollTo(view.currentIndex());
    };
    const auto all = [](QTableView &view, int) { view.selectAll(); };
    return {
        {"down", 200, nothing, [](QTableView &v, int) { press(v, Qt::Key_Down); }},
        {"page_down", 200, nothing, [](QTableView &v, int) { press(v, Qt::Key_PageDown); }},
        {"click", 100, middle, [](QTableView &v, int i) { click(v, 20 + i % 10 * 40); }},
        {"ctrl_click", 100, nothing,
         [](QTableView &v, int i) { click(v, 20 + i % 10 * 40, Qt::ControlModifier); }},
        {"shift_end", 30, middle, [](QTableView &v, int) { press(v, Qt::Key_End, Qt::ShiftModifier); }},
        {"ctrl_shift_end", 30, middle,
         [](QTableView &v, int) { press(v, Qt::Key_End, Qt::ShiftModifier | Qt::ControlModifier); }},
        {"ctrl_a", 30, middle, [](QTableView &v, int) { press(v, Qt::Key_A, Qt::ControlModifier); }},
        {"shift_up_of_all", 50, [all](QTableView &v, int i) { i == 0 ? all(v, i) : void(); },
         [](QTableView &v, int) { press(v, Qt::Key_Up, Qt::ShiftModifier); }},
        {"down_from_all", 30, all, [](QTableView &v, int) { press(v, Qt::Key_Down); }},
        {"wheel", 200, nothing, [](QTableView &v, int i) { wheel(v, i < 100 ? -120 : 120); }},
        {"scroll_bar", 100, nothing,
         [](QTableView &v, int i) {
             v.verticalScrollBar()->setValue(v.verticalScrollBar()->maximum() / 100 * (i * 61 % 100));
         }},
    };
}

Samples measure(QTableView &view, const Gesture &gesture)
{
    Samples samples;
    for (int i = 0; i < gesture.times; ++i) {
        gesture.before(view, i);
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        QElapsedTimer time;
        time.start();
        const double work = bench::threadMs();
        gesture.act(view, i);
        QCoreApplication::sendPostedEvents(); // what it asked for, painting among it
        QCoreApplication::processEvents();
        samples.wall.push_back(double(time.nsecsElapsed()) / 1e6);
        samples.work.push_back(bench::threadMs() - work);
    }
    return samples;
}

bool loadAll(models::CursorListBase &model)
{
    QObject guard;
    const auto more = [&model] {
        if (model.canFetchMore({}))
            model.fetchMore({});
    };
    QObject::connect(&model, &models::CursorListBase::pageArrived, &guard, more);
    more();
    return bench::runUntil([&] { return model.hasLoadedOnce() && model.state() == State::Complete; },
                           300'000);
}

std::vector<Samples> measureAll(QTableView &view)
{
    view.setFocus();
    view.scrollToTop();
    view.setCurrentIndex(view.model()->index(0, 0));
    QCoreApplication::processEvents();
    std::vector<Samples> all;
    for (const Gesture &gesture : gestures())
        all.push_back(measure(view, gesture));
    return all;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const int messages
        = std::max(3000, QCoreApplication::arguments().value(1, QStringLiteral("20000")).toInt());
    api::sandbox::ServerOptions options;
    options.size.users = 200;
    options.size.messages = messages;
    options.rateLimits = false;
    api::sandbox::SandboxServer server(options);
    if (!bench::start(server))
        return 1;

    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    const ui::Theme theme(application);
    api::Connection connection = bench::connectionTo(server);
    connection.pace = false;
    api::Client client(connection);
    models::Vocabulary vocabulary;
    ui::MessagesPanel panel({&client, nullptr, &vocabulary, &settings}, {});
    panel.resize(1300, 760);
    panel.show();
    panel.activate();
    models::CursorListBase &model = *panel.list()->model();
    if (!bench::runUntil([&] { return panel.isSettled(); }, 30'000) || !loadAll(model)) {
        std::fprintf(stderr, "bench_selection: %d rows came\n", model.rowCount());
        return 1;
    }
    const int rows = model.rowCount();
    const std::vector<Samples> console = measureAll(*panel.list()->view());
    panel.hide();

    QTableView plain;
    plain.setModel(&model);
    plain.setSelectionBehavior(QAbstractItemView::SelectRows);
    plain.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    plain.verticalHeader()->setDefaultSectionSize(ui::metric::row);
    plain.resize(panel.list()->view()->size());
    plain.show();
    const std::vector<Samples> bare = measureAll(plain);

    std::printf("selection rows=%d", rows);
    double longest = 0;
    const std::vector<Gesture> names = gestures();
    for (std::size_t i = 0; i < names.size(); ++i) {
        longest = std::max(longest, bench::percentile(console[i].wall, 1));
        for (const auto &[who, samples] : {std::pair("console", &console[i]), std::pair("bare", &bare[i])})
            std::printf(" %s_%s_p99_ms=%.2f %s_%s_max_ms=%.2f %s_%s_work_max_ms=%.2f", who, names[i].name,
                        bench::percentile(samples->wall, 0.99), who, names[i].name,
                        bench::percentile(samples->wall, 1), who, names[i].name,
                        bench::percentile(samples->work, 1));
    }
    std::printf(" longest_ms=%.2f\n", longest);
    return 0;
}
