#pragma once

#include "app/commandline.h"
#include "app/environment.h"
#include "app/storage.h"
#include "models/keyring.h"
#include "models/profilestore.h"
#include "ui/environment.h"
#include "ui/theme.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>
#include <memory>

class QApplication;
namespace api {
class Client;
}
namespace api::sandbox {
class SandboxServer;
}
namespace ui {
class MainWindow;
struct Place;
}

namespace app {

class Session;
class Tour;

// The composition root: knows the environments, builds sandbox, client, models and window for the one that is
// open, and ties them together.
class Console : public QObject
{
    Q_OBJECT
public:
    // `keyring` is the test seam; without one it is the desktop's.
    Console(QApplication &application, CommandLine commandLine,
            std::unique_ptr<models::Keyring> keyring = nullptr);
    ~Console() override;

    api::Client *client() const; // of the environment that is open; null: none is
    // How long a keychain may be silent before the console goes on without it, in ms. It may be asking the
    // person.
    void setKeychainPatience(int ms) { m_patience.setInterval(ms); }
    void start(); // ends in the window, in the tour, or in quit(1) with a sentence on stderr

Q_SIGNALS:
    void windowOpened();

private:
    void addVariables();
    QString firstProfile(QString *error) const;
    void openProfile(const QString &id);
    void readSecrets(const models::Profile &profile);
    void keychainIsSilent();
    void keyMissing(const models::Profile &profile, const QString &problem);
    void startSandbox(bool temporary);
    void openSandbox();
    void sandboxFailed(const QString &reason);
    void openSession(const models::Profile &profile, const api::Connection &connection);
    void followProfiles();
    void showEnvironment();
    void watchToken();
    void resetSandbox();
    void sandboxReady();
    void startTour();
    void quitWith(const QString &error);
    ui::MainWindow *window() const; // null: none is open
    ui::Environment shownEnvironment(const models::Profile &profile, const api::Connection &connection) const;
    bool isTour() const { return !m_commandLine.tourDirectory.isEmpty(); }

    QApplication &m_application;
    CommandLine m_commandLine;
    Environment m_environment; // of the variables
    Storage m_storage;
    ui::Theme m_theme;
    models::ProfileStore m_profiles;
    std::unique_ptr<models::Keyring> m_keyring;
    // Destroyed in reverse: the session first, the server last.
    std::unique_ptr<api::sandbox::SandboxServer> m_sandbox;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Tour> m_tour;
    QUrl m_sandboxUrl; // empty until it listens
    QString m_opening; // the environment that is being opened
    QTimer m_patience; // with the keychain, for `m_opening`
    QTimer m_tokenEnd; // of the user token that is in use
    QDateTime m_tokenExpires; // invalid: never, or there is none
    QString m_keyless; // the one whose key is asked for, once a window is there
    bool m_sandboxIsTemporary = false;
    bool m_resetting = false;
    double m_madePart = -1; // of the sandbox's world; -1: nothing is being made
};

} // namespace app
