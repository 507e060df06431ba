#include "app/console.h"

#include "api/client/client.h"
#include "api/sandbox/sandboxserver.h"
#include "app/tour.h"
#include "models/jobsmodel.h"
#include "models/vocabulary.h"
#include "ui/fontwarmup.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <cstdio>

namespace app {

Console::Console(QApplication &application, CommandLine commandLine)
    : m_application(application)
    , m_commandLine(std::move(commandLine))
    , m_environment(Environment::choose(m_commandLine, QProcessEnvironment::systemEnvironment()))
    , m_storage(isTour() ? Storage::temporary() : Storage::forProfile(m_commandLine.profile))
    , m_theme(application)
{
    // A picture of a page must not depend on the desk it was taken on.
    if (isTour())
        m_theme.setScheme(ui::Scheme::Light);
}

Console::~Console() = default;

void Console::start()
{
    if (!m_environment.error.isEmpty())
        return quitWith(m_environment.error);
    // While the sandbox starts, or the first answer is on its way, this thread has nothing else to do.
    new ui::FontWarmUp({m_theme.baseFont(), m_theme.fixedFont(), m_theme.boldFont()}, this);
    if (!m_environment.isSandbox)
        return openWindow();
    startSandbox(isTour() || !m_storage.lockSandbox());
}

void Console::startSandbox(bool temporary)
{
    m_sandboxIsTemporary = temporary;
    api::sandbox::ServerOptions options;
    options.trafficPerMinute = isTour() ? 0 : m_commandLine.sandboxTraffic;
    if (!temporary)
        options.dataFile = m_storage.file(QStringLiteral("sandbox.sqlite"));
    m_sandbox = std::make_unique<api::sandbox::SandboxServer>(options);
    connect(m_sandbox.get(), &api::sandbox::SandboxServer::listening, this, [this](const QUrl &url) {
        m_environment.connection.baseUrl = url;
        if (!m_window)
            openWindow();
    });
    connect(m_sandbox.get(), &api::sandbox::SandboxServer::failed, this, &Console::sandboxFailed);
    connect(m_sandbox.get(), &api::sandbox::SandboxServer::ready, this, &Console::sandboxReady);
    connect(m_sandbox.get(), &api::sandbox::SandboxServer::progress, this, [this](double part) {
        m_madePart = part;
        if (m_window)
            m_window->setEnvironment(shownEnvironment());
    });
    m_sandbox->start();
}

void Console::sandboxReady()
{
    m_madePart = -1;
    if (!m_window)
        return;
    m_window->setEnvironment(shownEnvironment());
    if (m_resetting) {
        m_resetting = false;
        m_window->reloadAll();
        m_window->showNotice(tr("The sandbox is as new."));
    }
}

// The stored world may be unreadable (a full disk, a file of a newer version): the console is still of use.
void Console::sandboxFailed(const QString &reason)
{
    if (isTour() || m_sandboxIsTemporary)
        return quitWith(tr("The sandbox could not start: %1").arg(reason));
    auto *box
        = new QMessageBox(QMessageBox::Warning, tr("Doorman"), tr("The stored sandbox could not be opened."),
                          QMessageBox::NoButton, m_window.get());
    box->setInformativeText(
        tr("%1\n\nNothing was changed. A temporary sandbox starts fresh and is gone when Doorman closes.")
            .arg(reason));
    QPushButton *temporary = box->addButton(tr("Use a temporary sandbox"), QMessageBox::AcceptRole);
    box->addButton(tr("Quit"), QMessageBox::RejectRole);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this, box, temporary] {
        if (box->clickedButton() != temporary)
            return m_application.exit(1);
        m_window.reset();
        startSandbox(true);
    });
    box->open();
}

ui::Environment Console::shownEnvironment() const
{
    if (!m_environment.isSandbox) {
        const api::Connection &connection = m_environment.connection;
        return ui::Environment::live(connection.baseUrl.host(), connection.readOnly,
                                     connection.key.startsWith("sk_test"));
    }
    ui::Environment shown = ui::Environment::sandbox(m_environment.connection.baseUrl.host());
    if (m_madePart >= 0)
        shown.detail = tr("making its world, %1 %").arg(qRound(m_madePart * 100));
    else if (m_sandboxIsTemporary && !isTour())
        shown.detail = tr("temporary: another Doorman has the stored one open");
    return shown;
}

void Console::openWindow()
{
    m_client = std::make_unique<api::Client>(m_environment.connection);
    const QString key = m_environment.storageKey();
    m_vocabulary
        = std::make_unique<models::Vocabulary>(m_storage.file(QStringLiteral("words-%1.json").arg(key)));
    models::JobsModel::Options jobs;
    // Operations of a world that is gone with the program are not worth keeping.
    if (!m_environment.isSandbox || !m_sandboxIsTemporary)
        jobs.journalFile = m_storage.file(QStringLiteral("jobs.sqlite"));
    jobs.environment = key;
    m_jobs = std::make_unique<models::JobsModel>(*m_client, jobs);
    m_context
        = {m_client.get(), m_jobs.get(), m_vocabulary.get(), &m_storage.settings(), key, m_storage.file({})};

    ui::PageRegistry pages;
    ui::registerPages(pages);
    m_window = std::make_unique<ui::MainWindow>(m_context, shownEnvironment(), std::move(pages));
    connect(m_window.get(), &ui::MainWindow::resetSandboxRequested, this, &Console::resetSandbox);
    if (isTour())
        return startTour();
    m_window->restore(ui::Place::fromAddress(m_commandLine.place));
    m_window->show();
    Q_EMIT windowOpened();
}

void Console::resetSandbox()
{
    m_resetting = true;
    m_madePart = 0;
    m_window->setEnvironment(shownEnvironment());
    m_sandbox->resetWorld();
}

void Console::startTour()
{
    m_tour = std::make_unique<Tour>(m_context, *m_window, m_theme, m_commandLine.tourDirectory);
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
