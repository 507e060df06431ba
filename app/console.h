#pragma once

#include "app/commandline.h"
#include "app/environment.h"
#include "app/storage.h"
#include "ui/context.h"
#include "ui/environment.h"
#include "ui/theme.h"

#include <QObject>
#include <memory>

class QApplication;
namespace api::sandbox {
class SandboxServer;
}
namespace ui {
class MainWindow;
}

namespace app {

class Tour;

// The composition root: builds sandbox, client, models and window for one environment and ties them together.
class Console : public QObject
{
    Q_OBJECT
public:
    Console(QApplication &application, CommandLine commandLine);
    ~Console() override;

    void start(); // ends in the window, in the tour, or in quit(1) with a sentence on stderr

Q_SIGNALS:
    void windowOpened();

private:
    void startSandbox(bool temporary);
    void sandboxFailed(const QString &reason);
    void openWindow();
    void resetSandbox();
    void sandboxReady();
    void startTour();
    void quitWith(const QString &error);
    ui::Environment shownEnvironment() const;
    bool isTour() const { return !m_commandLine.tourDirectory.isEmpty(); }

    QApplication &m_application;
    CommandLine m_commandLine;
    Environment m_environment;
    Storage m_storage;
    ui::Theme m_theme;
    ui::Context m_context;
    // Destroyed in reverse: the window first, the server last.
    std::unique_ptr<api::sandbox::SandboxServer> m_sandbox;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::Vocabulary> m_vocabulary;
    std::unique_ptr<models::JobsModel> m_jobs;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<Tour> m_tour;
    bool m_sandboxIsTemporary = false;
    bool m_resetting = false;
    double m_madePart = -1; // of the sandbox's world; -1: nothing is being made
};

} // namespace app
