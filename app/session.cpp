#include "app/session.h"

#include "api/client/client.h"
#include "app/storage.h"
#include "models/exports.h"
#include "models/jobsmodel.h"
#include "models/vocabulary.h"
#include "models/writelog.h"
#include "ui/mainwindow.h"

namespace app {

Session::Session(const Setup &setup, Storage &storage, models::ProfileStore &profiles,
                 models::Keyring &keyring, const ui::Environment &shown)
    : m_profile(setup.profile)
{
    const QString key = setup.storageKey;
    models::WriteLog::Options log;
    log.folder = storage.file(QStringLiteral("writes/%1").arg(key));
    log.environment = m_profile.name;
    m_writes = std::make_unique<models::WriteLog>(log);
    api::Connection connection = setup.connection;
    connection.readOnly = m_profile.readOnly;
    connection.mayUnlock = m_profile.mayUnlock;
    m_client = std::make_unique<api::Client>(connection);
    m_client->setWriteObserver(m_writes.get());
    m_vocabulary
        = std::make_unique<models::Vocabulary>(storage.file(QStringLiteral("words-%1.json").arg(key)));
    models::JobsModel::Options jobs;
    if (setup.keepsJobs)
        jobs.journalFile = storage.file(QStringLiteral("jobs.sqlite"));
    jobs.environment = key;
    m_jobs = std::make_unique<models::JobsModel>(*m_client, jobs);
    m_exports = std::make_unique<models::Exports>(*m_client);
    m_context.client = m_client.get();
    m_context.exports = m_exports.get();
    m_context.jobs = m_jobs.get();
    m_context.vocabulary = m_vocabulary.get();
    m_context.settings = &storage.settings();
    m_context.environment = key;
    m_context.files = storage.file({});
    m_context.profiles = &profiles;
    m_context.keyring = &keyring;
    m_context.writes = m_writes.get();
    m_context.profile = m_profile.id;
    ui::PageRegistry pages;
    ui::registerPages(pages);
    m_window = std::make_unique<ui::MainWindow>(m_context, shown, std::move(pages));
}

Session::~Session() = default;

void Session::setProfile(const models::Profile &profile)
{
    const bool isOtherGuard
        = profile.readOnly != m_profile.readOnly || profile.mayUnlock != m_profile.mayUnlock;
    m_profile = profile;
    m_writes->setEnvironment(profile.name);
    if (!isOtherGuard)
        return;
    api::Connection connection = m_client->connection();
    connection.readOnly = profile.readOnly;
    connection.mayUnlock = profile.mayUnlock;
    m_client->setConnection(connection);
}

} // namespace app
