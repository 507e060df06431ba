// Where keys are kept: never in a file of this program.
#pragma once

#include <QHash>
#include <QObject>
#include <functional>

namespace QKeychain {
class Job;
}

namespace models {

enum class Secret { Key, UserToken };

// Asynchronous, as a desktop's keychain may ask the person first. An answer comes later, never from inside
// the call, and not any more once `owner` is gone.
class Keyring : public QObject
{
    Q_OBJECT
public:
    struct Answer
    {
        QByteArray secret; // of read(); empty: there is none
        QString problem; // why it could not be read, written or removed; empty: it could
    };
    using Done = std::function<void(const Answer &answer)>;
    using QObject::QObject;

    virtual void read(const QString &profileId, Secret which, QObject *owner, const Done &done) = 0;
    // An empty secret is removed.
    virtual void write(const QString &profileId, Secret which, const QByteArray &secret, QObject *owner,
                       const Done &done)
        = 0;
    // Null while secrets outlive this run; else why they don't, in one sentence.
    virtual QString runOnlyReason() const = 0;

Q_SIGNALS:
    void runOnlyChanged();
};

// For this run only.
class MemoryKeyring : public Keyring
{
    Q_OBJECT
public:
    explicit MemoryKeyring(QString reason, QObject *parent = nullptr);
    void read(const QString &profileId, Secret which, QObject *owner, const Done &done) override;
    void write(const QString &profileId, Secret which, const QByteArray &secret, QObject *owner,
               const Done &done) override;
    QString runOnlyReason() const override { return m_reason; }

private:
    QHash<QString, QByteArray> m_secrets;
    QString m_reason;
};

// The desktop's keychain. What it doesn't take is kept for this run only, and runOnlyReason() says so.
class DesktopKeyring : public Keyring
{
    Q_OBJECT
public:
    explicit DesktopKeyring(QObject *parent = nullptr);
    void read(const QString &profileId, Secret which, QObject *owner, const Done &done) override;
    void write(const QString &profileId, Secret which, const QByteArray &secret, QObject *owner,
               const Done &done) override;
    QString runOnlyReason() const override { return m_reason; }

private:
    void noteFailure(const QKeychain::Job &job);
    QHash<QString, QByteArray> m_kept; // what the keychain did not take, and what it is still asked to
    QString m_reason;
};

} // namespace models
