#include "models/keyring.h"

#include <QPointer>
#include <qt6keychain/keychain.h>

namespace models {

namespace {

QString entryOf(const QString &profileId, Secret which)
{
    return QStringLiteral("%1/%2").arg(
        profileId, which == Secret::Key ? QStringLiteral("key") : QStringLiteral("user-token"));
}

QString serviceName()
{
    return QStringLiteral("doorman");
}

void later(QObject *owner, const Keyring::Done &done, const Keyring::Answer &answer)
{
    if (owner && done)
        QMetaObject::invokeMethod(
            owner, [done, answer] { done(answer); }, Qt::QueuedConnection);
}

} // namespace

MemoryKeyring::MemoryKeyring(QString reason, QObject *parent)
    : Keyring(parent)
    , m_reason(std::move(reason))
{
}

void MemoryKeyring::read(const QString &profileId, Secret which, QObject *owner, const Done &done)
{
    later(owner, done, {m_secrets.value(entryOf(profileId, which)), {}});
}

void MemoryKeyring::write(const QString &profileId, Secret which, const QByteArray &secret, QObject *owner,
                          const Done &done)
{
    const QString entry = entryOf(profileId, which);
    if (secret.isEmpty())
        m_secrets.remove(entry);
    else
        m_secrets.insert(entry, secret);
    later(owner, done, {});
}

DesktopKeyring::DesktopKeyring(QObject *parent)
    : Keyring(parent)
{
}

void DesktopKeyring::noteFailure(const QKeychain::Job &job)
{
    QString reason;
    switch (job.error()) {
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        reason = tr("This desktop has no keychain service.");
        break;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        reason = tr("The keychain was not opened.");
        break;
    default: // its text may quote what it was given
        reason = tr("The keychain does not answer.");
        break;
    }
    if (std::exchange(m_reason, reason) != reason)
        Q_EMIT runOnlyChanged();
}

void DesktopKeyring::read(const QString &profileId, Secret which, QObject *owner, const Done &done)
{
    const QString entry = entryOf(profileId, which);
    if (const auto kept = m_kept.constFind(entry); kept != m_kept.constEnd())
        return later(owner, done, {*kept, {}});
    auto *job = new QKeychain::ReadPasswordJob(serviceName(), this);
    job->setInsecureFallback(false);
    job->setKey(entry);
    connect(job, &QKeychain::Job::finished, this,
            [this, job, done, owner = QPointer<QObject>(owner)](QKeychain::Job *) {
                Answer answer;
                if (job->error() == QKeychain::NoError) {
                    answer.secret = job->binaryData();
                } else if (job->error() != QKeychain::EntryNotFound) {
                    noteFailure(*job);
                    answer.problem = m_reason;
                }
                later(owner, done, answer);
            });
    job->start();
}

void DesktopKeyring::write(const QString &profileId, Secret which, const QByteArray &secret, QObject *owner,
                           const Done &done)
{
    const QString entry = entryOf(profileId, which);
    QKeychain::Job *job = nullptr;
    if (secret.isEmpty()) {
        job = new QKeychain::DeletePasswordJob(serviceName(), this);
    } else {
        auto *writing = new QKeychain::WritePasswordJob(serviceName(), this);
        writing->setBinaryData(secret);
        job = writing;
    }
    m_kept.insert(entry, secret); // who reads meanwhile gets what was written last
    job->setInsecureFallback(false);
    job->setKey(entry);
    connect(job, &QKeychain::Job::finished, this,
            [this, entry, secret, done, owner = QPointer<QObject>(owner)](QKeychain::Job *finished) {
                const bool isGone = secret.isEmpty() && finished->error() == QKeychain::EntryNotFound;
                const bool isDone = finished->error() == QKeychain::NoError || isGone;
                // What the keychain didn't take stays in memory, unless something newer is there by now.
                if (isDone && m_kept.value(entry) == secret)
                    m_kept.remove(entry);
                if (isDone && !m_reason.isNull() && !isGone) {
                    m_reason = QString();
                    Q_EMIT runOnlyChanged();
                }
                if (!isDone)
                    noteFailure(*finished);
                later(owner, done, {{}, isDone ? QString() : m_reason});
            });
    job->start();
}

} // namespace models
