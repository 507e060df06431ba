#pragma once

#include "api/client/client.h"
#include "api/schema/content.h"
#include "api/schema/message.h"

#include <QHash>
#include <QObject>
#include <vector>

namespace models {
struct KnownChannel;
class Vocabulary;
}

namespace ui {

// Learns which channels are in-app feeds. No endpoint lists channels, so messages are read until one tells:
// first the person's own, then everybody's, then the content of one message for each channel whose kind is
// still not known.
class ChannelFinder : public QObject
{
    Q_OBJECT
public:
    ChannelFinder(api::Client &client, models::Vocabulary &vocabulary, QObject *parent = nullptr);
    void start(const QString &userId);
    bool isActive() const { return m_active; }
    QList<models::KnownChannel> found() const; // feeds known by now, sorted by name

Q_SIGNALS:
    void finished(); // whether or not something was found

private:
    void readMessages(bool ofEverybody);
    void readContents();
    void end();

    api::Client &m_client;
    models::Vocabulary &m_vocabulary;
    QString m_userId;
    QHash<QString, QString> m_sample; // channel of unknown kind -> one of its messages
    int m_open = 0;
    bool m_active = false;
    api::Call m_call;
    std::vector<api::Call> m_contents;
};

} // namespace ui
