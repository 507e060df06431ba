// Rows of every list, put in and taken out by chance, and remembered, so that what a list must show is known
// without asking it.
#pragma once

#include "sandbox/sandboxfixture.h"

namespace sandboxtest {

struct PagedRow
{
    QString key; // never used again
    int born = 0; // the order of creation
    QHash<QByteArray, QString> is;
    bool pinned = false;
};

class PagingWorld
{
public:
    explicit PagingWorld(quint64 seed)
        : m_random(seed)
    {
        f.addUser("focus");
        pin("users", "focus");
        f.send("PUT", "/v1/objects/d/focus", "{}");
        f.send("PUT", "/v1/objects/teams/focus", "{}");
        message("focus-message",
                {{"channel", "feed-1"}, {"who", "focus"}, {"workflow", "comment"}, {"status", "sent"}});
        pin("messages", "focus-message");
    }

    QList<PagedRow> &rows(const QByteArray &table) { return m_rows[table]; }
    const PagedRow &row(const QByteArray &table, const QString &key)
    {
        return m_all[table + '/' + key.toUtf8()];
    }
    QString oneOf(const QStringList &words)
    {
        return words.at(qsizetype(m_random.below(quint64(words.size()))));
    }
    int below(int n) { return int(m_random.below(quint64(n))); }

    // About as many rows as `usual` after a while.
    void change(const QByteArray &table, int usual)
    {
        if (below(2 * usual) >= rows(table).size())
            insert(table);
        else
            removeOne(table);
    }
    void insert(const QByteArray &table)
    {
        m_is.clear();
        m_key = QString::fromLatin1(table.left(2)) + QString::number(++m_count);
        f.now.us += second;
        (this->*insertion(table))();
        add(table, m_key, m_is, false);
    }
    void removeOne(const QByteArray &table)
    {
        QList<PagedRow> &all = rows(table);
        // The newest ones often: their place in the order must not be given away again.
        const qsizetype at = below(3) == 0 ? all.size() - 1 : below(int(all.size()));
        if (all.isEmpty() || all.at(at).pinned)
            return;
        const QString key = all.takeAt(at).key;
        const bool isPair = table == "subscriptions";
        f.store->run(QStringLiteral("DELETE FROM %1 WHERE %2")
                         .arg(sqlTable(table), isPair ? "? IN (object_id, recipient_id)" : "id = ?"),
                     {key});
    }

    Fixture f;

private:
    using Insertion = void (PagingWorld::*)();
    static Insertion insertion(const QByteArray &table)
    {
        static const QHash<QByteArray, Insertion> all {
            {"users", &PagingWorld::user},         {"objects", &PagingWorld::object},
            {"tenants", &PagingWorld::tenant},     {"messages", &PagingWorld::anyMessage},
            {"events", &PagingWorld::event},       {"activities", &PagingWorld::activity},
            {"delivery_logs", &PagingWorld::log},  {"subscriptions", &PagingWorld::subscription},
            {"schedules", &PagingWorld::schedule}, {"runs", &PagingWorld::run}};
        return all.value(table);
    }
    static QString sqlTable(const QByteArray &table)
    {
        return table == "tenants" ? "objects" : QString(table);
    }

    void add(const QByteArray &table, const QString &key, const QHash<QByteArray, QString> &is, bool pinned)
    {
        const PagedRow made {key, ++m_born, is, pinned};
        rows(table).append(made);
        m_all.insert(table + '/' + key.toUtf8(), made);
    }
    void pin(const QByteArray &table, const QString &key) { add(table, key, m_is, true); }
    QString choose(const QByteArray &name, const QStringList &words) { return m_is[name] = oneOf(words); }
    static QVariant orNull(const QString &text) { return text.isEmpty() ? QVariant() : QVariant(text); }
    void run(const QString &sql, const QVariantList &values)
    {
        if (!f.store->run(sql, values))
            qFatal("%s", qPrintable(f.store->takeError()));
    }

    void user() { f.addUser(m_key); }
    void object()
    {
        run("INSERT INTO objects (collection, id, properties, updated_at) VALUES (?, ?, '{}', ?)",
            {choose("collection", {"docks", "boats"}), m_key, f.now.us});
    }
    void tenant() { f.addTenant(m_key, {{"name", choose("name", {"North", "South"})}}); }
    void anyMessage()
    {
        choose("channel", {"feed-1", "mail-1"});
        choose("who", {"focus", "d/focus", "other"});
        choose("workflow", {"comment", "invoice"});
        choose("status", {"sent", "queued", "delivered"});
        choose("tenant", {"", "port", "north"});
        choose("n", {"1", "2"});
        for (const char *mark : {"seen", "read", "archived", "interacted", "link_clicked"})
            choose(mark, {"", "yes"});
        choose("run", {"run-1", "run-2"});
        choose("own run", {"own-1", "own-2"});
        m_is["time"] = f.now.toWire();
        message(m_key, m_is);
    }
    void message(const QString &id, const QHash<QByteArray, QString> &is)
    {
        m_is = is;
        const bool ofObject = is.value("who").startsWith("d/");
        MessageSpec spec;
        spec.id = id;
        spec.recipient = ofObject ? is.value("who").mid(2) : is.value("who");
        spec.collection = ofObject ? "d" : "";
        spec.channel = is.value("channel");
        spec.workflow = is.value("workflow");
        spec.tenant = is.value("tenant");
        spec.status = is.value("status");
        spec.data = "{\"n\":" + is.value("n", "0").toUtf8() + '}';
        const qint64 seq = f.addMessage(spec);
        m_is["time"] = f.now.toWire();
        const auto at
            = [&](const char *mark) { return is.value(mark).isEmpty() ? QVariant() : QVariant(f.now.us); };
        run("UPDATE messages SET seen_at = ?, read_at = ?, archived_at = ?, interacted_at = ?,"
            " link_clicked_at = ?, run_id = ?, recipient_run_id = ? WHERE seq = ?",
            {at("seen"), at("read"), at("archived"), at("interacted"), at("link_clicked"),
             is.value("run", "run-0"), is.value("own run", "own-0"), seq});
    }
    void event()
    {
        run("INSERT INTO events (id, message_seq, type, inserted_at) VALUES (?, 1, 'message.seen', ?)",
            {m_key, f.now.us});
    }
    void activity() { f.addActivity(1, m_key, {}, "{\"n\":" + choose("n", {"1", "2"}).toUtf8() + '}'); }
    void log()
    {
        run("INSERT INTO delivery_logs (id, message_seq, service_name, request, response, inserted_at)"
            " VALUES (?, 1, 'x', '{}', '{}', ?)",
            {m_key, f.now.us});
    }
    // One end is the focus, the other is new.
    void subscription()
    {
        const QString end = choose("end", {"object", "user", "team"});
        const bool toFocus = end == "object";
        const QString collection = toFocus ? choose("collection", {"", "boats"})
            : end == "team"                ? "teams"
                                           : "";
        run("INSERT INTO subscriptions (object_collection, object_id, recipient_collection, recipient_id,"
            " inserted_at, updated_at) VALUES ('d', ?, ?, ?, ?, ?)",
            {toFocus ? "focus" : m_key, collection, toFocus ? m_key : "focus", f.now.us, f.now.us});
    }
    void schedule()
    {
        const QString who = choose("who", {"focus", "d/focus", "other"});
        run("INSERT INTO schedules (id, workflow, recipient_collection, recipient_id, tenant, data, repeats,"
            " inserted_at, updated_at) VALUES (?, ?, ?, ?, ?, '{}', '[]', ?, ?)",
            {m_key, choose("workflow", {"comment", "invoice"}), who.startsWith("d/") ? "d" : "",
             who.startsWith("d/") ? who.mid(2) : who, orNull(choose("tenant", {"", "port"})), f.now.us,
             f.now.us});
    }
    void run()
    {
        m_is["time"] = f.now.toWire();
        const QString who = choose("who", {"focus", "d/focus", "other"});
        const bool ofObject = who.startsWith("d/");
        run("INSERT INTO runs (id, run_id, workflow, recipient_collection, recipient_id, tenant, status,"
            " error_count, trigger_type, data, inserted_at, updated_at) VALUES (?, 'r', ?, ?, ?, ?, ?, ?,"
            " 'api', '{}', ?, ?)",
            {m_key, choose("workflow", {"comment", "invoice"}), ofObject ? "d" : "",
             ofObject ? who.mid(2) : who, orNull(choose("tenant", {"", "port"})),
             choose("status", {"queued", "paused", "completed"}), choose("errors", {"0", "2"}).toInt(),
             f.now.us, f.now.us});
    }

    Random m_random;
    QHash<QByteArray, QList<PagedRow>> m_rows;
    QHash<QByteArray, PagedRow> m_all;
    QHash<QByteArray, QString> m_is; // of the row that is being made
    QString m_key;
    int m_count = 0, m_born = 0;
};

} // namespace sandboxtest
