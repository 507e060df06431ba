#include "api/sandbox/workflows.h"
#include "contract/cases.h"

#include <QUrl>

namespace contract {

namespace {

// The first person with a message in the feed, that message, and a mail.
void findMessages(Service &service, Known *known)
{
    const auto first = [&](const QByteArray &channel, const auto &fits) {
        const QByteArray target = "/v1/messages?channel_id=" + channel;
        QByteArray after;
        do {
            const Answer page = service.get(target + (after.isEmpty() ? "" : "&after=" + after));
            for (const QJsonValue &row : page.rows()) {
                if (fits(row.toObject()))
                    return row.toObject();
            }
            after = page.at(QLatin1StringView("page_info.after")).toString().toUtf8();
        } while (!after.isEmpty());
        return QJsonObject();
    };
    const auto isPersons = [](const QJsonObject &message) {
        return message.value(QLatin1StringView("recipient")).isString()
            && message.value(QLatin1StringView("engagement_statuses")).toArray().isEmpty();
    };
    const QJsonObject inApp = first(known->feed, isPersons);
    known->inApp = inApp.value(QLatin1StringView("id")).toString().toLatin1();
    known->user = QUrl::toPercentEncoding(inApp.value(QLatin1StringView("recipient")).toString());
    known->mail = first(known->email, isPersons).value(QLatin1StringView("id")).toString().toLatin1();
}

// Sends what has to succeed; answers with a value of the answer.
QByteArray made(Service &service, const QByteArray &verb, const QByteArray &target, const QByteArray &body,
                const char *path)
{
    const Answer answer = service.ask(verb, target, body);
    if (answer.status != 200)
        qWarning("%s %s: %d %s", verb.constData(), target.constData(), answer.status,
                 answer.body.constData());
    return answer.at(QLatin1StringView(path)).toString().toLatin1();
}

} // namespace

Known findKnown(Service &service)
{
    const auto workflows = api::sandbox::Workflows::builtIn();
    const auto channel
        = [&](const char *key) { return workflows.channelByKey(QString::fromLatin1(key))->id.toLatin1(); };
    Known known;
    known.feed = channel("in-app-feed");
    known.email = channel("email-sendgrid");
    known.push = channel("push-fcm");
    known.slack = channel("slack");
    known.teams = channel("ms-teams");
    known.guides = channel("in-app-guides");
    findMessages(service, &known);

    service.ask("PUT", "/v1/users/known", R"({"name":"Known"})");
    known.operation
        = made(service, "POST", "/v1/users/bulk/delete", R"({"user_ids":["nobody-at-all"]})", "id");
    known.schedule = made(
        service, "POST", "/v1/schedules",
        R"({"recipients":["known"],"workflow":"mention","scheduled_at":"2026-04-01T00:00:00Z"})", "0.id");
    made(service, "POST", "/v1/workflows/mention/trigger", R"({"recipients":["known"]})", "workflow_run_id");
    service.settle();
    known.run = service.get("/v1/workflow_recipient_runs?recipient=known")
                    .at(QLatin1StringView("items.0.id"))
                    .toString()
                    .toLatin1();
    return known;
}

} // namespace contract
