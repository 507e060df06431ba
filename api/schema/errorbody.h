#pragma once

#include "api/schema/codec.h"

namespace api {

struct FieldError
{
    QString field, message, type;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"field", &FieldError::field},
        Field {"message", &FieldError::message},
        Field {"type", &FieldError::type}};
    // clang-format on
};

// The body of a 4xx or 5xx answer (shapes 13). `errors` comes with 422; a single object instead of a list
// has been seen.
struct ErrorBody
{
    QString code; // invalid_params, workflow_missing, …
    QString message;
    int status = 0;
    QString type;
    QList<FieldError> errors;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"code", &ErrorBody::code},
        Field {"message", &ErrorBody::message},
        Field {"status", &ErrorBody::status},
        Field {"type", &ErrorBody::type},
        Field {"errors", &ErrorBody::errors}};
    // clang-format on
};

// Survives anything: what is not there or not JSON leaves its field empty.
ErrorBody readErrorBody(const QByteArray &body);

} // namespace api
