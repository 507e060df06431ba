#include "api/sandbox/loadmode.h"

#include <QSqlError>
#include <QSqlQuery>

namespace api::sandbox {

LoadMode::LoadMode(QSqlDatabase &db)
    : m_db(db)
{
    set(QStringLiteral("journal_mode"), QStringLiteral("OFF"));
    set(QStringLiteral("synchronous"), QStringLiteral("0"));
    set(QStringLiteral("foreign_keys"), QStringLiteral("0"));
    // The sorting for an index of millions of rows goes to the disk, not into memory.
    set(QStringLiteral("temp_store"), QStringLiteral("1"));
    {
        QSqlQuery query(m_db);
        query.exec(QStringLiteral("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT "
                                  "NULL ORDER BY rowid"));
        while (query.next())
            m_dropped += Index {query.value(0).toString(), query.value(1).toString()};
    }
    for (const Index &index : std::as_const(m_dropped))
        run(QStringLiteral("DROP INDEX \"%1\"").arg(index.name));
}

LoadMode::~LoadMode()
{
    for (auto it = m_before.crbegin(); it != m_before.crend(); ++it)
        run(QStringLiteral("PRAGMA %1 = %2").arg(it->first, it->second));
}

bool LoadMode::buildIndexes(const std::function<bool(double)> &step)
{
    const auto all = double(m_dropped.size());
    while (!m_dropped.isEmpty() && m_error.isNull()) {
        if (step && !step(1 - double(m_dropped.size()) / all))
            return false;
        run(m_dropped.takeFirst().sql);
    }
    return m_error.isNull();
}

bool LoadMode::run(const QString &sql)
{
    QSqlQuery query(m_db);
    if (query.exec(sql))
        return true;
    if (m_error.isNull())
        m_error = query.lastError().text();
    return false;
}

void LoadMode::set(const QString &pragma, const QString &value)
{
    QSqlQuery query(m_db);
    if (query.exec(QStringLiteral("PRAGMA ") + pragma) && query.next())
        m_before += {pragma, query.value(0).toString()};
    query.finish();
    run(QStringLiteral("PRAGMA %1 = %2").arg(pragma, value));
}

} // namespace api::sandbox
