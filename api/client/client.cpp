#include "api/client/client.h"

#include "api/client/bodyreader.h"
#include "api/client/lanes.h"
#include "api/client/pendingcall.h"
#include "api/client/ratelimiter.h"
#include "api/client/reachability.h"
#include "api/client/requestjournal.h"
#include "api/client/wire.h"
#include "api/client/writelock.h"

#include <QSet>

namespace api {

struct Client::Private
{
    Connection connection;
    CallServices services;
    QSet<PendingCall *> pending;
    Reachability reachability;
};

Client::Client(Connection connection, QNetworkAccessManager *network, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->connection = std::move(connection);
    d->services = {.lanes = new Lanes(network, this),
                   .journal = new RequestJournal(this),
                   .limiter = new RateLimiter({}, this),
                   .reader = new BodyReader(this),
                   .lock = new WriteLock(this)};
    d->services.lock->reset(d->connection.readOnly, d->connection.mayUnlock);
    d->reachability.follow(d->connection.baseUrl, d->connection.probeMs);
    connect(&d->reachability, &Reachability::changed, this, &Client::reachableChanged);
    connect(d->services.lock, &WriteLock::changed, this, [this] {
        d->connection.readOnly = d->services.lock->isLocked();
        Q_EMIT connectionChanged();
    });
}

Client::~Client()
{
    const QSet<PendingCall *> pending = std::exchange(d->pending, {});
    for (PendingCall *call : pending)
        call->disconnect(this);
    // Cancelling one may destroy another, if whoever waits for the first holds the second.
    std::vector<std::weak_ptr<PendingCall>> calls;
    for (PendingCall *call : pending)
        calls.push_back(call->weak_from_this());
    for (const auto &weak : calls) {
        if (const auto call = weak.lock())
            call->cancel();
    }
}

Call Client::start(const RequestData &request, Decoder decode, Finish finish, Glance glance)
{
    auto call = std::make_shared<PendingCall>(d->services, d->connection, request, std::move(decode),
                                              std::move(finish), std::move(glance));
    PendingCall *raw = call.get();
    connect(raw, &PendingCall::ended, this, [this, raw] {
        d->pending.remove(raw);
        Q_EMIT inFlightChanged(inFlight());
    });
    connect(raw, &PendingCall::heard, &d->reachability, &Reachability::heard);
    d->pending.insert(raw);
    call->start();
    Q_EMIT inFlightChanged(inFlight());
    return Call(std::move(call));
}

const Connection &Client::connection() const
{
    return d->connection;
}

void Client::setConnection(const Connection &connection)
{
    d->connection = connection;
    d->reachability.follow(connection.baseUrl, connection.probeMs);
    d->services.lock->reset(connection.readOnly, connection.mayUnlock);
}

QString Client::withoutSecrets(const QString &text) const
{
    return QString::fromUtf8(wire::without(d->connection.secrets(), text.toUtf8()));
}

const RequestJournal &Client::journal() const
{
    return *d->services.journal;
}

RequestJournal &Client::journal()
{
    return *d->services.journal;
}

WriteLock &Client::writeLock() const
{
    return *d->services.lock;
}

void Client::setWriteObserver(WriteObserver *observer)
{
    d->services.observer = observer;
}

const RateLimiter &Client::limiter() const
{
    return *d->services.limiter;
}

int Client::inFlight() const
{
    return int(d->pending.size());
}

bool Client::isReachable() const
{
    return d->reachability.isReachable();
}

} // namespace api
