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

// Looks for `items`, then `entries`, then accepts a bare array.
template <class T>
void read(const QJsonValue &v, Page<T> &out, Trace &t)
{
    QJsonArray array;
    QString key;
    if (v.isArray()) {
        array = v.toArray();
    } else {
        const QJsonObject object = v.toObject();
        key = object.contains(QLatin1StringView("items")) ? QStringLiteral("items")
                                                          : QStringLiteral("entries");
        const QJsonValue list = object.value(key);
        if (!list.isArray())
            return t.expected(QStringLiteral("a list under items or entries"), v);
        array = list.toArray();
        key.prepend(u'.');
        const QJsonValue info = object.value(QLatin1StringView("page_info"));
        if (!info.isUndefined() && !info.isNull()) {
            Trace::Step step(t, QLatin1StringView("page_info"));
            read(info, out.info, t);
        }
    }
    out.rows.reserve(array.size());
    for (qsizetype i = 0; i < array.size(); ++i)
        readRow(array.at(i), out.rows.emplaceBack(),
                [&] { return QStringLiteral("%1%2[%3]").arg(t.path(), key).arg(i); });
}

} // namespace api
