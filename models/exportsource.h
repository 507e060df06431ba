// Where the rows of an export come from.
#pragma once

#include "api/client/call.h"
#include "api/client/result.h"
#include "api/schema/messagerange.h"
#include "models/fileformat.h"

#include <functional>
#include <vector>

namespace models {

// How rows are written.
struct ExportShape
{
    FileFormat format = FileFormat::Csv;
    bool mark = false; // a byte order mark, for spreadsheets
    QList<int> columns = {}; // of the model, as they are shown; the fields that are not come behind them
};

struct ExportedRow
{
    QString id; // empty: it could not be read
    api::Timestamp at; // null: not known, or the list has no times
    QByteArray text;
};

struct ExportedPage
{
    std::vector<ExportedRow> rows;
    QString after; // empty: nothing follows
    qint64 total = -1; // of the whole list; -1: not said
};

// Pages of rows, ready to be written. Must outlive what was asked; `done` is always called later, at most
// once, and perhaps even when the Call was let go.
class ExportSource
{
public:
    using Done = std::function<void(api::Result<ExportedPage>)>;
    virtual ~ExportSource() = default;

    virtual FileFrame frame() const = 0;
    // Where the service can be asked for a part of the time: null where it can't.
    virtual const api::EndpointInfo *timedEndpoint() const { return nullptr; }
    virtual api::TimeRange range() const { return {}; } // of the whole list
    virtual int pageSize() const = 0;
    // The page behind a cursor (empty: the first) of the rows within `range`, newest first.
    virtual api::Call ask(const api::TimeRange &range, const QString &after, Done done) = 0;
};

} // namespace models
