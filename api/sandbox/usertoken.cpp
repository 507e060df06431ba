#include "api/sandbox/usertoken.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace api::sandbox {

namespace {

constexpr qsizetype mostTokenBytes = 16 * 1024; // of a token
constexpr int leastBits = 2048; // RFC 7518, 3.3

// A locked key is refused: without this, OpenSSL would ask the terminal for its password.
int noPassword(char *, int, int, void *)
{
    return -1;
}

using ReadKey = EVP_PKEY *(*)(BIO *, EVP_PKEY **, pem_password_cb *, void *);

EVP_PKEY *readKey(const QByteArray &pem, ReadKey read)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.constData(), int(pem.size())),
                                                        &BIO_free);
    return bio ? read(bio.get(), nullptr, noPassword, nullptr) : nullptr;
}

std::optional<QByteArray> decoded(const QByteArray &piece)
{
    const auto result = QByteArray::fromBase64Encoding(
        piece, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!result)
        return std::nullopt;
    return *result;
}

std::optional<QJsonObject> objectIn(const QByteArray &piece)
{
    const auto text = decoded(piece);
    const QJsonDocument document = text ? QJsonDocument::fromJson(*text) : QJsonDocument();
    if (!document.isObject())
        return std::nullopt;
    return document.object();
}

// What is wrong with a claim that holds a time, in seconds since 1970; null when nothing is.
QString timeProblem(const QJsonObject &claims, QLatin1StringView name, Timestamp now)
{
    const QJsonValue value = claims.value(name);
    if (value.isUndefined())
        return {};
    if (!value.isDouble() || !std::isfinite(value.toDouble()))
        return QStringLiteral("its claim \"%1\" is no number").arg(name);
    const double seconds = double(now.us) / 1e6;
    if (name == QLatin1StringView("exp") && seconds >= value.toDouble())
        return QStringLiteral("it has expired");
    if (name == QLatin1StringView("nbf") && seconds < value.toDouble())
        return QStringLiteral("it is not valid yet");
    return {};
}

// {resource's URL: {grant: [conditions]}}. What has another form grants nothing.
QHash<QString, QStringList> grantsIn(const QJsonObject &claims)
{
    QHash<QString, QStringList> grants;
    const QJsonObject resources = claims.value(QLatin1StringView("grants")).toObject();
    for (auto it = resources.begin(); it != resources.end(); ++it)
        grants.insert(it.key(), it->toObject().keys());
    return grants;
}

} // namespace

UserTokens::UserTokens(evp_pkey_st *key)
    : m_key(key)
{
}

UserTokens::~UserTokens() = default;

void UserTokens::Free::operator()(evp_pkey_st *key) const
{
    EVP_PKEY_free(key);
}

std::unique_ptr<UserTokens> UserTokens::fromPem(const QByteArray &key, QString *error)
{
    QByteArray pem = key.trimmed();
    if (!pem.startsWith("-----BEGIN"))
        pem = QByteArray::fromBase64(pem);
    EVP_PKEY *found = readKey(pem, &PEM_read_bio_PUBKEY);
    if (!found)
        found = readKey(pem, &PEM_read_bio_PrivateKey);
    ERR_clear_error(); // each attempt leaves its complaints behind
    if (!found) {
        *error = QStringLiteral("it is no PEM of a key");
        return nullptr;
    }
    std::unique_ptr<UserTokens> tokens(new UserTokens(found));
    if (EVP_PKEY_get_base_id(found) == EVP_PKEY_RSA && EVP_PKEY_get_bits(found) >= leastBits)
        return tokens;
    *error = QStringLiteral("it is no RSA key of %1 bits or more").arg(leastBits);
    return nullptr;
}

bool UserTokens::isSigned(const QByteArray &text, const QByteArray &signature) const
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    const auto bytes
        = [](const QByteArray &b) { return reinterpret_cast<const unsigned char *>(b.constData()); };
    const bool ok = context
        && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) == 1
        && EVP_DigestVerify(context.get(), bytes(signature), std::size_t(signature.size()), bytes(text),
                            std::size_t(text.size()))
            == 1;
    ERR_clear_error();
    return ok;
}

std::optional<Caller> UserTokens::verify(const QByteArray &token, Timestamp now, QString *error) const
{
    const auto refused = [error](const QString &why) {
        *error = why;
        return std::nullopt;
    };
    const QList<QByteArray> pieces = token.split('.');
    if (token.size() > mostTokenBytes || pieces.size() != 3)
        return refused(QStringLiteral("it is no JWT"));
    const auto header = objectIn(pieces[0]);
    const auto claims = objectIn(pieces[1]);
    const auto signature = decoded(pieces[2]);
    if (!header || !claims || !signature)
        return refused(QStringLiteral("it is no JWT"));
    // The token does not choose how it is checked: `none` or a MAC over the public key must not pass.
    if (header->value(QLatin1StringView("alg")) != QJsonValue(QStringLiteral("RS256")))
        return refused(QStringLiteral("it is not signed with RS256"));
    if (header->contains(QLatin1StringView("crit")))
        return refused(QStringLiteral("it has extensions that are not known here"));
    if (!isSigned(pieces[0] + '.' + pieces[1], *signature))
        return refused(QStringLiteral("its signature does not match this environment's key"));
    for (const auto name : {QLatin1StringView("exp"), QLatin1StringView("nbf")}) {
        if (const QString problem = timeProblem(*claims, name, now); !problem.isNull())
            return refused(problem);
    }
    const QString user = claims->value(QLatin1StringView("sub")).toString();
    if (user.isEmpty())
        return refused(QStringLiteral("it names no user: the claim \"sub\" is missing"));
    return Caller {KeyKind::Publishable, user, grantsIn(*claims),
                   claims->value(QLatin1StringView("explicit_grants")).toBool()};
}

} // namespace api::sandbox
