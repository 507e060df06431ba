#pragma once

#include "api/client/connection.h"
#include "models/profile.h"
#include "ui/context.h"

#include <QString>
#include <memory>

namespace models {
class Exports;
}
namespace ui {
class MainWindow;
struct Environment;
}

namespace app {

class Storage;

// What is built for one environment and goes with it: write log, client, models and window.
class Session
{
public:
    struct Setup
    {
        models::Profile profile;
        api::Connection connection;
        QString storageKey; // tells its files from another environment's
        bool keepsJobs = true; // false: the world is gone with the program
    };
    Session(const Setup &setup, Storage &storage, models::ProfileStore &profiles, models::Keyring &keyring,
            const ui::Environment &shown);
    ~Session();

    const models::Profile &profile() const { return m_profile; }
    const ui::Context &context() const { return m_context; }
    ui::MainWindow &window() const { return *m_window; }
    // The same environment, with what was changed of it; locked again where it was unlocked.
    void setProfile(const models::Profile &profile);

private:
    models::Profile m_profile;
    ui::Context m_context;
    // Destroyed in reverse: the window first, the log last, for it hears of what is cancelled.
    std::unique_ptr<models::WriteLog> m_writes;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::Vocabulary> m_vocabulary;
    std::unique_ptr<models::JobsModel> m_jobs;
    std::unique_ptr<models::Exports> m_exports;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace app
