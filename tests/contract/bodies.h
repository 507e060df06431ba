// What cases of several families send.
#pragma once

#include <QByteArray>

namespace contract {

inline const QByteArray longId(256, 'a'); // as long as an id may be
inline const QByteArray tooLongId(257, 'a');

inline QByteArray recipientsBody(const QByteArray &list)
{
    return "{\"recipients\":" + list + '}';
}

} // namespace contract
