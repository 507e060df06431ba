#include "models/preferencegridstore.h"

#include "api/rules/preferencediff.h"
#include "api/rules/preferenceverdict.h"
#include "models/vocabulary.h"

#include <QDateTime>

namespace models {

using api::PreferenceSet;
using api::Result;

namespace {
const QString defaultSet = QStringLiteral("default");
}

PreferenceStore::PreferenceStore(api::Client &client, Vocabulary *vocabulary, const QString &userId,
                                 QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_vocabulary(vocabulary)
    , m_userId(userId)
{
    connect(&client, &api::Client::reachableChanged, this, [this](bool isReachable) {
        if (isReachable && m_state == State::Failed && !hasLoaded() && api::isLackOfNetwork(m_error))
            load();
    });
}

QStringList PreferenceStore::setIds() const
{
    QStringList ids = m_sets.keys();
    if (ids.removeOne(defaultSet))
        ids.prepend(defaultSet);
    return ids;
}

void PreferenceStore::load()
{
    m_state = State::Loading;
    m_listCall
        = m_client.send<QList<PreferenceSet>>(api::preferences::list(m_userId), [this](const auto &result) {
              if (result.ok()) {
                  m_defaults.clear();
                  take(result);
                  m_state = State::Ready;
                  Q_EMIT loaded();
              } else {
                  m_error = result.error();
                  m_state = State::Failed;
                  Q_EMIT failed();
              }
          });
}

void PreferenceStore::take(const Result<QList<PreferenceSet>> &result)
{
    m_problems = result.problems();
    m_readMs = QDateTime::currentMSecsSinceEpoch();
    m_sets.clear();
    for (const PreferenceSet &set : result.value()) {
        if (set.id.isEmpty())
            continue;
        m_sets.insert(set.id, set.raw);
        if (m_vocabulary)
            m_vocabulary->learn(set);
    }
}

void PreferenceStore::loadDefaults(const QString &setId)
{
    if (m_defaults.contains(setId))
        return;
    const api::PreferenceQuery query {setId == defaultSet ? QString() : setId};
    const auto request = api::preferences::get(m_userId, setId, query);
    m_defaultsCall
        = m_client.send<PreferenceSet>(request, [this, setId](const Result<PreferenceSet> &result) {
              // Without an answer the grid is whole, only the explanation knows less.
              if (result.ok())
                  m_defaults.insert(setId, api::fromDefaults(result.value().raw, m_sets.value(setId)));
              Q_EMIT defaultsChanged();
          });
}

void PreferenceStore::save(const QString &setId, const QJsonObject &base, const QJsonObject &wanted)
{
    const auto request = api::preferences::list(m_userId);
    m_saveCall
        = m_client.send<QList<PreferenceSet>>(request, [this, setId, base, wanted](const auto &result) {
              if (!result.ok()) {
                  // Nothing was written yet, so nothing can be unknown.
                  api::ApiError error = result.error();
                  error.outcomeUnknown = false;
                  return failSave(error);
              }
              take(result);
              const QJsonObject theirs = m_sets.value(setId);
              if (api::differences(theirs, wanted).isEmpty())
                  return finishSave(setId, theirs);
              if (api::differences(base, theirs).isEmpty())
                  return put(setId, wanted);
              Q_EMIT savingChanged();
              Q_EMIT conflict(setId, theirs);
          });
    Q_EMIT savingChanged();
}

void PreferenceStore::put(const QString &setId, const QJsonObject &wanted)
{
    const api::JsonBody body {PreferenceSet {setId, wanted}.body()};
    const auto request = api::preferences::set(m_userId, setId, body);
    m_saveCall = m_client.send<PreferenceSet>(request, [this, setId](const Result<PreferenceSet> &result) {
        if (result.ok())
            finishSave(setId, result.value().raw);
        else
            failSave(result.error());
    });
}

void PreferenceStore::finishSave(const QString &setId, const QJsonObject &now)
{
    m_sets.insert(setId, now);
    m_defaults.remove(setId);
    m_readMs = QDateTime::currentMSecsSinceEpoch();
    Q_EMIT savingChanged();
    Q_EMIT saved(setId);
}

void PreferenceStore::failSave(const api::ApiError &error)
{
    Q_EMIT savingChanged();
    Q_EMIT saveFailed(error);
}

} // namespace models
