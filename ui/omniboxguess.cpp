#include "ui/omniboxguess.h"

#include "models/vocabulary.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace ui {
namespace {

constexpr qsizetype mostKnown = 5;

struct OmniboxText
{
    Q_DECLARE_TR_FUNCTIONS(Omnibox)
};

QString person()
{
    return QStringLiteral("user");
}
QString message()
{
    return QStringLiteral("message");
}
QString bulk()
{
    return QStringLiteral("bulk");
}
QString object()
{
    return QStringLiteral("object");
}
QString workflow()
{
    return QStringLiteral("workflow");
}
QString channel()
{
    return QStringLiteral("channel");
}

constexpr const char *pageKinds[]
    = {"people", "messages", "bulk", "requests", "explorer", "environments", "writes"};

// What a page of its own is called; empty for other kinds.
QString pageName(const QString &kind)
{
    const std::pair<const char *, QString> names[] = {
        {"people", OmniboxText::tr("People")},         {"messages", OmniboxText::tr("Messages")},
        {"bulk", OmniboxText::tr("Bulk operations")},  {"requests", OmniboxText::tr("Requests")},
        {"explorer", OmniboxText::tr("API explorer")}, {"environments", OmniboxText::tr("Environments")},
        {"writes", OmniboxText::tr("Write log")},
    };
    for (const auto &[known, name] : names) {
        if (kind == QLatin1StringView(known))
            return name;
    }
    return {};
}

bool isHex(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

bool isUuid(const QString &text)
{
    if (text.size() != 36)
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != u'-' : !isHex(text[i]))
            return false;
    }
    return true;
}

// Messages have ids of 27 letters and digits.
bool isMessageId(const QString &text)
{
    constexpr qsizetype length = 27;
    return text.size() == length && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
           });
}

bool isCollection(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'-'
            || c == u'_' || c == u'$';
    });
}

QStringList kindsOf(const QString &id)
{
    if (isUuid(id))
        return {bulk(), person(), message(), channel()};
    if (isMessageId(id))
        return {message(), person(), bulk()};
    return {person()};
}

// The word of a collection, as in links and in what the service calls its types.
QString kindOfWord(const QString &word)
{
    const QString lower = word.toLower();
    if (lower == QLatin1StringView("users") || lower == QLatin1StringView("user"))
        return person();
    if (lower == QLatin1StringView("messages") || lower == QLatin1StringView("message"))
        return message();
    if (lower == QLatin1StringView("bulk_operations") || lower == QLatin1StringView("bulkoperation"))
        return bulk();
    if (lower == QLatin1StringView("workflows") || lower == QLatin1StringView("workflow"))
        return workflow();
    if (lower == QLatin1StringView("channels") || lower == QLatin1StringView("channel"))
        return channel();
    return {};
}

QList<Place> placesOfId(const QString &id)
{
    QList<Place> places;
    const QStringList kinds = kindsOf(id);
    for (const QString &kind : kinds)
        places.append(Place {kind, id, {}, {}});
    return places;
}

// …/users/alice, …/messages/2f…; of any other link its last part may be an id.
QList<Place> placesOfLink(const QUrl &url)
{
    const QStringList parts = url.path(QUrl::FullyEncoded).split(u'/', Qt::SkipEmptyParts);
    const auto decoded = [](const QString &part) { return QUrl::fromPercentEncoding(part.toLatin1()); };
    for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
        if (parts[i] == QLatin1StringView("objects") && i + 2 < parts.size())
            return {Place::ofObject(decoded(parts[i + 1]), decoded(parts[i + 2]))};
        const QString kind = kindOfWord(parts[i]);
        if (!kind.isEmpty())
            return {Place {kind, decoded(parts[i + 1]), {}, {}}};
    }
    return parts.isEmpty() ? QList<Place>() : placesOfId(decoded(parts.last()));
}

QList<Place> placesOfJson(const QJsonObject &object)
{
    const QString id = object.value(QLatin1StringView("id")).toString();
    if (id.isEmpty())
        return {};
    const QString collection = object.value(QLatin1StringView("collection")).toString();
    if (!collection.isEmpty())
        return {Place::ofObject(collection, id)};
    const QString kind = kindOfWord(object.value(QLatin1StringView("__typename")).toString());
    return kind.isEmpty() ? placesOfId(id) : QList<Place> {Place {kind, id, {}, {}}};
}

QString firstLine(const QString &text)
{
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines) {
        QString plain = line.trimmed();
        while (plain.size() > 1 && (plain.startsWith(u'"') || plain.startsWith(u'\''))
               && plain.endsWith(plain.front()))
            plain = plain.mid(1, plain.size() - 2).trimmed();
        if (!plain.isEmpty())
            return plain;
    }
    return {};
}

// COLLECTION/ID, after what an id may be.
QList<Place> placesOfObject(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    if (slash <= 0 || slash + 1 == text.size() || !isCollection(text.first(slash)))
        return {};
    return {Place::ofObject(text.first(slash), text.mid(slash + 1))};
}

// Workflows and channels that were met before, by a part of their name.
QList<Place> placesKnown(const QString &text, const models::Vocabulary &words)
{
    QList<Place> places;
    const QString wanted = text.trimmed();
    const auto add = [&](const QString &kind, const QString &id, const QString &name) {
        if (places.size() < mostKnown && name.contains(wanted, Qt::CaseInsensitive))
            places.append({kind, id, {}, {}});
    };
    if (wanted.size() < 2)
        return {};
    for (const QString &key : words.workflows())
        add(workflow(), key, key);
    for (const models::KnownChannel &known : words.channels())
        add(channel(), known.id, known.label());
    return places;
}

// Pages by their name, or its beginning.
QList<Place> pagesNamed(const QString &text)
{
    QList<Place> places;
    const QString wanted = text.trimmed();
    if (wanted.size() < 3)
        return {};
    for (const char *kind : pageKinds) {
        const Place place {QString::fromLatin1(kind), {}, {}, {}};
        if (pageName(place.kind).startsWith(wanted, Qt::CaseInsensitive))
            places.append(place);
    }
    return places;
}

QList<Place> placesOf(const QString &text, const QStringList &kinds)
{
    const QJsonDocument json = QJsonDocument::fromJson(text.trimmed().toUtf8());
    if (json.isObject())
        return placesOfJson(json.object());
    const QString line = firstLine(text);
    if (line.isEmpty())
        return {};
    // As links are given away: "doorman message:2f…".
    if (line.startsWith(QLatin1StringView("doorman '")) && line.endsWith(u'\''))
        return placesOf(line.sliced(9).chopped(1), kinds);
    if (line.startsWith(QLatin1StringView("doorman ")))
        return placesOf(line.mid(8), kinds);
    if (line.startsWith(QLatin1StringView("http://")) || line.startsWith(QLatin1StringView("https://")))
        return placesOfLink(QUrl(line));
    QList<Place> places;
    const Place address = Place::fromAddress(line);
    if (address.isValid() && kinds.contains(address.kind))
        places.append(address);
    places.append(placesOfId(line));
    places.append(placesOfObject(line));
    return places;
}

} // namespace

Candidate candidateFor(const Place &place, const models::Vocabulary *words)
{
    if (place.kind == person())
        return {place, OmniboxText::tr("Open person “%1”").arg(place.id), QStringLiteral("user")};
    if (place.kind == message())
        return {place, OmniboxText::tr("Open message %1").arg(place.id), QStringLiteral("mail")};
    if (place.kind == bulk() && !place.id.isEmpty())
        return {place, OmniboxText::tr("Watch bulk operation %1").arg(place.id), QStringLiteral("bulk")};
    if (place.kind == object())
        return {place, OmniboxText::tr("Open object “%1”").arg(place.id), QStringLiteral("object")};
    if (place.kind == workflow() && !place.id.isEmpty())
        return {place, OmniboxText::tr("Messages of the workflow “%1”").arg(place.id),
                QStringLiteral("messages")};
    if (place.kind == channel() && !place.id.isEmpty())
        return {place,
                OmniboxText::tr("Messages through the channel %1")
                    .arg(words ? words->channel(place.id).label() : place.id),
                QStringLiteral("messages")};
    const QString page = place == Place {place.kind, {}, {}, {}} ? pageName(place.kind) : QString();
    return {place, OmniboxText::tr("Go to %1").arg(page.isEmpty() ? place.address() : page),
            QStringLiteral("forward")};
}

QList<Candidate> guessPlaces(const QString &text, const QStringList &kinds, const models::Vocabulary *words)
{
    QList<Candidate> candidates;
    QList<Place> places = pagesNamed(text);
    places.append(placesOf(text, kinds));
    if (words)
        places.append(placesKnown(text, *words));
    for (const Place &place : std::as_const(places)) {
        const Candidate candidate = candidateFor(place, words);
        if (kinds.contains(place.kind) && !candidates.contains(candidate))
            candidates.append(candidate);
    }
    return candidates;
}

} // namespace ui
