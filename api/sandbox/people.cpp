#include "api/sandbox/people.h"

#include "api/sandbox/draw.h"
#include "api/sandbox/jsontext.h"
#include "api/schema/timespan.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace api::sandbox {

namespace {

QStringList texts(const QJsonValue &list)
{
    QStringList out;
    for (const QJsonValue &value : list.toArray())
        out += value.toString();
    return out;
}

// A few oddities come round at fixed distances, so that the smallest world has them, too.
bool everyNth(qint64 index, int n, int offset)
{
    return !People::isExample(index) && index % n == offset;
}

// A number of its own for each person, without being their position in the list.
qint64 numberOf(qint64 index)
{
    return index / 1000 * 1000 + (index % 1000 * 389 + 204) % 1000;
}

QString letters(QChar c) // what decomposing leaves alone
{
    switch (c.unicode()) {
    case u'ø':
        return QStringLiteral("o");
    case u'ł':
        return QStringLiteral("l");
    case u'ß':
        return QStringLiteral("ss");
    case u'æ':
        return QStringLiteral("ae");
    case u'œ':
        return QStringLiteral("oe");
    case u'þ':
        return QStringLiteral("th");
    case u'ð':
    case u'đ':
        return QStringLiteral("d");
    case u'ı':
        return QStringLiteral("i");
    default:
        return c;
    }
}

QString slug(const QString &text, QChar gap)
{
    QString out;
    for (const QChar raw : text.normalized(QString::NormalizationForm_KD).toLower()) {
        if (raw.isMark() || raw == u'’' || raw == u'\'')
            continue;
        const QString plain = letters(raw);
        if ((plain[0] >= u'a' && plain[0] <= u'z') || (plain[0] >= u'0' && plain[0] <= u'9'))
            out += plain;
        else if (!out.isEmpty() && !out.endsWith(gap))
            out += gap;
    }
    return out.endsWith(gap) ? out.chopped(1) : out;
}

} // namespace

People::People(const Random &root, qint64 count)
    : m_memory(4096)
    , m_root(root)
    , m_count(count)
{
    QFile file(QStringLiteral(":/sandbox/people.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the sandbox's resource people.json is not linked in");
    load(QJsonDocument::fromJson(file.readAll()).object());
}

void People::load(const QJsonObject &json)
{
    const auto names = [](const QJsonValue &list) {
        std::vector<Name> out;
        for (const QString &entry : texts(list))
            out.push_back({entry.section(u'|', 0, 0), entry.section(u'|', -1)});
        return out;
    };
    for (const QJsonValue &value : json.value(QLatin1StringView("regions")).toArray()) {
        const QJsonObject region = value.toObject();
        m_lottery.insert(m_lottery.end(), size_t(region.value(QLatin1StringView("weight")).toInt(1)),
                         quint16(m_regions.size()));
        m_regions.push_back({texts(region.value(QLatin1StringView("locales"))),
                             texts(region.value(QLatin1StringView("zones"))),
                             region.value(QLatin1StringView("phone")).toString(),
                             region.contains(QLatin1StringView("order")),
                             region.value(QLatin1StringView("join")).toString(QStringLiteral(" ")),
                             names(region.value(QLatin1StringView("given"))),
                             names(region.value(QLatin1StringView("family")))});
    }
    m_companies = texts(json.value(QLatin1StringView("companies")));
    m_roles = texts(json.value(QLatin1StringView("roles")));
    m_emoji = texts(json.value(QLatin1StringView("emoji")));
    m_oddIds = texts(json.value(QLatin1StringView("odd_ids")));
}

People::Named People::named(qint64 index, Random &random) const
{
    Named who {&m_regions[pick(m_lottery, random)], {}, {}, {}};
    if (index == 0) { // whom the examples and the tests know by name
        for (const Region &region : m_regions) {
            if (region.locales.first() == QLatin1StringView("es-ES"))
                who.region = &region;
        }
    }
    who.given = index == 0 ? who.region->given.front() : pick(who.region->given, random);
    who.family = index == 0 ? who.region->family.front() : pick(who.region->family, random);
    const bool familyFirst = who.region->familyFirst;
    who.full = (familyFirst ? who.family : who.given).native + who.region->join
        + (familyFirst ? who.given : who.family).native;
    if (everyNth(index, 89, 17))
        who.full = longName(*who.region, random);
    else if (everyNth(index, 97, 29))
        who.full = who.given.native + u' ' + pick(m_emoji, random) + u' ' + who.family.native;
    else if (everyNth(index, 31, 13))
        who.full = QString();
    return who;
}

QString People::longName(const Region &region, Random &random) const
{
    QString name = pick(region.given, random).native;
    while (name.size() < 200)
        name += u' ' + (random.chance(0.6) ? pick(region.given, random) : pick(region.family, random)).native;
    return name.left(200).trimmed();
}

QString People::idOf(qint64 index, const Named &who, const QString &email) const
{
    const QString number = QString::number(numberOf(index));
    const QString latin = slug(who.given.latin + u' ' + who.family.latin, u'-');
    if (everyNth(index, 61, 23)) {
        QString id = m_oddIds.at(index / 61 % m_oddIds.size());
        id.replace(QLatin1StringView("%latin"), latin).replace(QLatin1StringView("%number"), number);
        id.replace(QLatin1StringView("%name"), who.full.isEmpty() ? latin : who.full);
        return id.replace(QLatin1StringView("%mail"), email.isEmpty() ? latin + u'@' + number : email);
    }
    return (who.full.isNull() ? QStringLiteral("guest") : latin) + u'-' + number;
}

QString People::companyOf(qint64 index) const
{
    Random random = m_root.fork(Stream::Company, quint64(index));
    return index == 0 ? m_companies.first() : pick(m_companies, random);
}

Person People::at(qint64 index) const
{
    Remembered &slot = m_memory[size_t(index) % m_memory.size()];
    if (slot.index != index)
        slot = {index, make(index)};
    return slot.person;
}

Person People::make(qint64 index) const
{
    Random random = m_root.fork(Stream::Person, quint64(index));
    const Named who = named(index, random);
    Person person;
    person.name = who.full;
    if (!everyNth(index, 17, 7)) {
        const QString company = slug(companyOf(index), u'-');
        person.email = slug(who.given.latin, u'.') + u'.' + slug(who.family.latin, u'.')
            + (index == 0 ? QString() : QString::number(numberOf(index))) + u'@'
            + (company.isEmpty() ? QStringLiteral("mail") : company) + QStringLiteral(".example");
    }
    person.id = idOf(index, who, person.email);
    const bool isPlain = isExample(index);
    if (isPlain || random.chance(0.8)) {
        person.phone = who.region->phone;
        for (QChar &c : person.phone) {
            if (c == u'#')
                c = QChar(u'0' + char16_t(random.below(10)));
        }
    }
    if (isPlain || random.chance(0.92))
        person.locale = index == 0 ? who.region->locales.first() : pick(who.region->locales, random);
    if (isPlain || random.chance(0.92))
        person.timezone = index == 0 ? who.region->zones.first() : pick(who.region->zones, random);
    return person;
}

QJsonObject People::body(qint64 index, Timestamp now) const
{
    const Person person = at(index);
    Random random = m_root.fork(Stream::Properties, quint64(index));
    const double age = random.unit();
    const Timestamp updated {now.us - qint64(age * age * 90.0 * double(dayUs))};
    const Timestamp created {updated.us - qint64(random.below(1000)) * dayUs
                             - qint64(random.below(quint64(dayUs)))};
    const bool hasPicture = !isExample(index) && random.chance(0.12);
    QJsonObject body {{QStringLiteral("__typename"), QStringLiteral("User")},
                      {QStringLiteral("id"), person.id},
                      {QStringLiteral("name"), jsonOrNull(person.name)},
                      {QStringLiteral("email"), jsonOrNull(person.email)},
                      {QStringLiteral("phone_number"), jsonOrNull(person.phone)},
                      {QStringLiteral("locale"), jsonOrNull(person.locale)},
                      {QStringLiteral("timezone"), jsonOrNull(person.timezone)},
                      {QStringLiteral("avatar"),
                       hasPicture ? QJsonValue(
                           QStringLiteral("https://img.parkway.example/people/%1.png").arg(numberOf(index)))
                                  : QJsonValue()},
                      {QStringLiteral("created_at"),
                       isExample(index) || random.chance(0.7) ? QJsonValue(created.toWire()) : QJsonValue()},
                      {QStringLiteral("updated_at"), updated.toWire()}};
    addProperties(body, index, random, now);
    return body;
}

void People::addProperties(QJsonObject &body, qint64 index, Random &random, Timestamp now) const
{
    static const QStringList plans {QStringLiteral("free"), QStringLiteral("team"),
                                    QStringLiteral("business"), QStringLiteral("enterprise")};
    const auto set
        = [&](const char *key, const QJsonValue &value) { body.insert(QLatin1StringView(key), value); };
    const bool isRich = isExample(index);
    if (isRich || random.chance(0.85))
        set("company", companyOf(index));
    const QString plan = index == 0 ? plans.at(2) : pick(plans, random);
    const QString role = index == 0 ? m_roles.at(2) : pick(m_roles, random);
    set("plan", plan);
    set("role", role);
    if (role == m_roles.at(0) || role == m_roles.at(1) || isRich)
        set("seats", int(random.below(240)) + 3);
    if (plan == plans.first())
        set("trial_ends", Timestamp {now.us + qint64(random.below(40)) * dayUs - 10 * dayUs}.toWire());
    else if (isRich || random.chance(0.3))
        set("trial_ends", QJsonValue());
    if (isRich || random.chance(0.2))
        set("beta_features", random.chance(0.5));
    if (random.chance(0.12))
        set("tags",
            QJsonArray {QStringLiteral("webinar"), QStringLiteral("vip"),
                        QStringLiteral("q%1").arg(random.below(4) + 1)});
    if (isRich || random.chance(0.08))
        set("quiet_hours",
            QJsonObject {{QStringLiteral("from"), 20 + int(random.below(4))}, {QStringLiteral("to"), 7}});
    if (random.chance(0.1))
        set("nps", double(random.below(21)) / 2);
    if (everyNth(index, 50, 31))
        set("legacy_import", true);
}

bool People::getsMessages(qint64 index) const
{
    return isExample(index) || !m_root.fork(Stream::Silence, quint64(index)).chance(0.08);
}

} // namespace api::sandbox
