#pragma once

#include "api/client/call.h"
#include "app/storystops.h"
#include "ui/context.h"
#include "ui/theme.h"

#include <QDir>
#include <QObject>
#include <QTimer>
#include <memory>

namespace api {
struct Message;
}
namespace ui {
class MainWindow;
class Page;
}

namespace app {

// Visits every page with the sandbox's data, in both themes, and writes what it looks like:
// NN-name-light.png and NN-name-dark.png. Waits for the data; a page that fails to fill ends the tour.
class Tour : public QObject
{
    Q_OBJECT
public:
    Tour(const ui::Context &context, ui::MainWindow &window, ui::Theme &theme, const QString &folder,
         QObject *parent = nullptr);
    void start();

Q_SIGNALS:
    void finished(const QString &error); // empty when every picture was written

private:
    void lookForPeople(); // what to visit is asked from the service
    void lookForMessages(const QString &userId, const QString &after);
    void addEnvironments();
    void noteMessage(const api::Message &message);
    void startBulkOperation(const QStringList &userIds);
    void visitNext();
    void whenSettled();
    void takePicture(ui::Scheme scheme);
    void savePicture(ui::Scheme scheme);
    void fail(const QString &why);

    ui::Context m_context;
    ui::MainWindow &m_window;
    ui::Theme &m_theme;
    QDir m_folder;
    QList<TourStop> m_stops;
    std::unique_ptr<StoryStops> m_stories;
    QStringList m_shownTypes; // of channels
    int m_next = 0;
    QTimer m_frame;
    int m_rounds = 0;
    QTimer m_patience; // for one page; ends in a loud failure
    QMetaObject::Connection m_waiting;
    api::Call m_call;
};

} // namespace app
