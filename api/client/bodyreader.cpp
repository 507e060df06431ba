#include "api/client/bodyreader.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace api {

Decoded decodeBody(const QByteArray &body, const Decoder &decode)
{
    if (!decode)
        return {};
    if (body.isEmpty())
        return decode(QJsonValue(QJsonValue::Undefined));
    QJsonParseError trouble;
    const QJsonDocument document = QJsonDocument::fromJson(body, &trouble);
    if (trouble.error != QJsonParseError::NoError) {
        return {
            true,
            QCoreApplication::translate("ApiError", "The answer is not valid JSON (%1, at byte %2 of %3).")
                .arg(trouble.errorString())
                .arg(trouble.offset)
                .arg(body.size())};
    }
    return decode(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()));
}

BodyReader::BodyReader(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(2);
}

BodyReader::~BodyReader()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void BodyReader::read(BodyPieces body, Decoder decode, std::function<void(const Decoded &)> done)
{
    // What comes along is let go of over there, too: that of a large body takes its time.
    m_pool.start(
        [this, body = std::move(body), decode = std::move(decode), done = std::move(done)]() mutable {
            const Decoded decoded = decodeBody(std::exchange(body, {}).whole(), decode);
            // `this` outlives the pool's work; what is posted and not yet delivered goes with it.
            QMetaObject::invokeMethod(
                this, [done, decoded] { done(decoded); }, Qt::QueuedConnection);
        });
}

} // namespace api
