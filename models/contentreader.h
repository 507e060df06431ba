// What messages said, many at a time (E08), kept for as long as a list is looked through.
#pragma once

#include "api/client/client.h"
#include "api/schema/content.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <map>

namespace models {

// Content never changes once a message is made, so what came is kept: the last `mostKept` messages.
class ContentReader : public QObject
{
    Q_OBJECT
public:
    static constexpr int mostAtOnce = 25; // of one request (E08)
    static constexpr int mostKept = 400;
    enum class State { Unknown, Loading, Ready, Failed };

    explicit ContentReader(api::Client &client, QObject *parent = nullptr);
    ~ContentReader() override;

    // Asks for those that are not known yet, the first ones first; the failed ones, too.
    void read(const QStringList &ids);
    // The same behind everything else, for what may be looked at next. Takes the place of the last such wish.
    void readAhead(const QStringList &ids);
    // One that was read elsewhere (E07).
    void add(const QString &id, const api::MessageContent &content) { keep(id, content); }
    void clear();

    State state(const QString &id) const;
    const api::MessageContent *content(const QString &id) const; // null unless Ready
    api::ApiError error(const QString &id) const; // a 404 where the service keeps nothing
    int requestsSent() const { return m_sent; }

Q_SIGNALS:
    void changed(const QString &id); // it came, or failed

private:
    struct Entry
    {
        State state = State::Unknown;
        api::MessageContent content;
        api::ApiError error;
    };
    struct Wish
    {
        QStringList ids;
        bool isAhead = false;
        api::Call call;
    };
    void ask(const QStringList &ids, bool ahead);
    void askOne(const QString &id);
    void answered(int number, const api::Result<api::Page<api::MessageContent>> &result);
    void keep(const QString &id, api::MessageContent content);
    void fail(const QString &id, const api::ApiError &error);

    api::Client &m_client;
    QHash<QString, Entry> m_entries;
    QStringList m_order; // of those that came, the oldest first
    std::map<int, Wish> m_wishes;
    int m_last = 0;
    int m_sent = 0;
};

} // namespace models
