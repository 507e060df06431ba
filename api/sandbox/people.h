// The made-up people of the world. Person number n is a pure function of the seed and n, so that a world of
// any size needs no list of them.
#pragma once

#include "api/sandbox/chance.h"

#include <QJsonObject>
#include <QStringList>
#include <vector>

namespace api::sandbox {

struct Person
{
    QString id;
    QString name; // null: has none
    QString email; // null: has none
    QString phone; // null: has none
    QString locale; // null: unknown
    QString timezone; // null: unknown
};

class People
{
public:
    People(const Random &root, qint64 count);

    qint64 count() const { return m_count; }
    Person at(qint64 index) const; // remembered for a while
    QJsonObject body(qint64 index, Timestamp now) const; // User, as the API sends it
    bool getsMessages(qint64 index) const; // about 8 % never do
    // 0: the rich example, on top of every list; the next few are ordinary people with much mail, too.
    static bool isExample(qint64 index) { return index < 5; }

private:
    struct Name
    {
        QString native;
        QString latin;
    };
    struct Region
    {
        QStringList locales, zones;
        QString phone;
        bool familyFirst;
        QString join;
        std::vector<Name> given, family;
    };
    struct Named // what all the rest of a person follows from
    {
        const Region *region;
        Name given, family;
        QString full;
    };
    void load(const QJsonObject &json);
    Person make(qint64 index) const;
    Named named(qint64 index, Random &random) const;
    QString longName(const Region &region, Random &random) const;
    QString idOf(qint64 index, const Named &who, const QString &email) const;
    QString companyOf(qint64 index) const;
    void addProperties(QJsonObject &body, qint64 index, Random &random, Timestamp now) const;

    struct Remembered
    {
        qint64 index = -1;
        Person person;
    };
    mutable std::vector<Remembered> m_memory; // one slot for each remainder of the index
    Random m_root;
    qint64 m_count;
    std::vector<Region> m_regions;
    std::vector<quint16> m_lottery; // a region's index as often as its weight
    QStringList m_companies, m_roles, m_emoji, m_oddIds;
};

} // namespace api::sandbox
