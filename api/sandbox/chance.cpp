#include "api/sandbox/chance.h"

#include <QUuid>
#include <array>

namespace api::sandbox {

namespace {

constexpr qint64 ksuidEpoch = 1'400'000'000; // seconds

QString base62(std::array<quint32, 5> number)
{
    static constexpr char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    QString text(27, u'0');
    for (qsizetype at = 26; at >= 0; --at) {
        quint64 rest = 0;
        for (quint32 &part : number) {
            const quint64 value = (rest << 32) | part;
            part = quint32(value / 62);
            rest = value % 62;
        }
        text[at] = QLatin1Char(digits[rest]);
    }
    return text;
}

} // namespace

Clock systemClock()
{
    return [] { return Timestamp::fromMs(QDateTime::currentMSecsSinceEpoch()); };
}

quint64 Random::next()
{
    quint64 z = (m_state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

Random Random::fork(quint64 kind, quint64 index) const
{
    Random mixed(m_state ^ (kind * 0xD6E8FEB86659FD93ULL) ^ (index * 0xA0761D6478BD642FULL));
    return Random(mixed.next());
}

QString ksuid(Timestamp at, Random &random)
{
    const quint64 a = random.next();
    const quint64 b = random.next();
    return base62(
        {quint32(at.ms() / 1000 - ksuidEpoch), quint32(a >> 32), quint32(a), quint32(b >> 32), quint32(b)});
}

QString uuid(Random &random)
{
    const quint64 a = random.next();
    const quint64 b = random.next();
    const QUuid id(quint32(a >> 32), quint16(a >> 16), quint16((a & 0x0FFF) | 0x4000),
                   uchar(((b >> 56) & 0x3F) | 0x80), uchar(b >> 48), uchar(b >> 40), uchar(b >> 32),
                   uchar(b >> 24), uchar(b >> 16), uchar(b >> 8), uchar(b));
    return id.toString(QUuid::WithoutBraces);
}

} // namespace api::sandbox
