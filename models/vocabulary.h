// The words of an environment that no endpoint lists, learned from what is read.
#pragma once

#include "api/schema/content.h"
#include "api/schema/feed.h"
#include "api/schema/preferences.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>

namespace models {

struct KnownChannel
{
    QString id;
    QString name; // given by hand, else the service's own, else empty
    QString key;
    QString type; // email, in_app_feed, sms, push, chat, http; empty: not known yet
    QString provider;
    bool namedByHand = false; // the service's name never replaces it
    QString label() const; // the name, else key, provider, type, else the start of the id
    friend bool operator==(const KnownChannel &, const KnownChannel &) = default;
};

class Vocabulary : public QObject
{
    Q_OBJECT
public:
    // `file` keeps the words between starts; empty: memory only. A broken file is set aside, not overwritten.
    explicit Vocabulary(const QString &file = {}, QObject *parent = nullptr);
    ~Vocabulary() override; // saves what is not saved yet

    void learn(const api::Message &message);
    void learn(const api::FeedItem &item);
    void learn(const api::PreferenceSet &set);
    void learn(const QString &channelId,
               const api::ContentData &content); // the channel's type, from what it sent
    void learnFeedChannel(const QString &channelId); // a feed was read from it: it is in-app
    void learnTenant(const QString &tenant);
    // By hand. An empty name gives the service's name its place back.
    void nameChannel(const QString &id, const QString &name, const QString &type = {});

    // Sorted by label. "in_app" as prefix finds in_app and in_app_feed.
    QList<KnownChannel> channels(const QString &typePrefix = {}) const;
    KnownChannel channel(const QString &id) const; // of an unknown id: only the id
    bool knowsChannel(const QString &id) const { return m_channels.contains(id); }
    QStringList workflows() const; // sorted, as all below
    QStringList categories() const;
    QStringList tenants() const;
    QStringList categoriesOf(const QString &workflow) const;
    QStringList workflowsOf(const QString &category) const;

    void save(); // now
    QString problem() const { return m_problem; } // why the file could not be read or written; empty: none

Q_SIGNALS:
    void changed(); // once per turn of the event loop, however much was learned

private:
    void load();
    KnownChannel &channelFor(const QString &id);
    void learnChannel(const api::ChannelInfo &info);
    void learnType(const QString &channelId, const QString &type);
    void learnWorkflow(const QString &key, const QStringList &categories);
    void learnWord(QSet<QString> &set, const QString &word);
    void touch();

    QString m_file;
    QString m_problem;
    QHash<QString, KnownChannel> m_channels;
    QMap<QString, QStringList> m_workflows; // key -> categories
    QSet<QString> m_categories;
    QSet<QString> m_tenants;
    QTimer m_tell;
    QTimer m_save;
    bool m_dirty = false;
};

} // namespace models
