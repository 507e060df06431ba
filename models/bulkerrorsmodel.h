#pragma once

#include "models/bulkjob.h"
#include "models/cursorlistbase.h"

namespace models {

// The rows a job could not do, as the service listed them.
class BulkErrorsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit BulkErrorsModel(QObject *parent = nullptr);
    void setJob(BulkJob *job); // null: empty
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override; // ShownRole, IdRole as in every list
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void reread();
    QPointer<BulkJob> m_job;
    QList<api::BulkErrorItem> m_items;
};

} // namespace models
