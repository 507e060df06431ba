#include "models/preferencegridmodel.h"

#include "models/display.h"
#include "models/preferencegridwords.h"
#include "models/vocabulary.h"

#include <QUndoCommand>
#include <algorithm>

namespace models {

using api::PreferenceCell;
using api::PreferenceEdits;
using api::PreferenceRow;
using api::PreferenceState;

// One step of a person: from these edits to those.
class PreferenceGridModel::Edit : public QUndoCommand
{
public:
    Edit(PreferenceGridModel &model, PreferenceEdits after, const QString &text)
        : QUndoCommand(text)
        , m_model(model)
        , m_before(model.m_edits)
        , m_after(std::move(after))
    {
    }
    void undo() override { m_model.apply(m_before); }
    void redo() override { m_model.apply(m_after); }

private:
    PreferenceGridModel &m_model;
    PreferenceEdits m_before;
    PreferenceEdits m_after;
};

namespace {

QStringList sortedOnce(QStringList keys)
{
    keys.removeDuplicates();
    keys.sort(Qt::CaseInsensitive);
    return keys;
}

// In the order people think of them, then what is new.
QStringList columnsFor(const QJsonObject &set)
{
    QStringList types {QStringLiteral("email"), QStringLiteral("in_app_feed"), QStringLiteral("sms"),
                       QStringLiteral("push"), QStringLiteral("chat")};
    for (const QString &type : api::channelTypesIn(set)) {
        if (!types.contains(type))
            types += type;
    }
    return types;
}

} // namespace

PreferenceGridModel::PreferenceGridModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_types(columnsFor({}))
{
    m_rows = rowsNow();
}

void PreferenceGridModel::setVocabulary(Vocabulary *vocabulary)
{
    if (m_vocabulary)
        m_vocabulary->disconnect(this);
    m_vocabulary = vocabulary;
    if (vocabulary)
        connect(vocabulary, &Vocabulary::changed, this, &PreferenceGridModel::growRows);
    growRows();
}

void PreferenceGridModel::setSet(const QJsonObject &set)
{
    beginResetModel();
    m_original = m_current = set;
    m_edits.clear();
    m_added.clear();
    m_types = columnsFor(set);
    m_rows = rowsNow();
    endResetModel();
    m_undo.clear();
    Q_EMIT edited();
}

void PreferenceGridModel::rebase(const QJsonObject &set)
{
    const PreferenceEdits kept = api::effectiveEdits(set, m_edits);
    const auto added = m_added;
    beginResetModel();
    m_original = set;
    m_edits = kept;
    m_current = api::withEdits(set, kept);
    m_added = added;
    m_types = columnsFor(set);
    m_rows = rowsNow();
    endResetModel();
    m_undo.clear();
    Q_EMIT edited();
}

void PreferenceGridModel::reset()
{
    if (isChanged())
        m_undo.push(new Edit(*this, {}, tr("Drop all changes")));
}

QList<api::PreferenceChange> PreferenceGridModel::changes() const
{
    return api::differences(m_original, m_current);
}

std::vector<PreferenceGridModel::Row> PreferenceGridModel::rowsNow() const
{
    std::vector<Row> rows {{PreferenceRow::Defaults, {}, false}};
    for (const PreferenceRow row : {PreferenceRow::Category, PreferenceRow::Workflow}) {
        QStringList keys
            = api::preferenceKeys(m_original, row) + api::preferenceKeys(m_current, row) + m_added.value(row);
        if (m_vocabulary)
            keys += row == PreferenceRow::Category ? m_vocabulary->categories() : m_vocabulary->workflows();
        rows.push_back({row, {}, true});
        for (const QString &key : sortedOnce(keys))
            rows.push_back({row, key, false});
    }
    return rows;
}

// Rows only ever come while a set is shown, so those that are missing are put in between.
void PreferenceGridModel::growRows()
{
    const std::vector<Row> wanted = rowsNow();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i < m_rows.size() && m_rows[i] == wanted[i])
            continue;
        beginInsertRows({}, int(i), int(i));
        m_rows.insert(m_rows.begin() + std::ptrdiff_t(i), wanted[i]);
        endInsertRows();
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {KindRole});
}

QModelIndex PreferenceGridModel::addRow(PreferenceRow row, const QString &key)
{
    if (row != PreferenceRow::Defaults && !key.isEmpty() && !rowKeys(row).contains(key)) {
        m_added[row] += key;
        growRows();
    }
    return indexOf({row, key, {}});
}

PreferenceCell PreferenceGridModel::cellAt(const QModelIndex &index) const
{
    const Row &row = m_rows[std::size_t(index.row())];
    return {row.row, row.key, index.column() == 0 ? QString() : m_types.at(index.column() - 1)};
}

QModelIndex PreferenceGridModel::indexOf(const PreferenceCell &cell) const
{
    const auto found = std::find(m_rows.begin(), m_rows.end(), Row {cell.row, cell.key, false});
    const qsizetype column = cell.isWholeRow() ? 0 : m_types.indexOf(cell.channelType) + 1;
    if (found == m_rows.end() || (column == 0 && !cell.isWholeRow()))
        return {};
    return index(int(found - m_rows.begin()), int(column));
}

bool PreferenceGridModel::isCell(const QModelIndex &index) const
{
    return index.isValid() && !m_rows[std::size_t(index.row())].isSection;
}

api::PreferenceValue PreferenceGridModel::valueAt(const QModelIndex &index) const
{
    return isCell(index) ? api::preferenceAt(m_current, cellAt(index)) : api::PreferenceValue {};
}

PreferenceState PreferenceGridModel::stateAt(const QModelIndex &index) const
{
    return valueAt(index).state;
}

bool PreferenceGridModel::isGuarded(const QModelIndex &index) const
{
    if (!isCell(index))
        return false;
    const PreferenceCell cell = cellAt(index);
    const auto isFragile = [this](const PreferenceCell &c) {
        const PreferenceState state = api::preferenceAt(m_current, c).state;
        return state == PreferenceState::Other || (state == PreferenceState::Conditions && !c.isWholeRow());
    };
    if (!cell.isWholeRow())
        return isFragile(cell);
    // The whole row goes over the conditions of its cells; its own stay.
    const QStringList types = api::channelTypesIn(m_current);
    return isFragile(cell) || std::any_of(types.begin(), types.end(), [&](const QString &type) {
               return isFragile({cell.row, cell.key, type});
           });
}

PreferenceState PreferenceGridModel::nextState(const QModelIndex &index) const
{
    // A row under conditions of its own never reads On or Off as a whole: what was set last counts.
    switch (isCell(index) ? m_edits.value(cellAt(index), stateAt(index)) : PreferenceState::Inherit) {
    case PreferenceState::On:
        return PreferenceState::Off;
    case PreferenceState::Off:
        return PreferenceState::Inherit;
    default:
        return PreferenceState::On;
    }
}

void PreferenceGridModel::setState(const QModelIndex &index, PreferenceState state)
{
    if (!isCell(index))
        return;
    const PreferenceCell cell = cellAt(index);
    PreferenceEdits after = m_edits;
    if (cell.isWholeRow()) // stands in for what was said cell by cell
        after.removeIf([&](const auto &edit) { return edit.key().wholeRow() == cell; });
    after.insert(cell, state);
    after = api::effectiveEdits(m_original, after);
    if (after == m_edits)
        return;
    const QString text
        = QStringLiteral("%1: %2 → %3")
              .arg(preferencePlace(cell), preferenceStateWord(stateAt(index)), preferenceStateWord(state));
    m_undo.push(new Edit(*this, after, text));
}

void PreferenceGridModel::apply(const PreferenceEdits &edits)
{
    m_edits = edits;
    m_current = api::withEdits(m_original, edits);
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT edited();
}

QStringList PreferenceGridModel::rowKeys(PreferenceRow row) const
{
    QStringList keys;
    for (const Row &r : m_rows) {
        if (r.row == row && !r.isSection)
            keys += r.key;
    }
    return keys;
}

int PreferenceGridModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PreferenceGridModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_types.size()) + 1;
}

Qt::ItemFlags PreferenceGridModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags leaf = Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return isCell(index) ? leaf | Qt::ItemIsSelectable : Qt::ItemNeverHasChildren;
}

bool PreferenceGridModel::isChangedAt(const PreferenceCell &cell) const
{
    const api::PreferenceValue was = api::preferenceAt(m_original, cell),
                               is = api::preferenceAt(m_current, cell);
    return was.state != is.state || was.conditions != is.conditions;
}

QString PreferenceGridModel::kindText(const Row &row) const
{
    switch (row.row) {
    case PreferenceRow::Defaults:
        return tr("all channels");
    case PreferenceRow::Category:
        return tr("category");
    case PreferenceRow::Workflow:
        break;
    }
    const QStringList categories = m_vocabulary ? m_vocabulary->categoriesOf(row.key) : QStringList {};
    return categories.isEmpty() ? tr("workflow")
                                : tr("workflow · %1").arg(categories.join(QStringLiteral(", ")));
}

QVariant PreferenceGridModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    if (role == SectionRole)
        return row.isSection;
    if (row.isSection)
        return sectionData(row, index.column(), role);
    return index.column() == 0 ? nameData(index, role) : cellData(index, role);
}

QVariant PreferenceGridModel::sectionData(const Row &row, int column, int role) const
{
    if (role != Qt::DisplayRole || column != 0)
        return {};
    return row.row == PreferenceRow::Category ? tr("Categories") : tr("Workflows");
}

QVariant PreferenceGridModel::nameData(const QModelIndex &index, int role) const
{
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.row == PreferenceRow::Defaults ? tr("Defaults") : row.key;
    case KindRole:
        return kindText(row);
    case StateRole:
        return int(stateAt(index));
    case ConditionalRole:
        return int(valueAt(index).conditions.size());
    case ChangedRole:
        return isChangedAt(cellAt(index));
    case Qt::ToolTipRole: {
        const QStringList lines = conditionLines(valueAt(index).conditions);
        return lines.isEmpty() ? QVariant() : tr("Only if %1").arg(lines.join(tr("\nand ")));
    }
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3")
            .arg(data(index, Qt::DisplayRole).toString(), kindText(row), preferenceStateWord(stateAt(index)));
    default:
        return {};
    }
}

QVariant PreferenceGridModel::cellData(const QModelIndex &index, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return preferenceStateWord(stateAt(index));
    case StateRole:
        return int(stateAt(index));
    case ChangedRole:
        return isChangedAt(cellAt(index));
    case Qt::ToolTipRole: {
        const QStringList lines = conditionLines(valueAt(index).conditions);
        return lines.isEmpty() ? QVariant() : tr("On if %1").arg(lines.join(tr("\nand ")));
    }
    case Qt::AccessibleTextRole: {
        const PreferenceCell cell = cellAt(index);
        const QString text
            = preferencePlace(cell) + QStringLiteral(": ") + preferenceStateWord(stateAt(index));
        return isChangedAt(cell) ? tr("%1, changed").arg(text) : text;
    }
    default:
        return {};
    }
}

QVariant PreferenceGridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(section == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter);
    if (role == Qt::DisplayRole)
        return section == 0 ? QString() : channelTypeName(m_types.at(section - 1));
    return {};
}

} // namespace models
