// The sources of an export for the rows of any list: what the service has, and what is loaded.
#pragma once

#include "api/client/client.h"
#include "models/pagemaker.h"

#include <QTimer>
#include <array>
#include <cstring>

namespace models {

// A cell as a program reads it: times as ISO 8601 in UTC, ids, words of the wire.
inline QString machineCell(const api::Recipient &v)
{
    return v.isObject() ? v.collection + u'/' + v.id : v.id;
}
inline QString machineCell(const api::EngagementStatuses &v)
{
    return v.words().join(u' ');
}
template <class M>
QString machineCell(const M &v)
{
    return machineText(api::write(v));
}

// Of a broken row what came, not what could be made of it.
template <class T, class M>
QString machineCell(const api::Row<T> &row, const api::Field<T, M> &field)
{
    return row.isBroken() ? machineText(api::valueAt(row.value.raw, field.path))
                          : machineCell(row.value.*field.member);
}

// What rows of T look like in a file. The columns of CSV are the fields of T.
template <api::Described T>
class RowText
{
public:
    static constexpr std::size_t count = std::tuple_size_v<std::decay_t<decltype(T::fields)>>;
    using Texts = std::array<QString, count>;

    explicit RowText(const ExportShape &shape)
        : m_shape(shape)
        , m_order(orderOf(shape.columns))
    {
    }
    FileFrame frame() const
    {
        Texts names;
        std::size_t at = 0;
        api::forEachField<T>([&](const auto &field) {
            const char *bar = std::strchr(field.path, '|');
            names[at++] = QString::fromLatin1(field.path, bar ? bar - field.path : -1);
        });
        return frameOf(m_shape.format, ordered(names), m_shape.mark);
    }
    QByteArray text(const api::Row<T> &row) const
    {
        if (m_shape.format == FileFormat::Csv)
            return csvLine(ordered(cells(row)));
        return jsonRow(m_shape.format, row.value.raw);
    }

private:
    // The shown columns, the other labelled fields, the rest.
    static QList<std::size_t> orderOf(const QList<int> &columns)
    {
        QList<std::size_t> labelled, rest, order;
        std::size_t at = 0;
        api::forEachField<T>(
            [&](const auto &field) { (field.label != nullptr ? labelled : rest).append(at++); });
        for (const int column : columns)
            order.append(labelled.at(column));
        for (const std::size_t field : labelled + rest) {
            if (!order.contains(field))
                order.append(field);
        }
        return order;
    }
    QStringList ordered(const Texts &texts) const
    {
        QStringList out;
        out.reserve(qsizetype(count));
        for (const std::size_t field : m_order)
            out.append(texts[field]);
        return out;
    }
    static Texts cells(const api::Row<T> &row)
    {
        Texts texts;
        std::size_t at = 0;
        api::forEachField<T>([&](const auto &field) { texts[at++] = machineCell(row, field); });
        return texts;
    }

    ExportShape m_shape;
    QList<std::size_t> m_order;
};

template <class T>
api::Timestamp timeOf(const T &value)
{
    if constexpr (requires { value.insertedAt; })
        return value.insertedAt;
    else
        return {};
}

// All that a list of the service holds, asked for in the background.
template <class T, class PageT>
class ListExport : public ExportSource
{
public:
    using Source = std::function<api::Request<PageT>(const api::PageQuery &)>;

    ListExport(api::Client &client, Source source, const ExportShape &shape)
        : m_client(client)
        , m_source(std::move(source))
        , m_rows(shape)
        , m_first(m_source({}))
    {
    }
    FileFrame frame() const override { return m_rows.frame(); }
    const api::EndpointInfo *timedEndpoint() const override { return isTimed ? m_first.endpoint : nullptr; }
    api::TimeRange range() const override
    {
        if constexpr (isTimed)
            return api::rangeOf(m_first);
        else
            return {};
    }
    int pageSize() const override { return m_first.endpoint->maxPageSize; }
    api::Call ask(const api::TimeRange &range, const QString &after, Done done) override
    {
        api::PageQuery query;
        query.after = after;
        query.pageSize = pageSize();
        api::Request<PageT> request = m_source(query).background();
        if constexpr (isTimed)
            request = api::within(std::move(request), range);
        return m_client.send<PageT>(request, [this, done = std::move(done)](api::Result<PageT> result) {
            if (!result.ok())
                return done(api::Result<ExportedPage>(result.error()));
            auto page = std::make_shared<const PageT>(std::move(result.value()));
            m_maker.make([this, page] { return pageOf(*page); },
                         [done, problems = result.problems()](ExportedPage made) {
                             done(api::Result<ExportedPage>(std::move(made), problems));
                         });
        });
    }

private:
    static constexpr bool isTimed = requires(api::Request<PageT> request) { api::rangeOf(request); };

    ExportedPage pageOf(const PageT &page) const
    {
        ExportedPage out;
        out.after = page.info.after;
        out.total = page.info.totalCount.value_or(-1);
        out.rows.reserve(std::size_t(page.rows.size()));
        for (const auto &row : page.rows)
            out.rows.push_back({row.value.id, timeOf(row.value), m_rows.text(row)});
        return out;
    }

    api::Client &m_client;
    Source m_source;
    RowText<T> m_rows;
    api::Request<PageT> m_first;
    PageMaker m_maker; // the last: it works with the others
};

// Rows that are there, a few at a time. They are kept as they came: their list may go meanwhile.
template <class T>
class LoadedExport : public ExportSource
{
public:
    LoadedExport(QList<QJsonObject> rows, const ExportShape &shape)
        : m_raw(std::move(rows))
        , m_rows(shape)
    {
        m_turn.setSingleShot(true);
        QObject::connect(&m_turn, &QTimer::timeout, &m_turn, [this] {
            const Done done = std::exchange(m_done, {});
            done(api::Result<ExportedPage>(pageFrom(m_from)));
        });
    }
    FileFrame frame() const override { return m_rows.frame(); }
    int pageSize() const override { return 100; }
    api::Call ask(const api::TimeRange &, const QString &after, Done done) override
    {
        m_from = after.toLongLong();
        m_done = std::move(done);
        m_turn.start(0);
        return {};
    }

private:
    ExportedPage pageFrom(qsizetype from) const
    {
        ExportedPage out;
        out.total = m_raw.size();
        const qsizetype end = std::min(m_raw.size(), from + pageSize());
        for (qsizetype i = from; i < end; ++i) {
            api::Row<T> row;
            api::readRow(m_raw.at(i), row, [] { return QString(); });
            out.rows.push_back({row.value.id, timeOf(row.value), m_rows.text(row)});
        }
        if (end < m_raw.size())
            out.after = QString::number(end);
        return out;
    }

    QList<QJsonObject> m_raw;
    RowText<T> m_rows;
    QTimer m_turn;
    qsizetype m_from = 0;
    Done m_done;
};

} // namespace models
