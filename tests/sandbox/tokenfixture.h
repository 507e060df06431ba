// Keys made at run time, and user tokens signed with them, rightly or wrongly.
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <memory>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace sandboxtest {

class SigningKey
{
public:
    explicit SigningKey(EVP_PKEY *key = EVP_RSA_gen(2048))
        : m_key(key, &EVP_PKEY_free)
    {
        if (!m_key)
            qFatal("OpenSSL made no key");
    }
    static const SigningKey &shared() // making one takes a while
    {
        static const SigningKey key;
        return key;
    }

    QByteArray privatePem() const
    {
        return written([this](BIO *bio) {
            return PEM_write_bio_PrivateKey(bio, m_key.get(), nullptr, nullptr, 0, nullptr, nullptr);
        });
    }
    QByteArray lockedPem(const char *password) const
    {
        return written([&](BIO *bio) {
            return PEM_write_bio_PKCS8PrivateKey(bio, m_key.get(), EVP_aes_128_cbc(), password,
                                                 int(qstrlen(password)), nullptr, nullptr);
        });
    }
    QByteArray publicPem() const
    {
        return written([this](BIO *bio) { return PEM_write_bio_PUBKEY(bio, m_key.get()); });
    }

    QByteArray sign(const QByteArray &text, const EVP_MD *digest = EVP_sha256()) const
    {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                              &EVP_MD_CTX_free);
        std::size_t size = 0;
        const auto *bytes = reinterpret_cast<const unsigned char *>(text.constData());
        if (EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, m_key.get()) != 1
            || EVP_DigestSign(context.get(), nullptr, &size, bytes, std::size_t(text.size())) != 1)
            qFatal("OpenSSL does not sign");
        QByteArray signature(qsizetype(size), '\0');
        if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, bytes,
                           std::size_t(text.size()))
            != 1)
            qFatal("OpenSSL does not sign");
        signature.resize(qsizetype(size));
        return signature;
    }
    QByteArray token(const QJsonObject &claims, const QJsonObject &header = rs256()) const
    {
        const QByteArray text = joined(header, claims);
        return text + '.' + encoded(sign(text));
    }

    static QJsonObject rs256() { return {{"alg", "RS256"}, {"typ", "JWT"}}; }
    static QByteArray joined(const QJsonObject &header, const QJsonObject &claims)
    {
        return encoded(QJsonDocument(header).toJson(QJsonDocument::Compact)) + '.'
            + encoded(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    }
    static QByteArray encoded(const QByteArray &bytes)
    {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }

private:
    template <class Write>
    static QByteArray written(const Write &write)
    {
        const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
        if (write(bio.get()) != 1)
            qFatal("OpenSSL does not write the key");
        char *data = nullptr;
        const long size = BIO_get_mem_data(bio.get(), &data);
        return QByteArray(data, size);
    }
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> m_key;
};

} // namespace sandboxtest
