#include "api/sandbox/fanout.h"

#include "api/sandbox/subscriptions.h"

#include <QSet>

namespace api::sandbox {

namespace {

constexpr int deepest = 2; // parent, child, user

class FanOut
{
public:
    FanOut(Store &store, const Ref &actor, const std::function<void(const Reached &)> &reached)
        : m_store(store)
        , m_actor(actor)
        , m_reached(reached)
    {
    }
    void reach(const Reached &who)
    {
        if (m_seen.contains(who.ref))
            return;
        m_seen.insert(who.ref);
        m_reached(who);
    }
    // The trigger's own data for an object is for its subscribers, too.
    void reachSubscribers(const Ref &object, const QJsonObject &triggerData, int depth)
    {
        QList<Ref> nested;
        eachSubscriber(m_store, object, [&](const Ref &recipient, const QJsonObject &properties) {
            if (recipient == m_actor)
                return true;
            const Reached who {recipient, object, properties, triggerData};
            if (!recipient.isUser() && depth < deepest && !m_seen.contains(recipient))
                nested.append(recipient);
            reach(who);
            return true;
        });
        for (const Ref &child : std::as_const(nested))
            reachSubscribers(child, triggerData, depth + 1);
    }

private:
    Store &m_store;
    const Ref &m_actor;
    const std::function<void(const Reached &)> &m_reached;
    QSet<Ref> m_seen;
};

} // namespace

void fanOut(Store &store, const QList<RecipientSpec> &recipients, const Ref &actor, bool subscribers,
            const std::function<void(const Reached &)> &reached)
{
    FanOut all(store, actor, reached);
    for (const RecipientSpec &spec : recipients)
        all.reach({spec.ref, {}, {}, spec.triggerData});
    if (!subscribers)
        return;
    for (const RecipientSpec &spec : recipients) {
        if (!spec.ref.isUser())
            all.reachSubscribers(spec.ref, spec.triggerData, 1);
    }
}

} // namespace api::sandbox
