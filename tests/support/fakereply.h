#pragma once

#include "support/fakenetwork.h"

// Answers what its exchange says, in a later turn of the event loop.
class FakeReply : public QNetworkReply
{
    Q_OBJECT
public:
    FakeReply(const QNetworkRequest &request, QNetworkAccessManager::Operation operation, QObject *parent);
    void answer(const Exchange &exchange);
    void answer(NetworkError error, const QString &text);
    void setExchange(Exchange *exchange) { m_exchange = exchange; }

    void abort() override;
    qint64 bytesAvailable() const override;
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;

private:
    void end();
    Exchange *m_exchange = nullptr;
    QByteArray m_body;
    qint64 m_read = 0;
};
