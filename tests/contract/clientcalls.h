// Typed calls of the client against a sandbox: one for each endpoint of the registry, by name.
#pragma once

#include "api/client/client.h"
#include "api/sandbox/sandboxserver.h"
#include "api/schema/bulk.h"
#include "api/schema/channeldata.h"
#include "api/schema/page.h"
#include "api/schema/recipient.h"

#include <QTest>
#include <map>

namespace contract {

using namespace api;

class ClientCalls
{
public:
    using CaseMap = std::map<QByteArray, std::function<void()>>;
    bool start();
    CaseMap cases();

    template <class R>
    Result<R> ask(const Request<R> &request)
    {
        std::optional<Result<R>> answer;
        const Call call = m_client->send<R>(request, [&](Result<R> result) { answer = std::move(result); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000)) {
            ApiError error;
            error.kind = ApiError::Kind::Network;
            error.message = QStringLiteral("no answer in 20 s");
            return error;
        }
        return *answer;
    }
    // The answer of a call that must succeed and be readable to the last field.
    template <class R>
    R need(const Request<R> &request)
    {
        Result<R> result = ask(request);
        const QString what = QString::fromLatin1(request.target());
        if (!result.ok())
            QTest::qFail(
                qPrintable(what + QStringLiteral(": ") + result.error().code + u' ' + result.error().message),
                __FILE__, __LINE__);
        if (!result.problems().isEmpty())
            QTest::qFail(qPrintable(what + QStringLiteral(": ") + result.problems().join(u'\n')), __FILE__,
                         __LINE__);
        return result.value();
    }
    template <class T>
    static void checkRows(const Page<T> &page)
    {
        QVERIFY(!page.rows.isEmpty());
        for (const Row<T> &row : page.rows)
            QVERIFY2(!row.isBroken(), qPrintable(row.problem));
    }

    std::unique_ptr<Client> m_client;
    QString m_user; // has in-app messages

private:
    CaseMap messageCases();
    CaseMap personCases();
    CaseMap preferenceCases();
    CaseMap objectCases();
    CaseMap tenantCases();
    CaseMap workflowCases();
    CaseMap audienceCases();
    CaseMap teamsCases();
    CaseMap guideCases();
    CaseMap otherNewerCases();
    static Recipient recipient(const QString &id, const QString &collection = {});
    static ChannelDataEdit tokens();
    QJsonObject bulkSubscription() const;
    void subscribe();
    QString schedule(); // its id
    QString trigger(); // the run's id
    BulkOperation complete(BulkOperation operation); // as it is at its end
    void prepare();

    std::unique_ptr<sandbox::SandboxServer> m_server;
    QString m_message; // an e-mail
    QString m_feedMessage;
    QString m_feedChannel, m_push, m_slack, m_teams, m_guides;
};

} // namespace contract
