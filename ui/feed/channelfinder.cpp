#include "ui/feed/channelfinder.h"

#include "models/vocabulary.h"

using namespace Qt::StringLiterals;

namespace ui {

constexpr int mostSamples = 8;

ChannelFinder::ChannelFinder(api::Client &client, models::Vocabulary &vocabulary, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_vocabulary(vocabulary)
{
}

QList<models::KnownChannel> ChannelFinder::found() const
{
    QList<models::KnownChannel> feeds;
    for (const models::KnownChannel &channel : m_vocabulary.channels(u"in_app"_s)) {
        if (channel.type != "in_app_guide"_L1)
            feeds += channel;
    }
    return feeds;
}

void ChannelFinder::start(const QString &userId)
{
    m_userId = userId;
    m_sample.clear();
    m_contents.clear();
    m_active = true;
    readMessages(false);
}

void ChannelFinder::readMessages(bool ofEverybody)
{
    const auto request = ofEverybody ? api::messages::list({}) : api::messages::ofUser(m_userId, {});
    m_call = m_client.send<api::Page<api::Message>>(
        request.background(), [this, ofEverybody](const api::Result<api::Page<api::Message>> &result) {
            if (result.ok()) {
                for (const api::Row<api::Message> &row : result.value().rows) {
                    m_vocabulary.learn(row.value);
                    if (m_vocabulary.channel(row.value.channelId.id).type.isEmpty())
                        m_sample.insert(row.value.channelId.id, row.value.id);
                }
            }
            if (!found().isEmpty())
                end();
            else if (!ofEverybody)
                readMessages(true);
            else
                readContents();
        });
}

void ChannelFinder::readContents()
{
    m_open = 0;
    for (auto it = m_sample.cbegin(); it != m_sample.cend() && m_open < mostSamples; ++it) {
        if (it.key().isEmpty() || it.value().isEmpty())
            continue;
        ++m_open;
        m_contents.push_back(m_client.send<api::MessageContent>(
            api::messages::content(it.value()).background(),
            [this, channel = it.key()](const api::Result<api::MessageContent> &result) {
                if (result.ok())
                    m_vocabulary.learn(channel, result.value().data);
                if (--m_open == 0)
                    end();
            }));
    }
    if (m_open == 0)
        end();
}

void ChannelFinder::end()
{
    m_active = false;
    Q_EMIT finished();
}

} // namespace ui
