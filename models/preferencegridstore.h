#pragma once

#include "api/client/client.h"
#include "api/schema/preferences.h"

#include <QMap>
#include <QObject>

namespace models {

class Vocabulary;

// One person's stored preference sets: read (E35), what defaults add to one (E36), and replaced safely (E37).
class PreferenceStore : public QObject
{
    Q_OBJECT
public:
    enum class State { Idle, Loading, Ready, Failed };
    PreferenceStore(api::Client &client, Vocabulary *vocabulary, const QString &userId,
                    QObject *parent = nullptr);

    void load(); // again, too: the sets stay until the answer is there
    State state() const { return m_state; }
    bool hasLoaded() const { return m_readMs > 0; }
    const api::ApiError &error() const { return m_error; }
    QStringList problems() const { return m_problems; } // of the last answer
    qint64 readMs() const { return m_readMs; } // ms since 1970, UTC
    QStringList setIds() const; // stored ones, `default` first
    bool isStored(const QString &setId) const { return m_sets.contains(setId); }
    QJsonObject stored(const QString &setId) const { return m_sets.value(setId); } // empty when there is none

    void loadDefaults(const QString &setId); // asks only once until load()
    bool isLoadingDefaults() const { return m_defaultsCall.active(); }
    // What defaults of the tenant or the environment put into the set's gaps; empty while not known.
    QJsonObject defaultsOf(const QString &setId) const { return m_defaults.value(setId); }

    // Reads the set again and replaces it by `wanted`, unless it is not `base` any more. Ends in saved(),
    // conflict() or saveFailed(); a set that is as wanted already is saved.
    void save(const QString &setId, const QJsonObject &base, const QJsonObject &wanted);
    bool isSaving() const { return m_saveCall.active(); }

Q_SIGNALS:
    void loaded();
    void failed(); // error() says why
    void defaultsChanged();
    void savingChanged();
    void saved(const QString &setId);
    void conflict(const QString &setId, const QJsonObject &theirs);
    void saveFailed(const api::ApiError &error);

private:
    void take(const api::Result<QList<api::PreferenceSet>> &result);
    void put(const QString &setId, const QJsonObject &wanted);
    void finishSave(const QString &setId, const QJsonObject &now);
    void failSave(const api::ApiError &error);

    api::Client &m_client;
    Vocabulary *m_vocabulary;
    QString m_userId;
    State m_state = State::Idle;
    api::ApiError m_error;
    QStringList m_problems;
    qint64 m_readMs = 0;
    QMap<QString, QJsonObject> m_sets;
    QMap<QString, QJsonObject> m_defaults;
    api::Call m_listCall;
    api::Call m_defaultsCall;
    api::Call m_saveCall;
};

} // namespace models
