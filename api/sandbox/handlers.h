// The handlers of every endpoint, one file for each entity.
#pragma once

#include "api/sandbox/exchange.h"

namespace api::sandbox {

HttpResponse listUsers(Exchange &x);
HttpResponse getUser(Exchange &x);

HttpResponse listMessages(Exchange &x);
HttpResponse listMessagesOfUser(Exchange &x);
HttpResponse getMessage(Exchange &x);
HttpResponse listEvents(Exchange &x);
HttpResponse listActivities(Exchange &x);
HttpResponse listDeliveryLogs(Exchange &x);
HttpResponse getContent(Exchange &x);
HttpResponse markMessage(Exchange &x);
HttpResponse unmarkMessage(Exchange &x);

HttpResponse getFeed(Exchange &x);

HttpResponse listPreferences(Exchange &x);
HttpResponse getPreferences(Exchange &x);
HttpResponse setPreferences(Exchange &x);

HttpResponse bulkSetPreferences(Exchange &x);
HttpResponse bulkChangeStatuses(Exchange &x);
HttpResponse getBulkOperation(Exchange &x);

} // namespace api::sandbox
