// A made-up world in memory, and a look at its rows.
#pragma once

#include "api/sandbox/migrations.h"
#include "api/sandbox/workflows.h"
#include "api/sandbox/world.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>

namespace worldtest {

using namespace api;
using namespace api::sandbox;

inline const Timestamp now = Timestamp::fromWire(u"2026-03-04T15:20:00Z");
inline constexpr WorldSize small {400, 6000, 30};

class Database // in memory, migrated; gone with the object
{
public:
    Database()
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        db.setDatabaseName(QStringLiteral(":memory:"));
        QString error;
        if (!db.open() || !migrate(db, &error))
            qFatal("%s", qPrintable(error));
    }
    ~Database()
    {
        db().close();
        QSqlDatabase::removeDatabase(m_name);
    }
    Q_DISABLE_COPY_MOVE(Database)
    QSqlDatabase db() const { return QSqlDatabase::database(m_name); }

    bool fill(quint64 seed, WorldSize size, Timestamp at = now)
    {
        QSqlDatabase target = db();
        QString error;
        const bool ok = makeWorld(target, Workflows::builtIn(), seed, size, at, {}, &error);
        if (!ok)
            qWarning().noquote() << error;
        return ok;
    }
    QList<QVariantList> rows(const char *sql) const
    {
        QSqlQuery query(db());
        QList<QVariantList> out;
        if (!query.exec(QLatin1StringView(sql)))
            qFatal("%s", qPrintable(query.lastError().text()));
        const int width = query.record().count();
        while (query.next()) {
            QVariantList row;
            for (int i = 0; i < width; ++i)
                row += query.value(i);
            out += row;
        }
        return out;
    }
    QVariant value(const char *sql) const { return rows(sql).value(0).value(0); }
    QByteArray checksum() const
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (const char *table : {"users", "objects", "preference_sets", "channel_data", "subscriptions",
                                  "audience_members", "schedules", "runs", "run_events", "run_activities",
                                  "messages", "events", "activities", "delivery_logs", "world"}) {
            const QByteArray sql = QByteArray("SELECT * FROM ") + table + " ORDER BY 1, 2";
            for (const QVariantList &row : rows(sql.constData())) {
                for (const QVariant &cell : row)
                    hash.addData((cell.toString() + u'\n').toUtf8());
            }
        }
        return hash.result().toHex();
    }

private:
    static inline int s_count = 0;
    QString m_name = QStringLiteral("world-%1").arg(++s_count);
};

inline QJsonObject object(const QVariant &text)
{
    return QJsonDocument::fromJson(text.toString().toUtf8()).object();
}

inline QStringList column(const Database &world, const char *sql)
{
    QStringList out;
    for (const QVariantList &row : world.rows(sql))
        out += row.first().toString();
    return out;
}

} // namespace worldtest
