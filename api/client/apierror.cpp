#include "api/client/apierror.h"

#include <QCoreApplication>

namespace api {

namespace {

using Step = Explanation::Step;

struct Saying
{
    const char *sentence;
    const char *hint;
    Step step;
};

struct CodeSaying
{
    const char *code;
    Saying saying;
};

// The codes the service documents (behaviour 5).
constexpr CodeSaying codes[] = {
    {"actor_missing",
     {QT_TRANSLATE_NOOP("ApiError", "The person named as the actor is not known here."),
      QT_TRANSLATE_NOOP("ApiError", "Identify them first, or leave the actor out."), Step::None}},
    {"api_key_expired",
     {QT_TRANSLATE_NOOP("ApiError", "The API key has expired."),
      QT_TRANSLATE_NOOP("ApiError", "Put a current key into this environment's profile."), Step::CheckKey}},
    {"api_key_missing",
     {QT_TRANSLATE_NOOP("ApiError", "The service does not accept this API key."),
      QT_TRANSLATE_NOOP("ApiError", "Check that it was copied whole and belongs to this environment."),
      Step::CheckKey}},
    {"authentication_required",
     {QT_TRANSLATE_NOOP("ApiError", "The service wants to know who is asking."),
      QT_TRANSLATE_NOOP("ApiError", "Put an API key into this environment's profile."), Step::CheckKey}},
    {"authorization",
     {QT_TRANSLATE_NOOP("ApiError", "No access token is stored for this connection."),
      QT_TRANSLATE_NOOP("ApiError", "Connect the provider first; its token belongs into the channel data."),
      Step::None}},
    {"channel_invalid",
     {QT_TRANSLATE_NOOP("ApiError", "This channel can't be used here."),
      QT_TRANSLATE_NOOP("ApiError", "Check that it is configured in this environment."), Step::None}},
    {"incorrect_token_type",
     {QT_TRANSLATE_NOOP("ApiError", "This kind of key may not do that."),
      QT_TRANSLATE_NOOP("ApiError", "Use a secret key (sk_…) instead of a publishable one (pk_…)."),
      Step::CheckKey}},
    {"invalid_params",
     {QT_TRANSLATE_NOOP("ApiError", "The service did not accept a value that was sent."),
      QT_TRANSLATE_NOOP("ApiError", "Correct it, then try again."), Step::None}},
    {"invalid_user_token",
     {QT_TRANSLATE_NOOP("ApiError", "The user token is not valid."),
      QT_TRANSLATE_NOOP("ApiError", "Sign a new one with this environment's signing key."), Step::CheckKey}},
    {"missing_jwt_signing_key",
     {QT_TRANSLATE_NOOP("ApiError", "This environment has no signing key for user tokens."),
      QT_TRANSLATE_NOOP("ApiError", "Create one in the service's dashboard, or use a secret key."),
      Step::CheckKey}},
    {"missing_user_token",
     {QT_TRANSLATE_NOOP("ApiError", "This environment wants a user token beside a publishable key."),
      QT_TRANSLATE_NOOP("ApiError", "Use a secret key (sk_…) here."), Step::CheckKey}},
    {"workflow_inactive",
     {QT_TRANSLATE_NOOP("ApiError", "The workflow is switched off, so nothing was started."),
      QT_TRANSLATE_NOOP("ApiError", "Activate it in this environment, then try again."), Step::None}},
    {"workflow_missing",
     {QT_TRANSLATE_NOOP("ApiError", "There is no such workflow in this environment."),
      QT_TRANSLATE_NOOP("ApiError", "Check its key, and that it was committed to this environment."),
      Step::None}},
};

Saying byStatus(int status)
{
    if (status >= 500) {
        return {QT_TRANSLATE_NOOP("ApiError", "The service has a problem of its own."),
                QT_TRANSLATE_NOOP("ApiError", "It often passes; try again in a moment."), Step::Retry};
    }
    switch (status) {
    case 401:
        return {QT_TRANSLATE_NOOP("ApiError", "The service does not accept this API key."),
                QT_TRANSLATE_NOOP("ApiError", "Check the key of this environment's profile."),
                Step::CheckKey};
    case 403:
        return {QT_TRANSLATE_NOOP("ApiError", "This key may not do that."),
                QT_TRANSLATE_NOOP("ApiError", "Use a key with the permission, such as a secret one (sk_…)."),
                Step::CheckKey};
    case 404:
        return {QT_TRANSLATE_NOOP("ApiError", "That does not exist in this environment."),
                QT_TRANSLATE_NOOP("ApiError", "It may have been deleted, or belong to another environment."),
                Step::Reload};
    case 408:
        return {QT_TRANSLATE_NOOP("ApiError", "The service gave up waiting for the request."),
                QT_TRANSLATE_NOOP("ApiError", "Try again."), Step::Retry};
    case 409:
        return {QT_TRANSLATE_NOOP("ApiError", "Something else changed this at the same time."),
                QT_TRANSLATE_NOOP("ApiError", "Reload and look before you try again."), Step::Reload};
    case 413:
        return {QT_TRANSLATE_NOOP("ApiError", "The request is too large for the service."),
                QT_TRANSLATE_NOOP("ApiError", "Send less at once."), Step::None};
    case 422:
        return {QT_TRANSLATE_NOOP("ApiError", "The service did not accept a value that was sent."),
                QT_TRANSLATE_NOOP("ApiError", "Correct it, then try again."), Step::None};
    case 429:
        return {QT_TRANSLATE_NOOP("ApiError", "The service is being asked too often."),
                QT_TRANSLATE_NOOP("ApiError", "Wait a moment, then try again."), Step::Retry};
    default:
        break;
    }
    if (status >= 300 && status < 400) {
        return {QT_TRANSLATE_NOOP("ApiError", "The address answers, but sends on to somewhere else."),
                QT_TRANSLATE_NOOP("ApiError", "Check the address of this environment's profile."),
                Step::CheckAddress};
    }
    return {nullptr, nullptr, Step::None};
}

Saying byCause(NetworkCause cause)
{
    switch (cause) {
    case NetworkCause::Refused:
        return {QT_TRANSLATE_NOOP("ApiError", "Nobody answers at this address."),
                QT_TRANSLATE_NOOP("ApiError", "Check the address and port, and that the server runs."),
                Step::CheckAddress};
    case NetworkCause::HostNotFound:
        return {QT_TRANSLATE_NOOP("ApiError", "There is no host of that name."),
                QT_TRANSLATE_NOOP("ApiError", "Check the address, and that this computer is online."),
                Step::CheckAddress};
    case NetworkCause::NoConnection:
        return {QT_TRANSLATE_NOOP("ApiError", "No connection to this address came about."),
                QT_TRANSLATE_NOOP("ApiError", "Check the address, and that this computer is online."),
                Step::Retry};
    case NetworkCause::Timeout:
        return {QT_TRANSLATE_NOOP("ApiError", "The answer took too long."),
                QT_TRANSLATE_NOOP("ApiError", "The service or the network may be slow; try again."),
                Step::Retry};
    case NetworkCause::Reset:
        return {QT_TRANSLATE_NOOP("ApiError", "The connection broke before the answer was complete."),
                QT_TRANSLATE_NOOP("ApiError", "Try again."), Step::Retry};
    case NetworkCause::Tls:
        return {QT_TRANSLATE_NOOP("ApiError", "No secure connection could be made."),
                QT_TRANSLATE_NOOP("ApiError",
                                  "The certificate may be wrong for this address, or something in between "
                                  "interferes."),
                Step::CheckAddress};
    case NetworkCause::Offline:
        return {QT_TRANSLATE_NOOP("ApiError", "This computer seems to be offline."),
                QT_TRANSLATE_NOOP("ApiError", "Try again once it is connected."), Step::Retry};
    case NetworkCause::Proxy:
        return {QT_TRANSLATE_NOOP("ApiError", "The proxy did not let the request through."),
                QT_TRANSLATE_NOOP("ApiError", "Check the proxy settings of this computer."),
                Step::CheckAddress};
    case NetworkCause::Redirect:
        return {QT_TRANSLATE_NOOP("ApiError", "The address answers, but sends on to another host."),
                QT_TRANSLATE_NOOP("ApiError", "Check the address of this environment's profile."),
                Step::CheckAddress};
    case NetworkCause::None:
    case NetworkCause::Other:
        break;
    }
    return {QT_TRANSLATE_NOOP("ApiError", "The service could not be reached."),
            QT_TRANSLATE_NOOP("ApiError", "Check the network and try again."), Step::Retry};
}

QString translated(const char *text)
{
    return text && *text ? QCoreApplication::translate("ApiError", text) : QString();
}

const Saying *byCode(const QString &code)
{
    for (const CodeSaying &known : codes) {
        if (code == QLatin1StringView(known.code))
            return &known.saying;
    }
    return nullptr;
}

Saying sayingFor(const ApiError &error)
{
    switch (error.kind) {
    case ApiError::Kind::None:
        return {"", "", Step::None};
    case ApiError::Kind::Network:
        return byCause(error.cause);
    case ApiError::Kind::ReadOnly:
        return {QT_TRANSLATE_NOOP("ApiError", "This environment is read-only here, so nothing was sent."),
                QT_TRANSLATE_NOOP("ApiError", "Unlock it in its profile to make changes."), Step::None};
    case ApiError::Kind::NotRecorded:
        return {QT_TRANSLATE_NOOP("ApiError", "The write log could not be written, so nothing was sent."), "",
                Step::Retry};
    case ApiError::Kind::Decode:
        return {QT_TRANSLATE_NOOP("ApiError", "The service's answer could not be understood."),
                QT_TRANSLATE_NOOP("ApiError", "Check that the address leads to the notification API."),
                Step::CheckAddress};
    case ApiError::Kind::Http:
        break;
    }
    const Saying *known = byCode(error.code);
    return known ? *known : byStatus(error.httpStatus);
}

QString withCode(const ApiError &error)
{
    const QString code = error.code.isEmpty()
        ? QCoreApplication::translate("ApiError", "HTTP status %1").arg(error.httpStatus)
        : error.code;
    if (error.message.isEmpty())
        return QCoreApplication::translate("ApiError", "The service refused the request (%1).").arg(code);
    return QCoreApplication::translate("ApiError", "The service refused the request: %1 (%2).")
        .arg(error.message, code);
}

QString fieldList(const QList<FieldError> &fields)
{
    QStringList lines;
    for (const FieldError &field : fields) {
        const QString text = field.message.isEmpty() ? field.type : field.message;
        lines += field.field.isEmpty() ? text : QStringLiteral("%1: %2").arg(field.field, text);
    }
    return lines.join(QStringLiteral("; "));
}

QString sentenceOf(const QString &text)
{
    const bool isOver = text.isEmpty() || text.endsWith(u'.') || text.endsWith(u'!') || text.endsWith(u'?');
    return isOver ? text : text + u'.';
}

// What exactly was wrong is known to the service alone: which fields, or in its own words.
QString whatExactly(const ApiError &error)
{
    if (!error.fields.isEmpty())
        return sentenceOf(fieldList(error.fields));
    if (error.kind == ApiError::Kind::Decode || error.cause == NetworkCause::Tls
        || error.kind == ApiError::Kind::NotRecorded)
        return error.message;
    if (error.kind != ApiError::Kind::Http)
        return {};
    const bool isOfValues = error.httpStatus == 422 || error.code == QLatin1StringView("invalid_params");
    if (isOfValues)
        return sentenceOf(error.message);
    if (error.code.isEmpty() || byCode(error.code))
        return {};
    return error.message.isEmpty()
        ? QCoreApplication::translate("ApiError", "The service calls it %1.").arg(error.code)
        : QCoreApplication::translate("ApiError", "The service says: %1 (%2).")
              .arg(error.message, error.code);
}

} // namespace

bool isLackOfNetwork(NetworkCause cause)
{
    return cause == NetworkCause::Refused || cause == NetworkCause::HostNotFound
        || cause == NetworkCause::NoConnection || cause == NetworkCause::Offline
        || cause == NetworkCause::Proxy || cause == NetworkCause::Other;
}

bool isLackOfNetwork(const ApiError &error)
{
    return error.kind == ApiError::Kind::Network && isLackOfNetwork(error.cause);
}

Explanation explain(const ApiError &error)
{
    const Saying saying = sayingFor(error);
    Explanation out {saying.sentence ? translated(saying.sentence) : withCode(error),
                     translated(saying.hint),
                     saying.step,
                     {}};
    if (const QString what = whatExactly(error); saying.sentence && !what.isEmpty())
        out.hint = out.hint.isEmpty() ? what : what + u' ' + out.hint;
    if (error.outcomeUnknown) {
        out.hint = QCoreApplication::translate(
            "ApiError", "It may have been done all the same: look before you send it again.");
        out.step = Step::Reload;
    }
    const bool isKnown = error.kind == ApiError::Kind::Http && byCode(error.code);
    if (!isKnown)
        out.answer = QString::fromUtf8(error.body).trimmed();
    return out;
}

} // namespace api
