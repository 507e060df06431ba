#include "models/vocabulary.h"

#include "api/rules/preferenceset.h"
#include "models/display.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <algorithm>

namespace models {

namespace {

constexpr int saveDelayMs = 2000;
// A word list is for choosing from; a service that sends a new tenant with each message must not fill the
// disk.
constexpr int maxWords = 5000;

// The file. Its names are this program's own.
struct StoredChannel
{
    QString id, name, key, type, provider;
    std::optional<bool> namedByHand;
    static constexpr auto fields = std::tuple {api::Field {"id", &StoredChannel::id}.required(),
                                               api::Field {"name", &StoredChannel::name},
                                               api::Field {"key", &StoredChannel::key},
                                               api::Field {"type", &StoredChannel::type},
                                               api::Field {"provider", &StoredChannel::provider},
                                               api::Field {"named_by_hand", &StoredChannel::namedByHand}};
};

struct StoredWorkflow
{
    QString key;
    QStringList categories;
    static constexpr auto fields = std::tuple {api::Field {"key", &StoredWorkflow::key}.required(),
                                               api::Field {"categories", &StoredWorkflow::categories}};
};

struct StoredWords
{
    QList<StoredChannel> channels;
    QList<StoredWorkflow> workflows;
    QStringList categories, tenants;
    static constexpr auto fields = std::tuple {
        api::Field {"channels", &StoredWords::channels}, api::Field {"workflows", &StoredWords::workflows},
        api::Field {"categories", &StoredWords::categories}, api::Field {"tenants", &StoredWords::tenants}};
};

QStringList sorted(QStringList list)
{
    list.sort(Qt::CaseInsensitive);
    return list;
}

QString typeOf(const api::ContentData &content)
{
    struct Namer
    {
        QString operator()(const std::monostate &) const { return {}; }
        QString operator()(const api::EmailContent &) const { return QStringLiteral("email"); }
        QString operator()(const api::SmsContent &) const { return QStringLiteral("sms"); }
        QString operator()(const api::PushContent &) const { return QStringLiteral("push"); }
        QString operator()(const api::ChatContent &) const { return QStringLiteral("chat"); }
        QString operator()(const api::InAppContent &) const { return QStringLiteral("in_app_feed"); }
    };
    return std::visit(Namer(), content);
}

} // namespace

QString KnownChannel::label() const
{
    for (const QString &text : {name, key, provider}) {
        if (!text.isEmpty())
            return text;
    }
    if (!type.isEmpty())
        return channelTypeName(type);
    return id.size() > 13 ? id.left(8) + QStringLiteral("…") + id.right(4) : id;
}

Vocabulary::Vocabulary(const QString &file, QObject *parent)
    : QObject(parent)
    , m_file(file)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(0);
    connect(&m_tell, &QTimer::timeout, this, &Vocabulary::changed);
    m_save.setSingleShot(true);
    m_save.setInterval(saveDelayMs);
    connect(&m_save, &QTimer::timeout, this, &Vocabulary::save);
    load();
}

Vocabulary::~Vocabulary()
{
    save();
}

void Vocabulary::touch()
{
    m_dirty = true;
    if (!m_tell.isActive())
        m_tell.start();
    if (!m_file.isEmpty() && !m_save.isActive())
        m_save.start();
}

KnownChannel &Vocabulary::channelFor(const QString &id)
{
    auto it = m_channels.find(id);
    if (it == m_channels.end()) {
        it = m_channels.insert(id, {});
        it->id = id;
        touch();
    }
    return *it;
}

void Vocabulary::learnChannel(const api::ChannelInfo &info)
{
    if (info.id.isEmpty())
        return;
    KnownChannel &channel = channelFor(info.id);
    const KnownChannel before = channel;
    if (!info.name.isEmpty() && !channel.namedByHand)
        channel.name = info.name;
    if (!info.key.isEmpty())
        channel.key = info.key;
    if (!info.provider.isEmpty())
        channel.provider = info.provider;
    if (!info.type.isEmpty())
        channel.type = info.type;
    if (channel != before)
        touch();
}

void Vocabulary::learnType(const QString &channelId, const QString &type)
{
    if (channelId.isEmpty() || type.isEmpty())
        return;
    KnownChannel &channel = channelFor(channelId);
    if (!channel.type.isEmpty()) // the service's own word is finer than what is concluded here
        return;
    channel.type = type;
    touch();
}

void Vocabulary::learnWord(QSet<QString> &set, const QString &word)
{
    if (word.isEmpty() || set.size() >= maxWords || set.contains(word))
        return;
    set.insert(word);
    touch();
}

void Vocabulary::learnWorkflow(const QString &key, const QStringList &categories)
{
    for (const QString &category : categories)
        learnWord(m_categories, category);
    if (key.isEmpty())
        return;
    auto it = m_workflows.find(key);
    if (it == m_workflows.end()) {
        it = m_workflows.insert(key, {});
        touch();
    }
    if (!categories.isEmpty() && *it != categories) {
        *it = categories;
        touch();
    }
}

void Vocabulary::learn(const api::Message &message)
{
    if (message.channel)
        learnChannel(*message.channel);
    if (!message.channelId.isNull())
        channelFor(message.channelId.id);
    learnWorkflow(message.workflow, message.source.categories);
    learnTenant(message.tenant);
}

void Vocabulary::learn(const api::FeedItem &item)
{
    learnWorkflow(item.source.key, item.source.categories);
    learnTenant(item.tenant);
}

void Vocabulary::learn(const api::PreferenceSet &set)
{
    if (set.id != QLatin1StringView("default"))
        learnTenant(set.id);
    const QStringList workflows = api::preferenceKeys(set.raw, api::PreferenceRow::Workflow);
    for (const QString &key : workflows)
        learnWorkflow(key, {});
    const QStringList categories = api::preferenceKeys(set.raw, api::PreferenceRow::Category);
    for (const QString &category : categories)
        learnWord(m_categories, category);
}

void Vocabulary::learn(const QString &channelId, const api::ContentData &content)
{
    learnType(channelId, typeOf(content));
}

void Vocabulary::learnFeedChannel(const QString &channelId)
{
    learnType(channelId, QStringLiteral("in_app_feed"));
}

void Vocabulary::learnTenant(const QString &tenant)
{
    learnWord(m_tenants, tenant);
}

void Vocabulary::nameChannel(const QString &id, const QString &name, const QString &type)
{
    if (id.isEmpty())
        return;
    KnownChannel &channel = channelFor(id);
    channel.name = name.trimmed();
    channel.namedByHand = !channel.name.isEmpty();
    if (!type.isEmpty())
        channel.type = type;
    touch();
}

QList<KnownChannel> Vocabulary::channels(const QString &typePrefix) const
{
    QList<KnownChannel> list;
    for (const KnownChannel &channel : m_channels) {
        if (channel.type.startsWith(typePrefix))
            list += channel;
    }
    std::sort(list.begin(), list.end(), [](const KnownChannel &a, const KnownChannel &b) {
        const int order = a.label().compare(b.label(), Qt::CaseInsensitive);
        return order ? order < 0 : a.id < b.id;
    });
    return list;
}

KnownChannel Vocabulary::channel(const QString &id) const
{
    KnownChannel unknown;
    unknown.id = id;
    return m_channels.value(id, unknown);
}

QStringList Vocabulary::workflows() const
{
    return sorted(m_workflows.keys());
}

QStringList Vocabulary::categories() const
{
    return sorted(m_categories.values());
}

QStringList Vocabulary::tenants() const
{
    return sorted(m_tenants.values());
}

QStringList Vocabulary::categoriesOf(const QString &workflow) const
{
    return sorted(m_workflows.value(workflow));
}

QStringList Vocabulary::workflowsOf(const QString &category) const
{
    QStringList list;
    for (auto it = m_workflows.cbegin(); it != m_workflows.cend(); ++it) {
        if (it->contains(category))
            list += it.key();
    }
    return sorted(list);
}

void Vocabulary::load()
{
    QFile file(m_file);
    if (m_file.isEmpty() || !file.exists())
        return;
    if (!file.open(QIODevice::ReadOnly)) {
        m_problem = file.errorString();
        return;
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    StoredWords words;
    api::Trace trace;
    api::read(QJsonValue(document.object()), words, trace);
    if (error.error != QJsonParseError::NoError || !document.isObject() || !trace.problems().isEmpty()) {
        m_problem = document.isObject() ? trace.problems().value(0) : error.errorString();
        file.close();
        const QString aside = m_file + QStringLiteral(".broken");
        QFile::remove(aside);
        QFile::rename(m_file, aside);
    }
    for (const StoredChannel &c : std::as_const(words.channels)) {
        if (!c.id.isEmpty())
            m_channels.insert(c.id, {c.id, c.name, c.key, c.type, c.provider, c.namedByHand.value_or(false)});
    }
    for (const StoredWorkflow &w : std::as_const(words.workflows)) {
        if (!w.key.isEmpty())
            m_workflows.insert(w.key, w.categories);
    }
    m_categories = QSet<QString>(words.categories.cbegin(), words.categories.cend());
    m_tenants = QSet<QString>(words.tenants.cbegin(), words.tenants.cend());
}

void Vocabulary::save()
{
    m_save.stop();
    if (m_file.isEmpty() || !m_dirty)
        return;
    StoredWords words;
    const QList<KnownChannel> known = channels();
    for (const KnownChannel &c : known)
        words.channels += {c.id, c.name, c.key, c.type, c.provider, c.namedByHand};
    for (auto it = m_workflows.cbegin(); it != m_workflows.cend(); ++it)
        words.workflows += {it.key(), *it};
    words.categories = categories();
    words.tenants = tenants();
    QDir().mkpath(QFileInfo(m_file).absolutePath());
    QSaveFile file(m_file);
    const QByteArray text = QJsonDocument(api::writeObject(words)).toJson();
    const bool saved = file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
    m_dirty = !saved;
    m_problem = saved ? QString() : file.errorString();
}

} // namespace models
