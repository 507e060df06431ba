// Keyset paging over `seq`: a page costs the same at any depth, and rows that come or go between two pages
// neither repeat nor hide the others (behaviour 4).
#pragma once

#include "api/sandbox/params.h"
#include "api/sandbox/refs.h"
#include "api/sandbox/store.h"

namespace api::sandbox {

struct PageRequest
{
    std::optional<qint64> after;
    std::optional<qint64> before;
    int size = 50;
};

// `kind` is one letter per list, so that a cursor of one list is refused by the others.
QString cursorFor(char kind, qint64 seq);
std::optional<qint64> seqOf(char kind, const QString &cursor);
PageRequest readPage(Params &params, char kind, int maxSize);

// A list to page through: SELECT columns FROM table WHERE conditions ORDER BY seq.
struct Listing
{
    QString columns; // `seq` first
    QString from; // one table
    QStringList conditions = {};
    QVariantList values = {}; // of the conditions, in order
    bool newestFirst = false;
    // Alternatives for one indexed column, merged in order. Each is read through its index, so that several
    // statuses cost what one does. Empty: no such condition.
    QString splitColumn = {};
    QStringList splitValues = {};
    // Expressions that `seq` may not pass; each takes one value.
    QList<std::pair<QString, QVariant>> highest = {};
    QList<std::pair<QString, QVariant>> lowest = {};

    void add(const QString &condition, const QVariantList &with = {});
    // Only rows whose pair of columns is one of these, found through `index`: without statistics the planner
    // would rather walk the whole list in its order. Without any refs, no condition.
    void addRefs(const char *collectionColumn, const char *idColumn, const QList<Ref> &refs,
                 const char *index);
};

// One page: `member` writes each row's JSON into the buffer; the answer is the envelope around them,
// {"<key>":[…],"page_info":{…}<extra>}.
struct PageWriter
{
    const char *key; // entries, items
    char kind;
    std::function<void(const QSqlQuery &row, const QByteArray &cursor, QByteArray &out)> member;
    QByteArray extra = {}; // more members of the envelope, each with its leading comma
    qint64 totalCount = -1; // in page_info; -1: left out
    bool withCursors = true; // false: `member` has no use for them, and gets none
};
// The first rows of the list, in its order.
bool firstRows(Store &store, const Listing &listing, int most,
               const std::function<void(const QSqlQuery &)> &row);
qint64 countRows(Store &store, const Listing &listing);

QByteArray writePage(Store &store, const Listing &listing, const PageRequest &page, const PageWriter &writer);

} // namespace api::sandbox
