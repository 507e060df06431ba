#pragma once

#include "api/client/apierror.h"

#include <QStringList>
#include <utility>

namespace api {

// A reply or an error. A reply may come with `problems`: fields that could not be read, each with its path.
template <class R>
class Result
{
public:
    Result(R value, QStringList problems = {})
        : m_value(std::move(value))
        , m_problems(std::move(problems))
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

private:
    R m_value {};
    ApiError m_error;
    QStringList m_problems;
};

} // namespace api
