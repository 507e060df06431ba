#include "api/client/call.h"

#include "api/client/pendingcall.h"

#include <utility>

namespace api {

namespace {

// Holds a request that has no handle; a child of whom it is for.
class Keeper : public QObject
{
public:
    Keeper(std::shared_ptr<PendingCall> pending, QObject *owner)
        : QObject(owner)
        , m_pending(std::move(pending))
    {
        connect(m_pending.get(), &PendingCall::ended, this, &QObject::deleteLater);
    }
    ~Keeper() override { m_pending->cancel(); }

private:
    std::shared_ptr<PendingCall> m_pending;
};

} // namespace

Call::Call() = default;

Call::Call(std::shared_ptr<PendingCall> pending)
    : m_pending(std::move(pending))
{
}

Call::Call(Call &&) noexcept = default;

Call &Call::operator=(Call &&other) noexcept
{
    if (this != &other) {
        // The old request goes last: what its end sets off finds the new one in place.
        Call old(std::exchange(m_pending, std::move(other.m_pending)));
        old.cancel();
    }
    return *this;
}

Call::~Call()
{
    cancel();
}

void Call::cancel()
{
    if (const auto pending = std::exchange(m_pending, nullptr))
        pending->cancel();
}

bool Call::active() const
{
    return m_pending && m_pending->isActive();
}

void Call::keepFor(QObject *owner) &&
{
    auto pending = std::exchange(m_pending, nullptr);
    if (!pending || !pending->isActive())
        return;
    if (owner)
        new Keeper(std::move(pending), owner);
    else
        pending->cancel();
}

} // namespace api
