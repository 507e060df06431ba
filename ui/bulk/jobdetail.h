#pragma once

#include "models/bulkjob.h"
#include "ui/context.h"
#include "ui/place.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace ui {

class Chip;
class ElidedLabel;
class FailedRows;
class IdLabel;
class JobProgressBar;
class RateChart;

// One job: how far it is, how fast, what failed, and what can be done about it.
class JobDetail : public QWidget
{
    Q_OBJECT
public:
    explicit JobDetail(const Context &context, QWidget *parent = nullptr);
    void setJob(models::BulkJob *job); // null: nothing selected
    models::BulkJob *job() const { return m_job; }

Q_SIGNALS:
    void retryRequested(const QStringList &userIds, const QJsonObject &preferences);
    void checkRequested(const ui::Place &place); // where it shows whether a part was done

private:
    void build();
    void follow();
    void followFacts();
    void followButtons();

    void resume();
    void check();

    Context m_context;
    QPointer<models::BulkJob> m_job;
    ElidedLabel *m_title;
    Chip *m_state;
    QPushButton *m_stop;
    QPushButton *m_resume;
    QPushButton *m_skip;
    QPushButton *m_check;
    JobProgressBar *m_bar;
    QLabel *m_facts;
    QLabel *m_sentence;
    RateChart *m_chart;
    QLabel *m_chartCaption;
    IdLabel *m_id;
    FailedRows *m_failed;
};

} // namespace ui
