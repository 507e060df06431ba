#include "api/client/lanes.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <algorithm>

namespace api {

void Lanes::Lane::take(const QNetworkReply &reply)
{
    ++*m_busy;
    QObject::connect(&reply, &QNetworkReply::finished, m_network, [busy = m_busy] { --*busy; });
}

Lanes::Lanes(QNetworkAccessManager *given, QObject *parent)
    : QObject(parent)
    , m_isGiven(given != nullptr)
    , m_foreground(given ? given : new QNetworkAccessManager(this))
{
}

Lanes::Lane &Lanes::pick(Priority priority)
{
    if (m_isGiven || priority == Priority::Foreground)
        return m_foreground;
    const auto emptiest
        = std::min_element(m_background.begin(), m_background.end(),
                           [](const auto &a, const auto &b) { return a->busy() < b->busy(); });
    const auto free = std::find_if(m_background.begin(), m_background.end(),
                                   [](const auto &lane) { return lane->busy() < perLane; });
    if (free != m_background.end())
        return **free;
    if (int(m_background.size()) == mostInBackground)
        return **emptiest;
    m_background.push_back(std::make_unique<Lane>(new QNetworkAccessManager(this)));
    return *m_background.back();
}

} // namespace api
