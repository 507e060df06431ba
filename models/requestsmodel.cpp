#include "models/requestsmodel.h"

#include "models/texts.h"

#include <QLocale>
#include <algorithm>

namespace models {

namespace {

QString millisecondsText(qint64 ms)
{
    return ms < 10'000 ? RequestsModel::tr("%1 ms").arg(numberText(ms)) : durationText(ms);
}

QString sizeText(qint64 bytes)
{
    return bytes < 1024 ? RequestsModel::tr("%1 B").arg(bytes)
                        : QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

Shown noNumber()
{
    Shown shown = displayNull();
    shown.number = true;
    return shown;
}

Shown numberShown(qint64 value, const QString &text, const QString &tip = {})
{
    return {.text = text, .tip = tip, .dim = value <= 0, .number = true};
}

Shown budgetShown(const api::JournalEntry &entry)
{
    const QString left = numberText(entry.rateLeft), all = numberText(entry.ratePerSecond);
    return {.text = RequestsModel::tr("%1 of %2").arg(left, all),
            .tip
            = RequestsModel::tr("%1 more could leave at once; the service allows %2 a second").arg(left, all),
            .dim = entry.rateLeft > 0,
            .number = true};
}

Shown shown(const api::JournalEntry &entry, int column)
{
    switch (column) {
    case RequestsModel::TimeColumn:
        return {.text = entry.startedAt.toLocalTime().toString(QStringLiteral("HH:mm:ss.zzz")),
                .tip = timeTip(api::Timestamp {entry.startedAt.toMSecsSinceEpoch() * 1000}),
                .fixed = true};
    case RequestsModel::MethodColumn:
        return {.text = QString::fromLatin1(entry.verb), .dim = entry.verb == "GET", .fixed = true};
    case RequestsModel::PathColumn:
        return {.text = QString::fromLatin1(entry.target), .fixed = true};
    case RequestsModel::StatusColumn:
        return statusShown(entry);
    case RequestsModel::DurationColumn:
        return entry.durationMs < 0 ? noNumber()
                                    : Shown {.text = millisecondsText(entry.durationMs), .number = true};
    case RequestsModel::SizeColumn:
        return entry.httpStatus == 0 ? noNumber()
                                     : numberShown(entry.responseSize, sizeText(entry.responseSize));
    case RequestsModel::AttemptColumn:
        return {.text = numberText(entry.attempt), .dim = entry.attempt == 1, .number = true};
    case RequestsModel::WaitedColumn:
        return entry.waitedMs <= 0
            ? noNumber()
            : numberShown(entry.waitedMs, millisecondsText(entry.waitedMs),
                          RequestsModel::tr("Held back, to stay under the rate the service allows"));
    case RequestsModel::BudgetColumn:
        return entry.rateLeft < 0 ? noNumber() : budgetShown(entry);
    case RequestsModel::RequestIdColumn: {
        const QString id = requestIdOf(entry);
        return id.isEmpty() ? displayNull() : Shown {.text = id, .dim = true, .fixed = true};
    }
    default:
        return {};
    }
}

} // namespace

QString requestIdOf(const api::JournalEntry &entry)
{
    for (const auto &[name, value] : entry.responseHeaders) {
        if (name.compare("X-Request-ID", Qt::CaseInsensitive) == 0)
            return QString::fromUtf8(value);
    }
    return {};
}

QString outcomeOf(const api::JournalEntry &entry)
{
    if (entry.durationMs < 0)
        return QStringLiteral("open");
    if (entry.httpStatus == 0)
        return QStringLiteral("silent");
    if (entry.httpStatus == 429)
        return QStringLiteral("limited");
    if (entry.httpStatus >= 500)
        return QStringLiteral("broken");
    return entry.httpStatus >= 300 ? QStringLiteral("refused") : QStringLiteral("ok");
}

Shown statusShown(const api::JournalEntry &entry)
{
    const QString outcome = outcomeOf(entry);
    if (outcome == QLatin1StringView("open"))
        return {
            .text = RequestsModel::tr("under way"), .tone = Tone::Neutral, .icon = QStringLiteral("clock")};
    if (outcome == QLatin1StringView("silent"))
        return {.text = RequestsModel::tr("no answer"),
                .tone = Tone::Bad,
                .icon = QStringLiteral("warn"),
                .tip = entry.error};
    const QString text = QString::number(entry.httpStatus);
    if (outcome == QLatin1StringView("ok"))
        return {.text = text, .tone = Tone::Ok, .icon = QStringLiteral("check")};
    const bool isSoft = outcome == QLatin1StringView("limited") || entry.httpStatus == 404;
    return {.text = text,
            .tone = isSoft ? Tone::Warn : Tone::Bad,
            .icon = QStringLiteral("warn"),
            .tip = entry.error};
}

RequestsModel::RequestsModel(const api::RequestJournal &journal, QObject *parent)
    : QAbstractTableModel(parent)
    , m_journal(journal)
    , m_newest(journal.entries().empty() ? 0 : journal.entries().back().id)
    , m_count(int(journal.entries().size()))
{
    connect(&journal, &api::RequestJournal::added, this, [this](quint64 id) {
        beginInsertRows({}, 0, 0);
        m_newest = id;
        ++m_count;
        endInsertRows();
    });
    connect(&journal, &api::RequestJournal::changed, this, &RequestsModel::follow);
    connect(&journal, &api::RequestJournal::removedOldest, this, &RequestsModel::drop);
}

void RequestsModel::follow(quint64 id)
{
    const int row = int(m_newest - id);
    if (row >= 0 && row < m_count)
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void RequestsModel::drop(int count)
{
    beginRemoveRows({}, m_count - count, m_count - 1);
    m_count -= count;
    endRemoveRows();
}

const api::JournalEntry *RequestsModel::entry(int row) const
{
    return row >= 0 && row < m_count ? m_journal.find(m_newest - quint64(row)) : nullptr;
}

int RequestsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int RequestsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RequestsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const api::JournalEntry *e = entry(index.row());
    if (!e)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return shown(*e, index.column()).text;
    case Qt::ToolTipRole:
        return shown(*e, index.column()).tip;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(shown(*e, index.column()).number ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
    case ShownRole:
        return QVariant::fromValue(QList<Shown> {shown(*e, index.column())});
    case IdRole:
        return QString::number(e->id);
    default:
        return {};
    }
}

QVariant RequestsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char *keys[] = {"time", "method",  "path",   "status", "duration",
                                           "size", "attempt", "waited", "budget", "request_id"};
    const bool isNumber = section >= DurationColumn && section <= BudgetColumn;
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == CursorListBase::ColumnKeyRole)
        return QLatin1StringView(keys[section]);
    if (role == Qt::TextAlignmentRole)
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString labels[] = {tr("Time"), tr("Method"), tr("Path"),   tr("Status"),    tr("Took"),
                              tr("Size"), tr("Try"),    tr("Waited"), tr("Rate left"), tr("Request id")};
    return labels[section];
}

void RequestsFilter::setWanted(const Wanted &wanted)
{
    if (wanted == m_wanted)
        return;
    m_wanted = wanted;
    invalidateFilter();
}

bool RequestsFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const auto *model = qobject_cast<const RequestsModel *>(sourceModel());
    const api::JournalEntry *e = model ? model->entry(row) : nullptr;
    if (!e)
        return false;
    if (!m_wanted.methods.isEmpty() && !m_wanted.methods.contains(QString::fromLatin1(e->verb)))
        return false;
    if (!m_wanted.outcomes.isEmpty() && !m_wanted.outcomes.contains(outcomeOf(*e)))
        return false;
    if (m_wanted.slowerThanMs > 0 && e->durationMs < m_wanted.slowerThanMs)
        return false;
    const auto holds = [&](const QString &text) { return text.contains(m_wanted.text, Qt::CaseInsensitive); };
    return m_wanted.text.isEmpty() || holds(QString::fromLatin1(e->target)) || holds(e->error)
        || holds(requestIdOf(*e));
}

} // namespace models
