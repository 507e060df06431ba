// List envelopes (behaviour 4, shapes 1).
#pragma once

#include "api/schema/codec.h"

namespace api {

struct PageInfo
{
    QString after; // null: nothing follows
    QString before; // null: nothing precedes
    int pageSize = 0;
    std::optional<qint64> totalCount; // capped at 10,000 by the service; most lists leave it out

    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"after", &PageInfo::after},
        Field {"before", &PageInfo::before},
        Field {"page_size", &PageInfo::pageSize},
        Field {"total_count", &PageInfo::totalCount}};
    // clang-format on
};

// A row of a list. A row that cannot be decoded stays a row: `problem` says where and why.
template <class T>
struct Row
{
    T value;
    QString problem;
    bool isBroken() const { return !problem.isEmpty(); }
};

template <class T>
struct Page
{
    using Value = T;
    QList<Row<T>> rows;
    PageInfo info;
};

// `page_size` 1 to 50 (feeds: 200); both cursors at once are an error.
struct PageQuery
{
    QString after;
    QString before;
    std::optional<int> pageSize;

    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"after", &PageQuery::after},
        Field {"before", &PageQuery::before},
        Field {"page_size", &PageQuery::pageSize}};
    // clang-format on
};

// `path()` tells where the row stands; it is asked only when the row is broken.
template <Described T, class PathOf>
void readRow(const QJsonValue &v, Row<T> &row, const PathOf &path)
{
    Trace trace;
    read(v, row.value, trace);
    if (trace.problemCount() == 0)
        return;
    const QString before = path();
    row.problem = before + trace.problems().join(u'\n' + before);
}

// A page as it came: its rows are under `items`, else under `entries`, else they are all there is.
struct Envelope
{
    explicit Envelope(const QJsonValue &v)
        : rows(v)
    {
        if (v.isArray())
            return;
        const QJsonObject object = v.toObject();
        key = QLatin1StringView(object.contains(QLatin1StringView("items")) ? "items" : "entries");
        rows = object.value(key);
        info = object.value(QLatin1StringView("page_info"));
    }
    QJsonValue rows;
    QLatin1StringView key; // that the rows are under; null: under none
    QJsonValue info = QJsonValue::Undefined;
};

// What can be told of a page before its rows are read; what can't be read of it is left out.
struct PageHead
{
    qsizetype rowCount = 0;
    PageInfo info;
};

inline PageHead headOf(const QJsonValue &v)
{
    const Envelope page(v);
    PageHead head;
    head.rowCount = page.rows.toArray().size();
    Trace trace;
    if (page.info.isObject())
        read(page.info, head.info, trace);
    return head;
}

template <class T>
void read(const QJsonValue &v, Page<T> &out, Trace &t)
{
    const Envelope page(v);
    if (!page.rows.isArray())
        return t.expected(QStringLiteral("a list under items or entries"), v);
    if (!page.info.isUndefined() && !page.info.isNull()) {
        Trace::Step step(t, QLatin1StringView("page_info"));
        read(page.info, out.info, t);
    }
    const QJsonArray array = page.rows.toArray();
    const QString key = page.key.isNull() ? QString() : u'.' + QString(page.key);
    out.rows.reserve(array.size());
    for (qsizetype i = 0; i < array.size(); ++i)
        readRow(array.at(i), out.rows.emplaceBack(),
                [&] { return QStringLiteral("%1%2[%3]").arg(t.path(), key).arg(i); });
}

} // namespace api
