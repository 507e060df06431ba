#include "models/exportfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <filesystem>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr qint64 copiedAtOnce = 1024 * 1024;
constexpr int mostParts = 100;

} // namespace

ExportFile::ExportFile(const QString &path, const FileFrame &frame)
    : m_path(path)
    , m_frame(frame)
{
}

ExportFile::~ExportFile()
{
    if (m_isFinished || !m_part.isOpen())
        return;
    if (hasRows())
        pause();
    else
        m_part.remove();
}

QString ExportFile::problem(const QString &path, const QString &why) const
{
    return QCoreApplication::translate("Export", "%1 can't be written: %2.")
        .arg(QDir::toNativeSeparators(path), why);
}

// A part of an earlier export may be all that is left of it: it is not written over.
QString ExportFile::open()
{
    if (m_part.isOpen())
        return {};
    for (int i = 1; i <= mostParts; ++i) {
        m_part.setFileName(m_path + (i == 1 ? u".part"_s : u".%1.part"_s.arg(i)));
        if (m_part.open(QIODevice::ReadWrite | QIODevice::NewOnly | QIODevice::Unbuffered)) {
            const QString trouble = write(m_frame.head);
            if (!trouble.isNull())
                m_part.remove();
            return trouble;
        }
        if (!QFile::exists(m_part.fileName()))
            break;
    }
    return problem(m_part.fileName(), m_part.errorString());
}

QString ExportFile::write(const QByteArray &bytes)
{
    const qint64 before = m_end;
    if (m_part.seek(m_end) && m_part.write(bytes) == bytes.size()) {
        m_end += bytes.size();
        return {};
    }
    const QString why = m_part.errorString();
    m_part.resize(before); // half a row is none
    return problem(m_part.fileName(), why);
}

QString ExportFile::append(const QByteArrayList &rows, QList<Piece> *pieces)
{
    if (rows.isEmpty())
        return {};
    if (const QString trouble = open(); !trouble.isNull())
        return trouble;
    if (m_isPaused)
        m_part.resize(m_end);
    m_isPaused = false;
    const QByteArray before = hasRows() ? m_frame.between : QByteArray();
    const QByteArray text = rows.join(m_frame.between);
    const qint64 at = m_end + before.size();
    const QString trouble = write(before + text);
    if (!trouble.isNull())
        return trouble;
    const bool goesOn = !pieces->isEmpty() && pieces->last().size < copiedAtOnce
        && pieces->last().at + pieces->last().size + m_frame.between.size() == at;
    if (goesOn)
        pieces->last().size = at + text.size() - pieces->last().at;
    else
        pieces->append({at, text.size()});
    return {};
}

QString ExportFile::pause()
{
    if (!m_part.isOpen() || m_isPaused)
        return {};
    m_isPaused = true;
    const qint64 rows = m_end;
    const QString trouble = write(m_frame.tail);
    m_end = rows;
    return trouble;
}

QString ExportFile::beginOrder(const QList<Piece> &pieces)
{
    m_pieces = pieces;
    m_next = 0;
    m_ordered.reset();
    if (const QString trouble = open(); !trouble.isNull())
        return trouble;
    const auto isBehind = [](const Piece &a, const Piece &b) { return a.at < b.at; };
    if (std::is_sorted(pieces.begin(), pieces.end(), isBehind))
        return {}; // NAME.part is it
    m_ordered = std::make_unique<QSaveFile>(m_path);
    if (!m_ordered->open(QIODevice::WriteOnly))
        return problem(m_path, m_ordered->errorString());
    m_ordered->write(m_frame.head);
    return {};
}

QString ExportFile::orderSome()
{
    if (!m_ordered)
        return finish();
    for (qint64 copied = 0; m_next < m_pieces.size() && copied < copiedAtOnce; ++m_next) {
        const Piece &piece = m_pieces.at(m_next);
        m_part.seek(piece.at);
        const QByteArray bytes = m_part.read(piece.size);
        if (bytes.size() != piece.size)
            return QCoreApplication::translate("Export", "%1 can't be read: %2.")
                .arg(QDir::toNativeSeparators(m_part.fileName()), m_part.errorString());
        const QByteArray between = m_next == 0 ? QByteArray() : m_frame.between;
        if (m_ordered->write(between + bytes) < 0)
            return problem(m_path, m_ordered->errorString());
        copied += bytes.size();
    }
    return m_next < m_pieces.size() ? QString() : finish();
}

QString ExportFile::finish()
{
    if (m_ordered) {
        m_ordered->write(m_frame.tail);
        if (!m_ordered->commit())
            return problem(m_path, m_ordered->errorString());
        m_part.remove();
    } else {
        if (const QString trouble = pause(); !trouble.isNull())
            return trouble;
        m_part.close();
        std::error_code error; // unlike QFile's, this puts the one in the place of the other
        std::filesystem::rename(QFileInfo(m_part).filesystemFilePath(),
                                QFileInfo(m_path).filesystemFilePath(), error);
        if (error) {
            m_part.open(QIODevice::ReadWrite | QIODevice::Unbuffered);
            return problem(m_path, QString::fromStdString(error.message()));
        }
    }
    m_isFinished = true;
    return {};
}

} // namespace models
