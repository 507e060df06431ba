#pragma once

#include "api/client/client.h"
#include "models/exportslice.h"

#include <memory>
#include <vector>

namespace models {

// Reads all that a source has into a file. Where the source can be asked for a part of the time, the list is
// cut into slices that are read side by side, as many as the rate limit leaves room for in the background; a
// slice that would be the last one at work gives away half of what is left to it. No row is lost or doubled,
// whatever fails in between. What is newer than the first row of the first page is not taken.
class ExportCrawl : public QObject
{
    Q_OBJECT
public:
    static constexpr int mostAtOnce = 32; // slices

    ExportCrawl(api::Client &client, std::unique_ptr<ExportSource> source, ExportFile &file,
                QObject *parent = nullptr);
    ~ExportCrawl() override;

    void setSliced(bool on) { m_mayCut = on; } // before start(); on unless told otherwise
    void goOn(); // from the start, or from where it stopped
    void stop(); // drops what is under way; asked again by goOn()

    qint64 rows() const { return m_rows; } // in the file
    // Of the whole list, with what is still to come as far as it can be told; -1: not known.
    qint64 total() const;
    int sliceCount() const { return int(m_slices.size()); }
    QList<ExportFile::Piece> pieces() const; // in the order of the list

Q_SIGNALS:
    void progressed(); // rows came
    void failed(const api::ApiError &error,
                const QString &fileProblem); // it has stopped; one of the two is set
    void finished();

private:
    using Slices = std::vector<std::unique_ptr<ExportSlice>>;
    void ask(ExportSlice *slice);
    void answered(ExportSlice *slice, const api::Result<ExportedPage> &result);
    bool write(ExportSlice *slice, const ExportedPage &page);
    void fail(const api::ApiError &error, const QString &fileProblem = {});
    void cut();
    void fillUp(); // more slices, where there is room
    bool hasRoom() const;
    bool splitOne();
    int atWork() const;

    api::Client &m_client;
    std::unique_ptr<ExportSource> m_source;
    ExportFile &m_file;
    Slices m_slices; // newest first
    bool m_mayCut = true;
    bool m_isRunning = false;
    qint64 m_rows = 0;
    qint64 m_told = -1; // by the service
    quint64 m_lastTurn = 0;
    QSet<size_t> m_undated;
};

} // namespace models
