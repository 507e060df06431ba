#include "api/sandbox/story.h"

#include "api/rules/deliveryrules.h"
#include "api/sandbox/draw.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/workflows.h"
#include "api/schema/timespan.h"

#include <algorithm>

namespace api::sandbox {

namespace {

constexpr qint64 firstBackoff = 10 * secondUs; // doubles with each try, and a quarter of it is jitter

constexpr std::array<double, 10> fateShares {0.845, 0.022, 0.010, 0.014, 0.016,
                                             0.008, 0.010, 0.009, 0.054, 0.012};

// Nobody asks again about what some channels send.
Fate possible(Fate fate, const ChannelDef &channel)
{
    if (isFollowedUp(channel))
        return fate;
    return fate == Fate::CameBack ? Fate::Refused : fate == Fate::Unconfirmed ? Fate::Fine : fate;
}

Fate drawFate(const ChannelDef &channel, Random &random)
{
    double u = random.unit();
    int fate = 0;
    while (fate + 1 < int(fateShares.size()) && u >= fateShares[size_t(fate)])
        u -= fateShares[size_t(fate++)];
    return possible(Fate(fate), channel);
}

QByteArray details(std::initializer_list<std::pair<const char *, QString>> members)
{
    QByteArray out;
    ObjectText object(out);
    for (const auto &[key, value] : members)
        object.text(key, value);
    object.end();
    return out;
}

class Teller
{
public:
    Teller(const StoryFrame &frame, Random &random)
        : m_frame(frame)
        , m_random(random)
        , m_at(frame.insertedAt)
    {
    }

    Story tell()
    {
        event("created");
        if (m_frame.channel->type == QLatin1StringView("in_app_feed")) {
            become(Delivery::Delivered);
        } else {
            become(Delivery::Queued);
            follow(m_frame.fate ? possible(*m_frame.fate, *m_frame.channel)
                                : drawFate(*m_frame.channel, m_random));
        }
        if (hasArrived())
            engage();
        std::stable_sort(m_story.events.begin(), m_story.events.end(),
                         [](const StoryEvent &a, const StoryEvent &b) { return a.at < b.at; });
        m_story.updatedAt = m_story.events.back().at;
        return std::move(m_story);
    }

private:
    // As far as its channel can tell.
    bool hasArrived() const
    {
        return m_story.status == Delivery::Delivered
            || (m_story.status == Delivery::Sent && !occursOn(Delivery::Delivered, m_frame.channel->type));
    }
    // Time goes on. False, and from then on for good, when that lies ahead of now.
    bool wait(qint64 shortest, qint64 spread)
    {
        const Timestamp next {m_at.us + shortest + qint64(m_random.below(quint64(spread)))};
        m_isOver = m_isOver || (next > m_frame.now && !m_frame.toTheEnd);
        if (!m_isOver)
            m_at = next;
        return !m_isOver;
    }
    void event(const char *word, const QByteArray &data = {})
    {
        m_story.events.push_back({m_at, word, data});
    }
    void become(Delivery status, const QByteArray &data = {})
    {
        const auto name = wireNames<Delivery>[size_t(status)];
        event(name.data(), data);
        m_story.status = status;
    }
    QString call(ProviderAnswer answer)
    {
        const bool isFirst = answer == ProviderAnswer::Accepted;
        if (isFirst)
            m_story.externalId = providerId(*m_frame.channel, m_at, m_random);
        m_story.logs.push_back(
            {m_at, providerLog(*m_frame.channel, answer, m_frame.letter, m_story.externalId, m_random),
             isFirst ? m_story.externalId : QString()});
        return m_story.logs.back().log.failure;
    }

    void follow(Fate fate)
    {
        // There is a queue just now, so that a fresh world has something in it.
        const bool isInQueue
            = !m_frame.toTheEnd && m_frame.now.us - m_at.us < 300 * secondUs && m_random.chance(0.4);
        const bool isSlow = fate == Fate::Slow;
        if (isInQueue || !wait(isSlow ? 120 * secondUs : secondUs / 10, 2 * secondUs))
            return;
        switch (fate) {
        case Fate::NotSent:
            return become(Delivery::NotSent);
        case Fate::Refused:
            return bounce(call(ProviderAnswer::Refused));
        case Fate::Broken:
            return giveUp(ProviderAnswer::Broken, 1, QStringLiteral("fatal_error"));
        case Fate::SecondTry:
            return tryAgain(1);
        case Fate::ThirdTry:
            return tryAgain(2);
        case Fate::Exhausted:
            return exhaust();
        case Fate::Waiting:
            if (m_frame.toTheEnd) // time goes on
                return tryAgain(1);
            attemptFails(ProviderAnswer::Busy, 1);
            return;
        default:
            return handOver(fate);
        }
    }
    void handOver(Fate fate)
    {
        call(ProviderAnswer::Accepted);
        const bool isDeliveredEver = occursOn(Delivery::Delivered, m_frame.channel->type);
        if (isDeliveredEver && !isFollowedUp(*m_frame.channel))
            return become(Delivery::Delivered);
        become(Delivery::Sent);
        if (!isDeliveredEver || fate == Fate::Unconfirmed
            || !wait(fate == Fate::Slow ? 600 * secondUs : 2 * secondUs, 50 * secondUs))
            return;
        if (fate == Fate::CameBack)
            return bounce(call(ProviderAnswer::Returned));
        call(ProviderAnswer::Confirmed);
        become(Delivery::Delivered);
    }
    QString attemptFails(ProviderAnswer answer, int attempt)
    {
        const QString failure = call(answer);
        const bool isRetryable = answer == ProviderAnswer::Busy && attempt < mostDeliveryTries;
        QByteArray data;
        ObjectText(data)
            .number("attempt", attempt)
            .number("max_attempts", mostDeliveryTries)
            .raw("retryable", isRetryable ? "true" : "false")
            .end();
        become(Delivery::DeliveryAttempted, data);
        return failure;
    }
    bool failAndWait(int attempt)
    {
        attemptFails(ProviderAnswer::Busy, attempt);
        const qint64 pause = firstBackoff << (attempt - 1);
        if (!wait(pause, pause / 4))
            return false;
        become(Delivery::Queued);
        return wait(secondUs / 10, secondUs);
    }
    void tryAgain(int failures)
    {
        for (int attempt = 1; attempt <= failures; ++attempt) {
            if (!failAndWait(attempt))
                return;
        }
        handOver(Fate::Fine);
    }
    void exhaust()
    {
        for (int attempt = 1; attempt < mostDeliveryTries; ++attempt) {
            if (!failAndWait(attempt))
                return;
        }
        giveUp(ProviderAnswer::Busy, mostDeliveryTries, QStringLiteral("retries_exhausted"));
    }
    void giveUp(ProviderAnswer answer, int attempt, const QString &reason)
    {
        const QString failure = attemptFails(answer, attempt);
        if (wait(secondUs / 100, secondUs / 10))
            become(Delivery::Undelivered,
                   details({{"failure_reason", reason}, {"failure_details", failure}}));
    }
    void bounce(const QString &failure)
    {
        const QString reason = QStringLiteral("bad_recipient_data");
        become(Delivery::Bounced,
               m_frame.channel->type == QLatin1StringView("push") ? details(
                   {{"failure_reason", reason}, {"failure_details", failure}, {"token", m_frame.letter.to}})
                                                                  : details({{"failure_reason", reason},
                                                                             {"failure_details", failure}}));
    }

    int drawEngagement()
    {
        // Bits: seen 1, read 2, interacted 4, link_clicked 8, archived 16.
        static constexpr int reader[]
            = {0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 3, 3, 3, 3, 7, 7, 15, 17, 19, 19, 2, 11};
        static constexpr int glance[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 5, 8};
        const QString &type = m_frame.channel->type;
        if (m_random.chance(0.03))
            return int(m_random.below(32));
        if (type == QLatin1StringView("in_app_feed") || type == QLatin1StringView("email"))
            return reader[m_random.below(std::size(reader))];
        return glance[m_random.below(std::size(glance))];
    }
    void engage()
    {
        const bool isForced = m_frame.engagement >= 0;
        const int bits = isForced ? m_frame.engagement : drawEngagement();
        const qint64 left = m_frame.now.us - m_at.us;
        // What must happen fits into the time there is; what may, takes the hours it takes.
        const auto later = [&] {
            const double mean = m_at == m_story.events.back().at && !isForced ? 5.0 * double(hourUs)
                                                                              : 120.0 * double(secondUs);
            return isForced ? left / 8 + qint64(m_random.below(quint64(left / 32 + 1)))
                            : qint64(waiting(mean, m_random)) + secondUs;
        };
        for (std::size_t i = 1; i < m_story.engagedAt.size(); ++i) {
            if (!(bits & (1 << (i - 1))) || !wait(later(), 1))
                continue;
            m_story.engagedAt[i] = m_at;
            event(wireNames<Engagement>[i].data(), engagementData(Engagement(i)));
        }
        if (!isForced && m_random.chance(0.02))
            takeBack();
    }
    QByteArray engagementData(Engagement what)
    {
        if (what == Engagement::Interacted)
            return R"({"button":"primary"})";
        return what == Engagement::LinkClicked ? details({{"url", m_frame.link}}) : QByteArray();
    }
    void takeBack() // as people do who want to come back to it
    {
        const Engagement what = m_random.chance(0.7) ? Engagement::Read : Engagement::Archived;
        if (m_story.engagedAt[size_t(what)].isNull() || !wait(60 * secondUs, hourUs))
            return;
        m_story.engagedAt[size_t(what)] = {};
        event(what == Engagement::Read ? "unread" : "unarchived");
    }

    const StoryFrame &m_frame;
    Random &m_random;
    Timestamp m_at;
    bool m_isOver = false;
    Story m_story;
};

} // namespace

Story tellStory(const StoryFrame &frame, Random &random)
{
    return Teller(frame, random).tell();
}

} // namespace api::sandbox
