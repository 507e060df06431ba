// A service that holds one list of messages and answers as it is documented to: filtered by `inserted_at`,
// newest first, page by page. Nothing else is found there. Unlike FakeNetwork it takes whatever is asked, in
// whatever order.
#pragma once

#include <QNetworkAccessManager>
#include <QUrlQuery>
#include <functional>

class ListService : public QNetworkAccessManager
{
    Q_OBJECT
public:
    struct Item
    {
        QByteArray id;
        qint64 us = 0; // inserted_at, microseconds since 1970
        QByteArray json = {}; // what is sent for it; empty: a message
    };
    using QNetworkAccessManager::QNetworkAccessManager;

    QList<Item> items; // newest first
    // Asked before each answer, with the number of the request from 1: 200 answers; another HTTP status
    // refuses; 0 is no answer at all.
    std::function<int(int number, const QUrlQuery &query)> status;
    int repeated = 0; // rows of the page before that a page begins with
    int asked() const { return m_asked; }
    int refused() const { return m_refused; }

    static Item item(int number, qint64 us); // "m000012"
    QByteArrayList ids() const;

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *body) override;

private:
    QByteArray page(const QUrlQuery &query) const;
    int m_asked = 0;
    int m_refused = 0;
};
