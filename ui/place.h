#pragma once

#include <QList>
#include <QPair>
#include <QString>

namespace ui {

// Where the console can be: `user:alice`, `message:2f…`, `bulk:9c…`, `people`, `messages?status=bounced`,
// `user:alice/feed`, `object:projects/apollo`. The address is all there is: tabs, history, links and the
// command line share it.
struct Place
{
    QString kind; // people, messages, bulk, user, message, object; a list when id is empty
    QString id; // any text; percent-encoded in the address where it needs to be; of an object COLLECTION/ID
    QString section; // the tab inside the page: feed, messages, preferences, …; may be empty
    QList<QPair<QString, QString>> filters; // in the order of the address; a key may repeat

    QString address() const;
    // "doorman message:2f…": how somebody else opens the same place; quoted where a shell needs that.
    QString command() const;
    static Place fromAddress(const QString &address); // kind is empty when the text is no address
    static Place ofObject(const QString &collection, const QString &id, const QString &section = {});
    // Of an object: the part before the first slash of its id, which no collection has, and the one behind
    // it.
    QString collection() const;
    QString objectId() const;
    bool isValid() const { return !kind.isEmpty(); }
    QString filter(const QString &key) const; // the first one's value; null when absent
    QStringList filterList(const QString &key) const;
    void setFilter(const QString &key, const QStringList &values); // empty removes it
    // The same page: filters and section may differ.
    bool samePageAs(const Place &other) const { return kind == other.kind && id == other.id; }
    friend bool operator==(const Place &, const Place &) = default;
};

} // namespace ui
