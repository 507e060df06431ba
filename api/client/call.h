#pragma once

#include <memory>

class QObject;

namespace api {

class PendingCall; // one request on its way: waiting for budget, on the wire, or between tries

// Owns one pending request; may be empty. Dropping or reassigning it is cancellation: the callback never
// runs.
class [[nodiscard]] Call
{
public:
    Call();
    explicit Call(std::shared_ptr<PendingCall> pending);
    Call(Call &&) noexcept;
    Call &operator=(Call &&) noexcept; // cancels what was held before
    ~Call(); // cancels

    void cancel();
    bool active() const; // the callback is still to come
    // Lets the request run without a handle, at most as long as `owner` lives.
    void keepFor(QObject *owner) &&;

private:
    std::shared_ptr<PendingCall> m_pending;
};

} // namespace api
