// Which guides a user may see, why not the others, and what they say to this user (shapes 14).
#pragma once

#include "api/sandbox/exchange.h"
#include "api/sandbox/guidelog.h"

namespace api::sandbox {

struct GuideAudience // for whom guides are chosen and filled in
{
    QString user;
    QString tenant; // null: none
    QJsonObject data; // given by the client
};

class GuideTargets
{
public:
    GuideTargets(Exchange &x, const GuideAudience &audience);

    // Why the user may not see it, as {key, reason, message}; empty when they may.
    QJsonObject refusal(const GuideDef &guide) const;
    QByteArray json(const GuideDef &guide, const QString &channelId) const; // an entry of the answer

private:
    QJsonObject stepContent(const GuideStepDef &step) const;
    QHash<QString, GuideStepLog> logOf(const GuideDef &guide) const;

    Exchange &m_x;
    GuideAudience m_audience;
    RenderInput m_input;
};

} // namespace api::sandbox
