#include "app/console.h"

#include "api/client/client.h"
#include "api/sandbox/sandboxserver.h"
#include "app/session.h"
#include "app/tour.h"
#include "models/usertoken.h"
#include "ui/fontwarmup.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <cstdio>
#include <limits>

namespace app {

namespace {
constexpr int keychainPatience = 20'000; // ms: long enough to type the password of a locked one
}

Console::Console(QApplication &application, CommandLine commandLine, std::unique_ptr<models::Keyring> keyring)
    : m_application(application)
    , m_commandLine(std::move(commandLine))
    , m_environment(Environment::choose(m_commandLine, QProcessEnvironment::systemEnvironment()))
    , m_storage(isTour() ? Storage::temporary() : Storage::forProfile(m_commandLine.profile))
    , m_theme(application)
    , m_profiles(m_storage.settings())
    , m_keyring(std::move(keyring))
{
    qunsetenv("KNOCK_API_KEY"); // what this program starts, a browser, has no business with it
    m_patience.setSingleShot(true);
    m_patience.setInterval(keychainPatience);
    connect(&m_patience, &QTimer::timeout, this, &Console::keychainIsSilent);
    m_tokenEnd.setSingleShot(true);
    connect(&m_tokenEnd, &QTimer::timeout, this, [this] {
        showEnvironment();
        watchToken(); // a timer may be a little early, and none is set for longer than some days
    });
    if (!m_keyring && isTour())
        m_keyring = std::make_unique<models::MemoryKeyring>(QString());
    if (!m_keyring)
        m_keyring = std::make_unique<models::DesktopKeyring>();
    // A picture of a page must not depend on the desk it was taken on.
    if (isTour())
        m_theme.setScheme(ui::Scheme::Light);
    connect(&m_profiles, &models::ProfileStore::changed, this, &Console::followProfiles);
}

Console::~Console() = default;

void Console::start()
{
    if (!m_environment.error.isEmpty())
        return quitWith(m_environment.error);
    if (!m_environment.isSandbox)
        addVariables();
    QString error;
    const QString first = firstProfile(&error);
    if (!error.isEmpty())
        return quitWith(error);
    // While the sandbox starts, or the first answer is on its way, this thread has nothing else to do.
    new ui::FontWarmUp({m_theme.baseFont(), m_theme.fixedFont(), m_theme.boldFont()}, this);
    openProfile(first);
}

void Console::addVariables()
{
    const api::Connection &connection = m_environment.connection;
    models::Profile profile;
    profile.key = models::keyTraits(connection.key);
    profile.name = profile.key.isTest ? tr("Test environment") : tr("Live");
    if (m_profiles.findByName(profile.name))
        profile.name += tr(" (KNOCK_API_KEY)");
    profile.baseUrl = connection.baseUrl;
    profile.color = profile.key.isTest ? QColor(0x0A5C91) : QColor(0x7B2D8E);
    profile.icon = QStringLiteral("globe");
    m_profiles.setVariables(profile);
}

QString Console::firstProfile(QString *error) const
{
    if (isTour() || m_commandLine.sandbox)
        return models::sandboxId();
    if (const QString name = m_commandLine.environment; !name.isEmpty()) {
        if (const models::Profile *profile = m_profiles.findByName(name))
            return profile->id;
        QStringList names;
        for (const models::Profile &profile : m_profiles.profiles())
            names += profile.name;
        *error
            = tr("There is no environment “%1”. There are: %2.").arg(name, names.join(QStringLiteral(", ")));
        return {};
    }
    return m_environment.isSandbox ? m_profiles.lastUsed() : models::variablesId();
}

void Console::openProfile(const QString &id)
{
    const models::Profile *profile = m_profiles.find(id);
    if (!profile)
        return;
    m_opening = id;
    m_patience.stop();
    switch (profile->kind) {
    case models::Profile::Kind::Sandbox:
        return openSandbox();
    case models::Profile::Kind::Variables:
        return openSession(*profile, m_environment.connection);
    case models::Profile::Kind::Stored:
        return readSecrets(*profile);
    }
}

void Console::openSandbox()
{
    if (!m_sandbox)
        return startSandbox(isTour() || !m_storage.lockSandbox());
    if (m_sandboxUrl.isEmpty())
        return; // it opens as soon as it listens
    api::Connection connection;
    connection.baseUrl = m_sandboxUrl;
    connection.key = "sk_test_sandbox";
    openSession(m_profiles.sandbox(), connection);
}

// A keychain that waits for somebody, or hangs, holds up nobody. What it says later is still heard while
// nothing else was opened.
void Console::keychainIsSilent()
{
    if (const models::Profile *profile = m_profiles.find(m_opening))
        keyMissing(*profile,
                   tr("the keychain does not answer. Enter the key for this run, or choose the "
                      "environment again."));
}

void Console::readSecrets(const models::Profile &profile)
{
    const QString id = profile.id;
    m_patience.start();
    const auto answered = [this, id](const models::Keyring::Answer &key) {
        const models::Profile *wanted = m_opening == id ? m_profiles.find(id) : nullptr;
        if (!wanted)
            return; // another one was chosen meanwhile
        m_patience.stop();
        if (key.secret.isEmpty())
            return keyMissing(*wanted, key.problem);
        api::Connection connection;
        connection.baseUrl = wanted->baseUrl;
        connection.key = key.secret;
        if (!connection.isPublishable())
            return openSession(*wanted, connection);
        m_keyring->read(id, models::Secret::UserToken, this, [this, id, connection](const auto &token) {
            const models::Profile *still = m_opening == id ? m_profiles.find(id) : nullptr;
            if (!still)
                return;
            api::Connection whole = connection;
            whole.userToken = token.secret;
            openSession(*still, whole);
        });
    };
    m_keyring->read(id, models::Secret::Key, this, answered);
}

// There is a window to ask in: that of the environment that was open, or of the sandbox.
void Console::keyMissing(const models::Profile &profile, const QString &problem)
{
    m_keyless = profile.id;
    if (!window())
        return openProfile(models::sandboxId());
    window()->showNotice(problem.isEmpty()
                             ? tr("The key of %1 is not there.").arg(profile.name)
                             : tr("The key of %1 could not be read: %2").arg(profile.name, problem));
    ui::Place place {QStringLiteral("environments"), std::exchange(m_keyless, {}), {}, {}};
    place.setFilter(QStringLiteral("key"), {QStringLiteral("missing")});
    window()->open(place, true);
}

void Console::startSandbox(bool temporary)
{
    m_sandboxIsTemporary = temporary;
    api::sandbox::ServerOptions options;
    options.trafficPerMinute = isTour() ? 0 : m_commandLine.sandboxTraffic;
    if (!temporary)
        options.dataFile = m_storage.file(QStringLiteral("sandbox.sqlite"));
    m_sandboxUrl.clear();
    m_sandbox = std::make_unique<api::sandbox::SandboxServer>(options);
    connect(m_sandbox.get(), &api::sandbox::SandboxServer::listening, this, [this](const QUrl &url) {
        m_sandboxUrl = url;
        const bool isShown = m_session && m_session->profile().isSandbox();
        if (m_opening == models::sandboxId() && !isShown)
            openSandbox();
    });
    connect(m_sandbox.get(), &api::sandbox::SandboxServer::failed, this, &Console::sandboxFailed);
    connect(m_sandbox.get(), &api::sandbox::SandboxServer::ready, this, &Console::sandboxReady);
    connect(m_sandbox.get(), &api::sandbox::SandboxServer::progress, this, [this](double part) {
        m_madePart = part;
        showEnvironment();
    });
    m_sandbox->start();
}

void Console::sandboxReady()
{
    m_madePart = -1;
    showEnvironment();
    if (std::exchange(m_resetting, false) && m_session && m_session->profile().isSandbox()) {
        window()->reloadAll();
        window()->showNotice(tr("The sandbox is as new."));
    }
}

// The stored world may be unreadable (a full disk, a file of a newer version): the console is still of use.
void Console::sandboxFailed(const QString &reason)
{
    if (isTour() || m_sandboxIsTemporary)
        return quitWith(tr("The sandbox could not start: %1").arg(reason));
    auto *box
        = new QMessageBox(QMessageBox::Warning, tr("Doorman"), tr("The stored sandbox could not be opened."),
                          QMessageBox::NoButton, window());
    box->setInformativeText(
        tr("%1\n\nNothing was changed. A temporary sandbox starts fresh and is gone when Doorman closes.")
            .arg(reason));
    QPushButton *temporary = box->addButton(tr("Use a temporary sandbox"), QMessageBox::AcceptRole);
    QPushButton *other = box->addButton(window() ? tr("Stay here") : tr("Quit"), QMessageBox::RejectRole);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this, box, temporary, other] {
        const bool isElsewhere = m_session && !m_session->profile().isSandbox();
        if (box->clickedButton() == temporary) {
            if (!isElsewhere)
                m_session.reset();
            m_opening = models::sandboxId();
            return startSandbox(true);
        }
        Q_UNUSED(other)
        if (!isElsewhere)
            return m_application.exit(1);
        m_sandbox.release()->deleteLater(); // asked for again, it is started again
    });
    box->open();
}

ui::Environment Console::shownEnvironment(const models::Profile &profile,
                                          const api::Connection &connection) const
{
    ui::Environment shown = ui::Environment::of(profile, connection.baseUrl.host());
    if (profile.isSandbox() && m_madePart >= 0)
        shown.detail = tr("making its world, %1 %").arg(qRound(m_madePart * 100));
    else if (profile.isSandbox() && m_sandboxIsTemporary && !isTour())
        shown.detail = tr("temporary: another Doorman has the stored one open");
    const QString life
        = models::UserToken::fromText(connection.userToken).life(QDateTime::currentDateTimeUtc());
    if (!life.isEmpty())
        shown.detail += QStringLiteral(" · ") + life;
    return shown;
}

// The moment it ends, the bar says so.
void Console::watchToken()
{
    m_tokenEnd.stop();
    const qint64 left
        = m_tokenExpires.isValid() ? QDateTime::currentDateTimeUtc().msecsTo(m_tokenExpires) : 0;
    if (left > 0)
        m_tokenEnd.start(int(std::min<qint64>(left, std::numeric_limits<int>::max())));
}

void Console::showEnvironment()
{
    if (m_session)
        window()->setEnvironment(
            shownEnvironment(m_session->profile(), m_session->context().client->connection()));
}

api::Client *Console::client() const
{
    return m_session ? m_session->context().client : nullptr;
}

ui::MainWindow *Console::window() const
{
    return m_session ? &m_session->window() : nullptr;
}

void Console::openSession(const models::Profile &profile, const api::Connection &connection)
{
    Session::Setup setup;
    setup.profile = profile;
    setup.connection = connection;
    setup.keepsJobs = !profile.isSandbox() || !m_sandboxIsTemporary;
    setup.storageKey
        = profile.kind == models::Profile::Kind::Variables ? m_environment.storageKey() : profile.id;
    const bool isFirst = !m_session;
    if (!isFirst)
        window()->keepState(); // the next one stands where this one stood
    const bool isMaximized = !isFirst && window()->isMaximized();
    auto next = std::make_unique<Session>(setup, m_storage, m_profiles, *m_keyring,
                                          shownEnvironment(profile, connection));
    ui::MainWindow &opened = next->window();
    connect(&opened, &ui::MainWindow::resetSandboxRequested, this, &Console::resetSandbox);
    // Not from inside the window that asks: it goes.
    connect(&opened, &ui::MainWindow::environmentRequested, this, &Console::openProfile,
            Qt::QueuedConnection);
    if (isTour()) {
        m_session = std::move(next);
        return startTour();
    }
    opened.restore(isFirst ? ui::Place::fromAddress(m_commandLine.place) : ui::Place());
    if (isMaximized)
        opened.showMaximized();
    else
        opened.show();
    m_session.swap(next); // the old one goes once the new one is there
    m_tokenExpires = models::UserToken::fromText(connection.userToken).expires;
    watchToken();
    next.reset();
    m_profiles.setLastUsed(profile.id);
    Q_EMIT windowOpened();
    if (const models::Profile *keyless = m_profiles.find(m_keyless))
        keyMissing(*keyless, {});
}

void Console::followProfiles()
{
    if (!m_session)
        return;
    const models::Profile *profile = m_profiles.find(m_session->profile().id);
    if (!profile) { // removed while it was open
        QMetaObject::invokeMethod(
            this, [this] { openProfile(models::sandboxId()); }, Qt::QueuedConnection);
        return;
    }
    m_session->setProfile(*profile);
    showEnvironment();
}

void Console::resetSandbox()
{
    m_resetting = true;
    m_madePart = 0;
    showEnvironment();
    m_sandbox->resetWorld();
}

void Console::startTour()
{
    m_tour = std::make_unique<Tour>(m_session->context(), m_session->window(), m_theme,
                                    m_commandLine.tourDirectory);
    connect(m_tour.get(), &Tour::finished, this, [this](const QString &error) {
        if (!error.isEmpty())
            return quitWith(error);
        m_application.exit(0);
    });
    m_tour->start();
}

void Console::quitWith(const QString &error)
{
    std::fprintf(stderr, "doorman: %s\n", qPrintable(error));
    // The event loop may not run yet.
    QMetaObject::invokeMethod(
        &m_application, [this] { m_application.exit(1); }, Qt::QueuedConnection);
}

} // namespace app
