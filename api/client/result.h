#pragma once

#include "api/client/apierror.h"

#include <QStringList>
#include <utility>

namespace api {

// What came with an answer beside its body.
struct ReplyInfo
{
    QString requestId; // X-Request-ID
    // The service held these back for the moment: they came back unchanged (behaviour 2). The parameter they
    // were given in (`message_ids`), and the values; empty when nothing was held back.
    QString limitedParameter;
    QStringList limited;
    bool isReplay = false; // the answer of an earlier request with the same Idempotency-Key
    QString originalRequestId; // of that one
    int tries = 1; // it took; with more than one, an earlier one may have been carried out
};

// A reply or an error. A reply may come with `problems`: fields that could not be read, each with its path.
template <class R>
class Result
{
public:
    Result(R value, QStringList problems = {}, ReplyInfo info = {})
        : m_value(std::move(value))
        , m_problems(std::move(problems))
        , m_info(std::move(info))
    {
    }
    Result(ApiError error)
        : m_error(std::move(error))
    {
    }
    bool ok() const { return !m_error.isError(); }
    explicit operator bool() const { return ok(); }
    const R &value() const { return m_value; }
    R &value() { return m_value; }
    const ApiError &error() const { return m_error; }
    const QStringList &problems() const { return m_problems; }
    const ReplyInfo &info() const { return m_info; } // of a reply; an error carries its own

private:
    R m_value {};
    ApiError m_error;
    QStringList m_problems;
    ReplyInfo m_info;
};

} // namespace api
