// A feed's panel over a scripted network, and the answers it is told.
#pragma once

#include "models/vocabulary.h"
#include "support/fakenetwork.h"
#include "ui/feed/feedpanel.h"

#include <QAbstractButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace feedtest {

inline QByteArray json(const QByteArray &text)
{
    return ::json(text.constData());
}

inline const QByteArray feedUrl = "/v1/users/ada/feeds/inapp";
inline const QByteArray firstPage = feedUrl + "?page_size=50&archived=exclude";
inline const QByteArray counts = feedUrl + "?page_size=1&archived=exclude";

inline QByteArray item(const QByteArray &id, const QByteArray &more = {})
{
    return "{'id': '" + id
        + "', 'inserted_at': '2026-01-01T00:00:00Z', 'total_actors': 1, 'total_activities': 1,"
          "'actors': [{'id': 'jonas', 'name': 'Jonas'}], 'source': {'key': 'mention'},"
          "'blocks': [{'name': 'body', 'type': 'markdown', 'rendered': '<p><b>Jonas</b> mentioned you</p>'},"
          "{'name': 'action_url', 'type': 'text', 'rendered': 'https://app.example/x'},"
          "{'name': 'actions', 'type': 'button_set', 'buttons': [{'name': 'primary', 'label': 'Reply',"
          "'action': 'https://app.example/reply'}]}]"
        + more + "}";
}

inline QByteArray feed(const QByteArray &items, int unseen, int unread, int total,
                       const QByteArray &after = "null")
{
    return json("{'entries': [" + items + "], 'page_info': {'after': " + after
                + "}, 'vars': {}, 'meta': {'unseen_count': " + QByteArray::number(unseen)
                + ", 'unread_count': " + QByteArray::number(unread)
                + ", 'total_count': " + QByteArray::number(total) + "}}");
}

inline QByteArray message(const QByteArray &id, const QByteArray &more)
{
    return json(
        "{'id': '" + id
        + "', 'status': 'delivered', 'recipient': 'ada', 'workflow': 'mention', 'channel_id': 'inapp',"
          "'inserted_at': '2026-01-01T00:00:00Z'"
        + more + "}");
}

inline QByteArray events(const QByteArray &words)
{
    QByteArray rows;
    int second = 0;
    for (const QByteArray &word : words.split(' ')) {
        const QByteArray n = QByteArray::number(second++);
        rows += (rows.isEmpty() ? "" : ",") + ("{'id': 'e" + n) + "', 'type': 'message." + word
            + "', 'recipient': 'ada', 'inserted_at': '2026-01-01T00:00:0" + n + "Z'}";
    }
    return json("{'items': [" + rows + "], 'page_info': {'after': null}}");
}

inline QByteArray eventsUrl(const QByteArray &id)
{
    return "/v1/messages/" + id + "/events?page_size=50";
}

// A panel with ada's feed over a scripted network.
struct FeedFixture
{
    QTemporaryDir folder;
    QSettings settings {folder.filePath("s.ini"), QSettings::IniFormat};
    FakeNetwork net;
    api::Client client {testConnection(), &net};
    models::Vocabulary words;
    std::unique_ptr<ui::FeedPanel> panel;

    FeedFixture()
    {
        ui::Context context;
        context.client = &client;
        context.vocabulary = &words;
        settings.setValue("follow/feed", false); // nothing but what is scripted is asked for
        context.settings = &settings;
        panel = std::make_unique<ui::FeedPanel>(context, "ada");
        panel->resize(1100, 600);
        panel->show();
    }
    bool settled()
    {
        return QTest::qWaitFor([&] { return panel->isSettled(); });
    }
    bool start(const QByteArray &items, int unseen, int unread, int total, const QByteArray &after = "null")
    {
        net.expect("GET", firstPage).reply(200, feed(items, unseen, unread, total, after));
        net.expect("GET", eventsUrl("m1")).reply(200, events("delivered"));
        panel->setFilters({{"channel", "inapp"}});
        panel->activate();
        return settled();
    }
    QAbstractButton *button(const QString &name) const // a visible one, by what it is called
    {
        for (QAbstractButton *button : panel->findChildren<QAbstractButton *>()) {
            if (button->isVisible() && (button->accessibleName() == name || button->text() == name))
                return button;
        }
        return nullptr;
    }
};

} // namespace feedtest
