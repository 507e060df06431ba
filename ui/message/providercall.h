// One call to a provider, as it may be shown: parsed where it can be, with secrets masked.
#pragma once

#include "api/schema/message.h"

namespace ui {

// "POST https://api.example.com/v3/mail/send?key=••••"
QString targetOf(const api::ProviderRequest &request);
// A body that came as text is taken for JSON, then for a form, else stays text; an empty one is null.
QJsonValue shownBody(const QJsonValue &body);
// "202 Accepted", "550"; the words only where the status is a known one of HTTP.
QString statusText(int httpStatus);
// Whether a call asks for the state of what was sent before, rather than sending it.
bool isStatusCheck(const api::MessageDeliveryLog &log);

} // namespace ui
