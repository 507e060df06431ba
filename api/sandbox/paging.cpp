#include "api/sandbox/paging.h"

#include "api/sandbox/jsontext.h"

namespace api::sandbox {

namespace {

// The end of a walk through `seq`: past which cursor, and whether its own row counts.
struct Bound
{
    std::optional<qint64> seq;
    bool upper = false; // the rows lie below it
    bool inclusive = false;
};

constexpr qint64 mostSeq = qint64(1) << 62; // far from where counting on would overflow

using Limits = QList<std::pair<QString, QVariant>>;

// One comparison for all limits of a side: with several the planner would seek to any of them.
void addLimit(const Limits &limits, const char *compare, const char *tightest, QStringList *conditions,
              QVariantList *values)
{
    if (limits.isEmpty())
        return;
    QStringList expressions;
    for (const auto &[expression, value] : limits) {
        expressions.append(expression);
        values->append(value);
    }
    const QString list = expressions.join(QStringLiteral(", "));
    conditions->append(
        QStringLiteral("seq %1 ").arg(QLatin1StringView(compare))
        + (limits.size() == 1 ? list : QStringLiteral("%1(%2)").arg(QLatin1StringView(tightest), list)));
}

QString armOf(const Listing &listing, const QString &columns, const Bound &bound, const QString *splitValue,
              QVariantList *values)
{
    QStringList conditions = listing.conditions;
    if (splitValue) {
        conditions.prepend(listing.splitColumn + QStringLiteral(" = ?"));
        values->append(*splitValue);
    }
    values->append(listing.values);
    Limits highest = listing.highest;
    Limits lowest = listing.lowest;
    if (bound.seq && bound.upper)
        highest.emplaceBack(bound.inclusive ? QStringLiteral("?") : QStringLiteral("? - 1"), *bound.seq);
    else if (bound.seq)
        lowest.emplaceBack(bound.inclusive ? QStringLiteral("?") : QStringLiteral("? + 1"), *bound.seq);
    addLimit(highest, "<=", "min", &conditions, values);
    addLimit(lowest, ">=", "max", &conditions, values);
    QString sql = QStringLiteral("SELECT %1 FROM %2").arg(columns, listing.from);
    if (!conditions.isEmpty())
        sql += QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    return sql;
}

// The statement over all arms; its values go into `values`.
QString statement(const Listing &listing, const QString &columns, const Bound &bound, bool descending,
                  int limit, QVariantList *values)
{
    QStringList arms;
    if (listing.splitValues.isEmpty())
        arms.append(armOf(listing, columns, bound, nullptr, values));
    for (const QString &value : listing.splitValues)
        arms.append(armOf(listing, columns, bound, &value, values));
    values->append(limit);
    return arms.join(QStringLiteral(" UNION ALL "))
        + QStringLiteral(" ORDER BY seq %1 LIMIT ?")
              .arg(descending ? QLatin1StringView("DESC") : QLatin1StringView("ASC"));
}

bool exists(Store &store, const Listing &listing, const Bound &bound, bool descending)
{
    QVariantList values;
    const QString sql = statement(listing, QStringLiteral("seq"), bound, descending, 1, &values);
    return store.value(sql, values).isValid();
}

} // namespace

void Listing::add(const QString &condition, const QVariantList &with)
{
    conditions.append(condition);
    values.append(with);
}

void Listing::addRefs(const char *collectionColumn, const char *idColumn, const QList<Ref> &refs,
                      const char *index)
{
    if (refs.isEmpty())
        return;
    QJsonArray pairs;
    for (const Ref &ref : refs)
        pairs.append(QJsonArray {ref.collection, ref.id});
    add(QStringLiteral("(%1, %2) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]')"
                       " FROM json_each(?))")
            .arg(QLatin1StringView(collectionColumn), QLatin1StringView(idColumn)),
        {QString::fromUtf8(jsonText(pairs))});
    from += QStringLiteral(" INDEXED BY ") + QLatin1StringView(index);
}

static QByteArray cursorText(char kind, qint64 seq)
{
    const QByteArray plain = QByteArray("sandbox:") + kind + ':' + QByteArray::number(seq);
    return plain.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QString cursorFor(char kind, qint64 seq)
{
    return QString::fromLatin1(cursorText(kind, seq));
}

std::optional<qint64> seqOf(char kind, const QString &cursor)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        cursor.toUtf8(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray prefix = QByteArray("sandbox:") + kind + ':';
    if (!decoded || !decoded.decoded.startsWith(prefix))
        return std::nullopt;
    bool ok = false;
    const qint64 seq = decoded.decoded.mid(prefix.size()).toLongLong(&ok);
    return ok && seq >= -1 && seq <= mostSeq ? std::optional(seq) : std::nullopt;
}

PageRequest readPage(Params &params, char kind, int maxSize)
{
    PageRequest page;
    const auto cursor = [&](const QString &name) {
        const QString text = params.text(name);
        const auto seq = seqOf(kind, text);
        if (!text.isNull() && !seq)
            params.problems.add(name, QStringLiteral("is not a cursor of this list"));
        return seq;
    };
    page.after = cursor(QStringLiteral("after"));
    page.before = cursor(QStringLiteral("before"));
    page.size = params.integer(QStringLiteral("page_size"), 1, maxSize).value_or(50);
    if (page.after && page.before)
        params.problems.add(QStringLiteral("before"), QStringLiteral("can't be combined with after"));
    return page;
}

bool firstRows(Store &store, const Listing &listing, int most,
               const std::function<void(const QSqlQuery &)> &row)
{
    QVariantList values;
    const QString sql = statement(listing, listing.columns, {}, listing.newestFirst, most, &values);
    return store.each(sql, values, [&](const QSqlQuery &query) {
        row(query);
        return true;
    });
}

qint64 countRows(Store &store, const Listing &listing)
{
    QVariantList values;
    const QString rows = statement(listing, QStringLiteral("seq"), {}, false, -1, &values);
    return store.value(QStringLiteral("SELECT count(*) FROM (%1)").arg(rows), values).toLongLong();
}

QByteArray writePage(Store &store, const Listing &listing, const PageRequest &page, const PageWriter &writer)
{
    // Going backwards reads the rows next to the cursor first, and turns them round.
    const bool backwards = page.before.has_value();
    const bool descending = listing.newestFirst != backwards;
    const auto from = backwards ? page.before : page.after;
    QVariantList values;
    const Bound onward {from, descending, false};
    const QString sql = statement(listing, listing.columns, onward, descending, page.size + 1, &values);

    QList<QByteArray> members;
    qint64 first = 0, last = 0;
    bool more = false;
    store.each(sql, values, [&](const QSqlQuery &row) {
        if (members.size() == page.size) {
            more = true;
            return false;
        }
        last = row.value(0).toLongLong();
        if (members.isEmpty())
            first = last;
        writer.member(row, writer.withCursors ? '"' + cursorText(writer.kind, last) + '"' : QByteArray(),
                      members.emplaceBack());
        return true;
    });
    // Towards where we came from; without a cursor nothing can be there.
    bool behind = from && exists(store, listing, {from, !descending, true}, !descending);
    if (from && members.isEmpty()) // the way back begins with the cursor's own row
        first = last = descending ? *from - 1 : *from + 1;
    if (backwards) {
        std::reverse(members.begin(), members.end());
        std::swap(first, last);
        std::swap(more, behind);
    }

    QByteArray out = QByteArray("{\"") + writer.key + "\":[";
    qsizetype bytes = out.size() + writer.extra.size() + 256;
    for (const QByteArray &member : std::as_const(members))
        bytes += member.size() + 1;
    out.reserve(bytes);
    for (const QByteArray &member : std::as_const(members)) {
        out += member;
        out += ',';
    }
    if (!members.isEmpty())
        out.chop(1);
    out += "],\"page_info\":";
    ObjectText info(out);
    info.text("__typename", QStringLiteral("PageInfo"))
        .text("after", more ? cursorFor(writer.kind, last) : QString());
    info.text("before", behind ? cursorFor(writer.kind, first) : QString()).number("page_size", page.size);
    if (writer.totalCount >= 0)
        info.number("total_count", writer.totalCount);
    info.end();
    out += writer.extra;
    out += '}';
    return out;
}

} // namespace api::sandbox
