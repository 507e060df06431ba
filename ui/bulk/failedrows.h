#pragma once

#include <QJsonObject>
#include <QPointer>
#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QPushButton;
class QTableView;

namespace models {
class BulkErrorsModel;
class BulkJob;
}

namespace ui {

// The rows a job could not do: to copy, to export, to try again.
class FailedRows : public QWidget
{
    Q_OBJECT
public:
    explicit FailedRows(QWidget *parent = nullptr);
    void setJob(models::BulkJob *job);
    QStringList ids() const;

Q_SIGNALS:
    // Of work that sets preferences: do these people again, with the same set.
    void retryRequested(const QStringList &userIds, const QJsonObject &preferences);

private:
    void follow();
    void copy() const;
    void exportCsv();
    void retry();

    QPointer<models::BulkJob> m_job;
    models::BulkErrorsModel *m_model;
    QLabel *m_heading;
    QPushButton *m_copy;
    QPushButton *m_export;
    QPushButton *m_retry;
    QTableView *m_view;
};

// Of a model's display texts, with a line of headings; quoted where a text needs it.
QByteArray csvOf(const QAbstractItemModel &model);

} // namespace ui
