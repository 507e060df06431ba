// Delivery and engagement words (behaviour 12).
#pragma once

#include "api/schema/codec.h"

namespace api {

enum class Delivery : quint8 {
    Unknown,
    Queued,
    Sent,
    Delivered,
    DeliveryAttempted,
    Undelivered,
    Bounced,
    NotSent
};
template <>
inline constexpr auto wireNames<Delivery> = std::array<std::string_view, 8> {
    "", "queued", "sent", "delivered", "delivery_attempted", "undelivered", "bounced", "not_sent"};
using DeliveryStatus = Open<Delivery>;

enum class Engagement : quint8 { Unknown, Seen, Read, Interacted, LinkClicked, Archived };
template <>
inline constexpr auto wireNames<Engagement> = std::array<std::string_view, 6> {
    "", "seen", "read", "interacted", "link_clicked", "archived"};

// Seen, read, interacted, link_clicked and archived are independent: any subset.
class EngagementStatuses
{
public:
    bool has(Engagement e) const { return m_bits & bit(e); }
    void set(Engagement e, bool on = true) { m_bits = quint8(on ? m_bits | bit(e) : m_bits & ~bit(e)); }
    bool isEmpty() const { return m_bits == 0 && m_other.isEmpty(); }
    QStringList words() const;
    friend bool operator==(const EngagementStatuses &, const EngagementStatuses &) = default;
    friend void read(const QJsonValue &v, EngagementStatuses &out, Trace &t);

private:
    static quint8 bit(Engagement e) { return quint8(1u << unsigned(e)); }
    quint8 m_bits = 0;
    QStringList m_other; // words of tomorrow
};
QJsonValue write(const EngagementStatuses &v);

// What a status route may be asked to do: set one (E10, E12, E13) or take it back (E11 by verb, E12, E13 by
// word).
enum class StatusAction : quint8 { Unknown, Seen, Read, Interacted, Archived, Unseen, Unread, Unarchived };
template <>
inline constexpr auto wireNames<StatusAction> = std::array<std::string_view, 8> {
    "", "seen", "read", "interacted", "archived", "unseen", "unread", "unarchived"};

} // namespace api
