#include "models/writesmodel.h"

#include "models/display.h"

namespace models {

namespace {

Shown fixedText(const QString &text, bool isDim = false)
{
    return text.isEmpty() ? displayNull() : Shown {.text = text, .dim = isDim, .fixed = true};
}

Shown plainText(const QString &text)
{
    return text.isEmpty() ? displayNull() : Shown {.text = text};
}

Shown statusText(const WriteEntry &e)
{
    Shown shown = e.status > 0 ? Shown {.text = QString::number(e.status)} : displayNull();
    shown.number = true;
    return shown;
}

Shown outcomeOf(const WriteEntry &e)
{
    Shown shown = outcomeShown(e.outcome);
    shown.tip = e.error;
    return shown;
}

Shown shown(const WriteEntry &e, int column)
{
    switch (column) {
    case WritesModel::TimeColumn:
        return {.text = e.at.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                .tip = timeTip(api::Timestamp {e.at.toMSecsSinceEpoch() * 1000}),
                .fixed = true};
    case WritesModel::OutcomeColumn:
        return outcomeOf(e);
    case WritesModel::MethodColumn:
        return fixedText(e.method);
    case WritesModel::PathColumn:
        return fixedText(e.path);
    case WritesModel::EndpointColumn:
        return plainText(e.endpoint);
    case WritesModel::UserColumn:
        return plainText(e.user);
    case WritesModel::ReasonColumn:
        return plainText(e.reason);
    case WritesModel::StatusColumn:
        return statusText(e);
    case WritesModel::RequestIdColumn:
        return fixedText(e.requestId, true);
    default:
        return {};
    }
}

} // namespace

WritesModel::WritesModel(WriteLog &log, QObject *parent)
    : QAbstractTableModel(parent)
    , m_log(log)
{
    connect(&log, &WriteLog::began, this, &WritesModel::prepend);
    connect(&log, &WriteLog::ended, this, &WritesModel::change);
    refresh();
}

WritesModel::~WritesModel() = default;

QList<WriteEntry> WritesModel::readPage()
{
    QList<WriteEntry> page = m_reader->next(pageSize);
    for (WriteEntry &entry : page) {
        if (const WriteEntry *open = m_log.underWay(entry.id))
            entry = *open;
    }
    return page;
}

void WritesModel::refresh()
{
    beginResetModel();
    m_reader = std::make_unique<WriteLogReader>(m_log.folder());
    const QList<WriteEntry> page = readPage();
    m_rows.assign(page.rbegin(), page.rend());
    endResetModel();
}

void WritesModel::prepend(const WriteEntry &entry)
{
    beginInsertRows({}, 0, 0);
    m_rows.push_back(entry);
    endInsertRows();
}

void WritesModel::change(const WriteEntry &entry)
{
    for (int row = 0; row < int(m_rows.size()); ++row) {
        WriteEntry &known = m_rows[m_rows.size() - 1 - std::size_t(row)];
        if (known.id != entry.id)
            continue;
        known = entry;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        return;
    }
}

const WriteEntry *WritesModel::entry(int row) const
{
    return row >= 0 && row < int(m_rows.size()) ? &m_rows[m_rows.size() - 1 - std::size_t(row)] : nullptr;
}

int WritesModel::unreadable() const
{
    return m_reader->unreadable();
}

bool WritesModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_reader->atEnd();
}

void WritesModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const QList<WriteEntry> page = readPage();
    if (page.isEmpty())
        return;
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(page.size()) - 1);
    m_rows.insert(m_rows.begin(), page.rbegin(), page.rend());
    endInsertRows();
}

int WritesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int WritesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant WritesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const WriteEntry &e = *entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return shown(e, index.column()).text;
    case Qt::ToolTipRole:
        return shown(e, index.column()).tip;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(shown(e, index.column()).number ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
    case ShownRole:
        return QVariant::fromValue(QList<Shown> {shown(e, index.column())});
    case IdRole:
        return e.id;
    default:
        return {};
    }
}

QVariant WritesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char *keys[]
        = {"time", "outcome", "method", "path", "endpoint", "user", "reason", "status", "request_id"};
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == CursorListBase::ColumnKeyRole)
        return QLatin1StringView(keys[section]);
    if (role == Qt::TextAlignmentRole)
        return int((section == StatusColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString labels[] = {tr("When"), tr("Outcome"), tr("Method"), tr("Path"),      tr("What"),
                              tr("Who"),  tr("Why"),     tr("Status"), tr("Request id")};
    return labels[section];
}

bool WantedWrites::accepts(const WriteEntry &entry) const
{
    return (outcomes.isEmpty() || outcomes.contains(outcomeWord(entry.outcome))) && entry.contains(text);
}

void WritesFilter::setWanted(const WantedWrites &wanted)
{
    if (wanted == m_wanted)
        return;
    m_wanted = wanted;
    invalidateFilter();
}

bool WritesFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const auto *model = qobject_cast<const WritesModel *>(sourceModel());
    const WriteEntry *entry = model ? model->entry(row) : nullptr;
    return entry && m_wanted.accepts(*entry);
}

} // namespace models
