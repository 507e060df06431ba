// The body of an answer as it comes in. What is put together late and elsewhere costs the UI thread nothing:
// of tens of megabytes it would be a frame or two.
#pragma once

#include <QByteArrayList>
#include <QIODevice>

namespace api {

class BodyPieces
{
public:
    // All that is there to be read.
    void take(QIODevice &device)
    {
        QByteArray piece = device.readAll();
        m_size += piece.size();
        if (!piece.isEmpty())
            m_pieces.append(std::move(piece));
    }
    qsizetype size() const { return m_size; } // bytes
    QByteArray whole() const { return m_pieces.size() == 1 ? m_pieces.first() : m_pieces.join(); }
    QByteArray beginning(qsizetype most) const // so many bytes, or fewer
    {
        QByteArray out;
        for (auto piece = m_pieces.begin(); piece != m_pieces.end() && out.size() < most; ++piece)
            out += piece->left(most - out.size());
        return out;
    }

private:
    QByteArrayList m_pieces;
    qsizetype m_size = 0;
};

} // namespace api
