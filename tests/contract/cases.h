// What each endpoint must answer, as tables: one file for each family of endpoints.
#pragma once

#include "api/schema/codec.h"
#include "contract/service.h"

#include <functional>
#include <vector>

namespace contract {

struct Step // sent before the case itself; it must succeed
{
    QByteArray verb;
    QByteArray target;
    QByteArray body = {};
};

using Check = std::function<void(Service &, const Answer &)>;

struct Case
{
    QByteArray endpoint; // E16
    QByteArray what;
    QByteArray target; // path and query, encoded
    QByteArray body;
    int status = 200;
    QByteArray code = {}; // of the error
    QStringList fields = {}; // exactly those that the error names
    QByteArray limit = {}; // whose edge it is: at it when it succeeds, past it when it is refused
    std::vector<Step> before = {};
    Headers headers = {};
    bool namesMore = false; // than `fields`: for what else is missing
    Check check = {};

    bool isRefused() const { return status >= 400; }
    Case &given(Step step);
    Case &among(); // it may name other fields, too
    Case &atLimit(const char *name);
    Case &with(const QByteArray &header, const QByteArray &value);
    Case &then(Check c);
};

class Cases
{
public:
    void on(const char *number) { m_endpoint = number; } // the endpoint of all that follows
    // `reads`: that the answer is of a type, see below.
    Case &ok(const QByteArray &what, const QByteArray &target, const QByteArray &body = {}, Check reads = {});
    Case &nothing(const char *what, const QByteArray &target, const QByteArray &body = {}); // 204
    Case &bad(const QByteArray &what, const QByteArray &target, const QByteArray &body,
              const QStringList &fields); // 422 invalid_params
    Case &missing(const char *what, const QByteArray &target, const QByteArray &body = {}); // 404
    Case &error(const char *what, const QByteArray &target, const QByteArray &body, int status,
                const char *code);

    // page_size at and past its ends, cursors that are none, both at once. `target` may have a query.
    void paging(const QByteArray &target, int most = 50);
    // The filters of message lists.
    void messageFilters(const QByteArray &target);
    // `filters`: names of ids that may not be words; wrong words, wrong times and so on.
    void badQuery(const QByteArray &target, const char *name, const QByteArray &value);
    // A list in a body: its limit, not a list, absent, elements of a wrong type. `body(list)` makes the body.
    void listLimit(const QByteArray &target, const char *field, int most,
                   const std::function<QByteArray(const QByteArray &list)> &body,
                   const std::function<QByteArray(int)> &element);

    // An id in a body, of 256 characters and of one more; `field` is what the error names.
    void idLimit(const QByteArray &target, const char *field,
                 const std::function<QByteArray(const QByteArray &id)> &body);
    // Custom properties that fill their 256 kB to the last byte, and one byte more.
    void propertiesLimit(const QByteArray &target);

    const std::vector<Case> &all() const { return m_cases; }

private:
    Case &add(const QByteArray &what, const QByteArray &target, const QByteArray &body, int status);
    QByteArray m_endpoint;
    std::vector<Case> m_cases;
};

// What the made-up world has of everything, found through the API itself.
struct Known
{
    QByteArray user; // has in-app messages
    QByteArray mail; // a message's id
    QByteArray inApp; // a message of `user` in the feed
    QByteArray feed, email, push, slack, teams, guides; // channels
    QByteArray run, schedule, operation; // made for the occasion
};
Known findKnown(Service &service);

void userCases(Cases &c, const Known &k);
void messageCases(Cases &c, const Known &k);
void statusCases(Cases &c, const Known &k);
void objectCases(Cases &c, const Known &k);
void subscriptionCases(Cases &c, const Known &k);
void preferenceCases(Cases &c, const Known &k);
void channelDataCases(Cases &c, const Known &k);
void tenantCases(Cases &c, const Known &k);
void scheduleCases(Cases &c, const Known &k);
void workflowCases(Cases &c, const Known &k);
void slackCases(Cases &c, const Known &k);
void audienceCases(Cases &c, const Known &k);
void teamsCases(Cases &c, const Known &k);
void preferenceCenterCases(Cases &c, const Known &k);
void guideCases(Cases &c, const Known &k);
void connectorCases(Cases &c, const Known &k);
void allCases(Cases &c, const Known &k); // of all these families

// Fails the test when there are any.
void report(const QStringList &problems);

// Checks that the answer is a T to the last field.
template <class T>
Check reads()
{
    return [](Service &, const Answer &answer) {
        T value;
        api::Trace trace;
        read(answer.json, value, trace);
        QStringList problems = trace.problems();
        if constexpr (requires { value.rows; }) {
            for (const auto &row : value.rows)
                problems += row.problem;
        }
        problems.removeAll(QString());
        report(problems);
    };
}
// Checks one value of the answer.
Check says(const char *path, const QJsonValue &value);
// Checks the number of rows.
Check hasRows(int count);
Check both(Check first, Check second);

QByteArray joined(int count, const std::function<QByteArray(int)> &element, char separator = ',');
QByteArray quotedId(const char *prefix, int i); // "x-7", with its quotes

} // namespace contract
