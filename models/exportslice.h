#pragma once

#include "api/client/call.h"
#include "models/exportfile.h"
#include "models/exportsource.h"

#include <QSet>
#include <optional>

namespace models {

// A part of the time that is read from its newest row to its oldest, page after page. Where it ends may be
// changed while it is read: what lies below is left to others.
class ExportSlice
{
public:
    explicit ExportSlice(const api::TimeRange &range)
        : m_asked(range)
        , m_from(range.from)
    {
    }

    // What to ask for next, see ExportSource::ask().
    const api::TimeRange &asked() const { return m_asked; }
    const QString &after() const { return m_after; }

    // The rows of a page that are the slice's own and were not there before. Nothing changes until take().
    struct Share
    {
        QByteArrayList texts;
        QList<size_t> marks; // of their ids
        QList<size_t> undated; // of these, those whose time could not be read
        api::Timestamp reached;
        bool isOver = false; // what follows is not the slice's
    };
    // `undated` are known to be somewhere: where such a row lies only the service can tell.
    Share shareOf(const ExportedPage &page, const QSet<size_t> &undated) const;
    void take(const Share &share, const ExportedPage &page);
    QList<ExportFile::Piece> &pieces() { return m_pieces; }
    const QList<ExportFile::Piece> &pieces() const { return m_pieces; }

    // The cursor was refused: begins anew at the second that was reached. False: that was tried already.
    bool restart(bool isTimed);

    bool isDone() const { return m_isDone; }
    bool isKnown() const { return m_isDone || m_guess || !m_reached.isNull(); } // how much it has
    qint64 rows() const { return m_rows; }
    const api::Timestamp &newest() const { return m_newest; } // of the first row
    const api::Timestamp &reached() const { return m_reached; } // of the last row
    // Rows that are still to come, if they are as many in a second as so far; nothing: not known.
    std::optional<double> expected() const;

    void endAt(const api::Timestamp &from) { m_from = from; }
    // Gives the older half of what is left to a slice of its own. Ends are at whole seconds: nobody knows how
    // finely the service compares.
    bool canSplit() const;
    ExportSlice split();

    api::Call call;
    quint64 turn = 0; // of the question under way; 0: none

private:
    bool isAbove(const api::Timestamp &at) const;
    api::Timestamp middle() const; // of what is left; null: it is too short to be cut

    api::TimeRange m_asked;
    api::Timestamp m_from; // where it ends now; null: at the end of the list
    QString m_after;
    api::Timestamp m_newest; // of the first row
    api::Timestamp m_ceiling; // what is newer came after the start
    api::Timestamp m_reached;
    qint64 m_rows = 0;
    std::optional<double> m_guess; // until its first page came: what its newer half expected of it
    bool m_isDone = false;
    bool m_isRestarted = false;
    QSet<size_t> m_seen; // ids, by their hash: 64 bits are enough not to meet twice among millions
    QList<ExportFile::Piece> m_pieces;
};

api::Timestamp wholeSecond(const api::Timestamp &time); // rounded down

} // namespace models
