#include "models/bulkerrorsmodel.h"

#include "models/columns.h"

#include <QCoreApplication>

namespace models {

BulkErrorsModel::BulkErrorsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void BulkErrorsModel::setJob(BulkJob *job)
{
    if (m_job == job)
        return;
    if (m_job)
        m_job->disconnect(this);
    m_job = job;
    if (job) {
        connect(job, &BulkJob::changed, this, &BulkErrorsModel::reread);
        connect(job, &QObject::destroyed, this, [this] {
            m_job = nullptr;
            reread();
        });
    }
    beginResetModel();
    m_items = job ? job->errorItems() : QList<api::BulkErrorItem>();
    endResetModel();
}

// An operation's list only grows: what is there already keeps its row.
void BulkErrorsModel::reread()
{
    const QList<api::BulkErrorItem> items = m_job ? m_job->errorItems() : QList<api::BulkErrorItem>();
    const auto same = [](const api::BulkErrorItem &a, const api::BulkErrorItem &b) {
        return a.id == b.id && a.collection == b.collection;
    };
    const bool grew = items.size() >= m_items.size()
        && std::equal(m_items.cbegin(), m_items.cend(), items.cbegin(), same);
    if (!grew) {
        beginResetModel();
        m_items = items;
        endResetModel();
    } else if (items.size() > m_items.size()) {
        beginInsertRows({}, int(m_items.size()), int(items.size()) - 1);
        m_items = items;
        endInsertRows();
    }
}

int BulkErrorsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int BulkErrorsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(api::columnCount<api::BulkErrorItem>());
}

QVariant BulkErrorsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const api::BulkErrorItem &item = m_items.at(index.row());
    if (role == CursorListBase::IdRole)
        return item.id;
    QVariant result;
    visitColumn<api::BulkErrorItem>(index.column(), [&](const auto &field) {
        const Shown shown = display(item.*field.member);
        if (role == CursorListBase::ShownRole)
            result = QVariant::fromValue(QList<Shown> {shown});
        else if (role == Qt::DisplayRole)
            result = shown.text;
    });
    return result;
}

QVariant BulkErrorsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    QVariant result;
    visitColumn<api::BulkErrorItem>(section, [&](const auto &field) {
        result = QCoreApplication::translate(api::BulkErrorItem::context, field.label);
    });
    return result;
}

} // namespace models
