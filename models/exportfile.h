// The file an export grows in.
#pragma once

#include "models/fileformat.h"

#include <QByteArrayList>
#include <QFile>
#include <QList>
#include <memory>

class QSaveFile;

namespace models {

// Rows arrive in any order: they are kept in NAME.part in the order they come, and put in order once all are
// there. NAME is not touched before that. Whenever nothing is being written, NAME.part is valid in its
// format. Failures are told as a sentence that names the file; null: it went well. What was written before
// stays.
class ExportFile
{
public:
    struct Piece // some rows that follow each other
    {
        qint64 at = 0;
        qint64 size = 0;
    };

    ExportFile(const QString &path, const FileFrame &frame);
    ~ExportFile(); // an unfinished NAME.part stays, unless it holds nothing

    QString path() const { return m_path; }
    QString partPath() const { return m_part.fileName(); } // empty before open()
    bool hasRows() const { return m_end > m_frame.head.size(); }

    QString open(); // makes NAME.part; nothing when it is open

    // Rows as they stand in the file, without what is between them. All or none.
    QString append(const QByteArrayList &rows, QList<Piece> *pieces);
    QString pause(); // makes NAME.part valid as it is; append() goes on

    // Puts the pieces in order: call orderSome() until isFinished(). It copies at most a mebibyte.
    QString beginOrder(const QList<Piece> &pieces);
    QString orderSome();
    bool isFinished() const { return m_isFinished; } // NAME is there, NAME.part is not

private:
    QString write(const QByteArray &bytes); // behind what is there
    QString finish();
    QString problem(const QString &path, const QString &why) const;

    QString m_path;
    FileFrame m_frame;
    QFile m_part;
    qint64 m_end = 0; // of the rows
    bool m_isPaused = false; // the tail is written
    QList<Piece> m_pieces; // in order
    qsizetype m_next = 0;
    std::unique_ptr<QSaveFile> m_ordered;
    bool m_isFinished = false;
};

} // namespace models
