// Filling an empty database fast: without a journal, without waiting for the disk, and with indexes that are
// built in one go at the end. What is cut off meanwhile is of no use any more.
#pragma once

#include <QHash>
#include <QList>
#include <QSqlDatabase>
#include <QString>
#include <functional>

namespace api::sandbox {

class LoadMode
{
public:
    explicit LoadMode(QSqlDatabase &db);
    ~LoadMode(); // back to the settings from before; indexes that were not built are gone
    Q_DISABLE_COPY_MOVE(LoadMode)

    // Builds the indexes. Calls `step` before each with the part that is done (0 to 1); false stops.
    bool buildIndexes(const std::function<bool(double)> &step);
    QString error() const { return m_error; } // null when all went well

private:
    struct Index
    {
        QString name, sql;
    };
    bool run(const QString &sql);
    void set(const QString &pragma, const QString &value);

    QSqlDatabase &m_db;
    QString m_error;
    QList<Index> m_dropped;
    QList<std::pair<QString, QString>> m_before; // pragma and value
};

} // namespace api::sandbox
