// Parses and decodes bodies, the big ones in another thread.
#pragma once

#include "api/client/bodypieces.h"
#include "api/client/decoded.h"

#include <QObject>
#include <QThreadPool>

namespace api {

// In the calling thread. A body that is not JSON is unusable, and an empty one is decoded as undefined.
Decoded decodeBody(const QByteArray &body, const Decoder &decode);

class BodyReader : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype bigBody = 256 * 1024;
    static constexpr qsizetype smallBody = 16 * 1024; // of what runs in the background
    explicit BodyReader(QObject *parent = nullptr);
    ~BodyReader() override; // waits for the body at hand; no `done` runs any more

    // `decode` runs in another thread; `done` in this one, later. Both may be destroyed in either, so that
    // what they hold must not mind.
    void read(BodyPieces body, Decoder decode, std::function<void(const Decoded &)> done);

private:
    QThreadPool m_pool;
};

} // namespace api
