#pragma once

#include "api/schema/feed.h"

#include <QWidget>

namespace ui {

class ElidedLabel;

// The request that the customer's own screen sends for this feed, and the same as options of its widget; both
// can be copied.
class RequestLine : public QWidget
{
    Q_OBJECT
public:
    explicit RequestLine(QWidget *parent = nullptr);
    // Hidden while no channel is chosen.
    void setFeed(const QString &userId, const QString &channelId, const api::FeedQuery &query);
    QString request() const { return m_request; } // GET /v1/users/…
    QString options() const { return m_options; } // JSON

private:
    ElidedLabel *m_text;
    QString m_request, m_options;
};

} // namespace ui
