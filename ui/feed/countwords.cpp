#include "ui/feed/countwords.h"

#include "models/texts.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

using models::FeedNumber;
using models::FeedTally;
using models::numberText;

namespace {

struct CountWordsText
{
    Q_DECLARE_TR_FUNCTIONS(CountWords)
};

// The language has two forms: for one and for more.
QString counted(qint64 n, const char *one, const char *more)
{
    return n == 1 ? CountWordsText::tr(one) : CountWordsText::tr(more).arg(numberText(n));
}

bool hasStatus(const FeedTally &t)
{
    return !t.query.status.isEmpty() && t.query.status != "all"_L1;
}

QString numberName(FeedNumber number)
{
    return number == FeedNumber::Unseen ? CountWordsText::tr("unseen")
        : number == FeedNumber::Unread  ? CountWordsText::tr("unread")
                                        : QString();
}

void addChanged(const FeedTally &t, QStringList &out)
{
    if (t.said < 0 || t.saysNow() < 0 || t.said == t.saysNow())
        return;
    QString text
        = CountWordsText::tr(
              "Something changed meanwhile: it said %1 when its items were asked for and says %2 now.")
              .arg(numberText(t.said), numberText(t.saysNow()));
    if (t.saysNow() != t.items)
        text += u' ' + CountWordsText::tr("Count again.");
    out += text;
}

void addTenant(const FeedTally &t, QStringList &out)
{
    const int without = t.ofTenant.value(QString());
    if (t.query.tenant.isEmpty() || t.query.hasTenant || without == 0)
        return;
    out += counted(without,
                   QT_TRANSLATE_NOOP("CountWords",
                                     "1 of these has no tenant: a tenant's feed holds and counts it, "
                                     "too."),
                   QT_TRANSLATE_NOOP("CountWords",
                                     "%1 of these have no tenant: a tenant's feed holds and counts "
                                     "them, too."))
        + u' '
        + CountWordsText::tr("With “Has tenant: yes” the number would be %1.")
              .arg(numberText(t.items - without));
}

void addArchive(const FeedTally &t, QStringList &out)
{
    const qint64 more = t.inArchive ? numberOf(*t.inArchive, t.number) : 0;
    if (more > 0)
        out += counted(more, QT_TRANSLATE_NOOP("CountWords", "1 more is archived and not counted."),
                       QT_TRANSLATE_NOOP("CountWords", "%1 more are archived and not counted."));
    else if (t.query.archived == "only"_L1 && t.items > 0)
        out += CountWordsText::tr(
            "Only what is archived is counted here: the customer's own screen leaves it out unless it "
            "is told "
            "otherwise.");
    else if (t.query.archived == "include"_L1 && t.archived > 0)
        out += counted(t.archived,
                       QT_TRANSLATE_NOOP("CountWords",
                                         "1 of these is archived: the customer's own screen leaves it "
                                         "out unless it is told otherwise."),
                       QT_TRANSLATE_NOOP("CountWords",
                                         "%1 of these are archived: the customer's own screen leaves "
                                         "them out unless it is told otherwise."));
}

void addBadge(const FeedTally &t, QStringList &out)
{
    if (!t.now || t.number == FeedNumber::Total || t.now->unreadCount == t.now->unseenCount)
        return;
    if (t.number == FeedNumber::Unseen) {
        QString text = CountWordsText::tr("The badge counts what is unseen, not what is unread: that is %1.")
                           .arg(numberText(t.now->unreadCount));
        if (t.read > 0)
            text += u' '
                + counted(
                        t.read,
                        QT_TRANSLATE_NOOP("CountWords", "1 of these is read, but was never marked seen."),
                        QT_TRANSLATE_NOOP("CountWords", "%1 of these are read, but were never marked seen."));
        out += text;
    } else if (t.seen > 0) {
        out += counted(t.seen,
                       QT_TRANSLATE_NOOP("CountWords",
                                         "1 of these has been seen: the badge counts what is unseen."),
                       QT_TRANSLATE_NOOP("CountWords",
                                         "%1 of these have been seen: the badge counts what is unseen."))
            + u' ' + CountWordsText::tr("It says %1.").arg(numberText(t.now->unseenCount));
    }
}

void addStatus(const FeedTally &t, QStringList &out)
{
    if (!hasStatus(t) || !t.anyStatus || t.saysNow() < 0)
        return;
    const qint64 whole = numberOf(*t.anyStatus, t.number);
    if (t.saysNow() == whole)
        out += CountWordsText::tr("The list shows what is %1; the number is %2 whatever status is chosen.")
                   .arg(t.query.status, numberText(whole));
    else
        out += CountWordsText::tr(
                   "The service counts under the status filter: with %1 it says %2, without it %3.")
                   .arg(t.query.status, numberText(t.saysNow()), numberText(whole));
}

void addPlace(const FeedTally &t, QStringList &out)
{
    if (t.pastFirstPage > 0)
        out += counted(t.pastFirstPage,
                       QT_TRANSLATE_NOOP("CountWords",
                                         "1 of these is below the first page: the customer has to "
                                         "scroll to meet it."),
                       QT_TRANSLATE_NOOP("CountWords",
                                         "%1 of these are below the first page: the customer has to "
                                         "scroll to meet them."));
}

void addNothingToSee(const FeedTally &t, QStringList &out)
{
    if (t.blank > 0)
        out += counted(
            t.blank,
            QT_TRANSLATE_NOOP("CountWords", "1 of these has no text and no button to show, but counts."),
            QT_TRANSLATE_NOOP("CountWords", "%1 of these have no text and no button to show, but count."));
    if (t.broken > 0)
        out += counted(t.broken,
                       QT_TRANSLATE_NOOP("CountWords",
                                         "1 of these did not come as it should: the customer's own "
                                         "screen may leave it out."),
                       QT_TRANSLATE_NOOP("CountWords",
                                         "%1 of these did not come as they should: the customer's own "
                                         "screen may leave them out."));
}

QString heldText(const FeedTally &t)
{
    const QString name = numberName(t.number);
    if (name.isEmpty())
        return counted(t.items, QT_TRANSLATE_NOOP("CountWords", "the feed holds 1 item"),
                       QT_TRANSLATE_NOOP("CountWords", "the feed holds %1 items"));
    return t.items == 1 ? CountWordsText::tr("the feed holds 1 %1 item").arg(name)
                        : CountWordsText::tr("the feed holds %1 %2 items").arg(numberText(t.items), name);
}

struct Part
{
    QString name; // of a tenant; empty: without
    int count;
};

// The largest tenants by name, the rest as one part, and last what has no tenant.
QStringList partTexts(const FeedTally &t)
{
    constexpr int named = 4;
    QList<Part> parts;
    for (auto it = t.ofTenant.cbegin(); it != t.ofTenant.cend(); ++it) {
        if (!it.key().isEmpty())
            parts += {it.key(), it.value()};
    }
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part &a, const Part &b) { return a.count > b.count; });
    QStringList texts;
    int rest = 0;
    const bool isLong = parts.size() > named + 1;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (isLong && i >= named)
            rest += parts.at(i).count;
        else
            texts += CountWordsText::tr("%1 for %2").arg(numberText(parts.at(i).count), parts.at(i).name);
    }
    if (rest > 0)
        texts += CountWordsText::tr("%1 for %2 other tenants")
                     .arg(numberText(rest), numberText(parts.size() - named));
    if (const int without = t.ofTenant.value(QString()); without > 0)
        texts += CountWordsText::tr("%1 without tenant").arg(numberText(without));
    return texts;
}

} // namespace

QString countTitle(FeedNumber number, qint64 count)
{
    const QString n = count < 0 ? u"?"_s : numberText(count);
    switch (number) {
    case FeedNumber::Unseen:
        return CountWordsText::tr("%1 unseen").arg(n);
    case FeedNumber::Unread:
        return CountWordsText::tr("%1 unread").arg(n);
    default:
        return CountWordsText::tr("%1 in all").arg(n);
    }
}

QString countKey(FeedNumber number)
{
    return number == FeedNumber::Unseen ? u"unseen"_s
        : number == FeedNumber::Unread  ? u"unread"_s
                                        : u"total"_s;
}

std::optional<FeedNumber> countOfKey(const QString &key)
{
    for (const FeedNumber number : {FeedNumber::Unseen, FeedNumber::Unread, FeedNumber::Total}) {
        if (countKey(number) == key)
            return number;
    }
    return {};
}

bool countsAgree(const FeedTally &tally)
{
    const qint64 says = tally.saysNow() >= 0 ? tally.saysNow() : tally.said;
    return says == tally.items;
}

QString countVerdict(const FeedTally &t)
{
    const qint64 now = t.saysNow() >= 0 ? t.saysNow() : t.said;
    const QString held = heldText(t);
    if (now < 0)
        return CountWordsText::tr("The service does not tell the number; %1.").arg(held);
    const bool isBadge = t.number == FeedNumber::Unseen;
    if (t.said >= 0 && t.said != now)
        return (isBadge ? CountWordsText::tr("The badge said %1 and says %2 now; %3.")
                        : CountWordsText::tr("The count said %1 and says %2 now; %3."))
            .arg(numberText(t.said), numberText(now), held);
    return (isBadge ? CountWordsText::tr("The badge says %1; %2.")
                    : CountWordsText::tr("The count says %1; %2."))
        .arg(numberText(now), held);
}

QString countArithmetic(const FeedTally &t)
{
    if (t.items == 0)
        return {};
    const QStringList parts = partTexts(t);
    if (parts.size() > 1)
        return u"%1 = %2"_s.arg(numberText(t.items), parts.join(" + "_L1));
    if (t.ofTenant.contains(QString()))
        return t.items == 1 ? CountWordsText::tr("It has no tenant.")
                            : CountWordsText::tr("None of them has a tenant.");
    const QString tenant = t.ofTenant.firstKey();
    return t.items == 1 ? CountWordsText::tr("It is for %1.").arg(tenant)
                        : CountWordsText::tr("All %1 are for %2.").arg(numberText(t.items), tenant);
}

QStringList countCauses(const FeedTally &t)
{
    QStringList causes;
    addChanged(t, causes);
    addTenant(t, causes);
    addArchive(t, causes);
    addPlace(t, causes);
    addBadge(t, causes);
    addStatus(t, causes);
    addNothingToSee(t, causes);
    // What only explains a surprise does not explain a difference.
    if (!countsAgree(t) && t.saysNow() >= 0 && t.said == t.saysNow())
        causes += CountWordsText::tr(
            "The number and the items differ, and nothing found here explains it. Count again; if it stays, "
            "the two answers are in Requests, to be sent to the service.");
    return causes;
}

} // namespace ui
