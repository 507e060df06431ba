// A list of people over a scripted network, and the pages that it gets.
#pragma once

#include "models/lists.h"
#include "support/fakenetwork.h"

#include <QAbstractItemModelTester>

namespace peoplelist {

using State = models::CursorListBase::State;

inline QByteArray entry(const QString &id, const QString &name = {})
{
    return QStringLiteral(R"({"id": "%1", "name": "%2"})").arg(id, name.isEmpty() ? id : name).toUtf8();
}

inline QByteArray pageOf(const QByteArrayList &entries, const QByteArray &after = {})
{
    const QByteArray cursor = after.isEmpty() ? "null" : '"' + after + '"';
    return "{\"entries\": [" + entries.join(',') + "], \"page_info\": {\"after\": " + cursor
        + ", \"before\": null, \"page_size\": 50}}";
}

inline QByteArray page(const QStringList &ids, const QByteArray &after = {})
{
    QByteArrayList entries;
    for (const QString &id : ids)
        entries += entry(id);
    return pageOf(entries, after);
}

inline QByteArray numbered(int from, int count, const QByteArray &after = {})
{
    QStringList ids;
    for (int i = from; i < from + count; ++i)
        ids += QStringLiteral("u%1").arg(i);
    return page(ids, after);
}

inline constexpr const char *firstPage = "/v1/users?page_size=50";
inline constexpr const char *secondPage = "/v1/users?after=c1&page_size=50";
inline constexpr const char *thirdPage = "/v1/users?after=c2&page_size=50";

struct Fixture
{
    FakeNetwork net;
    api::Client client {testConnection(), &net};
    models::PeopleModel model {client};
    QAbstractItemModelTester tester {&model, QAbstractItemModelTester::FailureReportingMode::Fatal};

    Fixture() { tester.setUseFetchMore(false); }
    void open() { model.setSource(models::sources::people()); }
    QStringList ids() const
    {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list += model.idAt(row);
        return list;
    }
};

} // namespace peoplelist
