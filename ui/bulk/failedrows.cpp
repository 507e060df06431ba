#include "ui/bulk/failedrows.h"

#include "api/schema/preferences.h"
#include "models/bulkerrorsmodel.h"
#include "models/display.h"
#include "models/jobsmodel.h"
#include "ui/buttons.h"
#include "ui/celldelegate.h"
#include "ui/rowactions.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QTableView>
#include <QVBoxLayout>

namespace ui {
namespace {

QByteArray csvField(QString text)
{
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n'))
        text = u'"' + text.replace(QStringLiteral("\""), QStringLiteral("\"\"")) + u'"';
    return text.toUtf8();
}

const models::BulkChunk *preferencesChunk(const models::BulkJob *job)
{
    if (!job || job->chunks().isEmpty())
        return nullptr;
    const models::BulkChunk &chunk = job->chunks().first();
    const bool isPreferences = chunk.request.endpoint && chunk.request.body
        && qstrcmp(chunk.request.endpoint->name, api::preferences::bulkSet.name) == 0;
    return isPreferences ? &chunk : nullptr;
}

} // namespace

QByteArray csvOf(const QAbstractItemModel &model)
{
    QByteArray csv;
    for (int row = -1; row < model.rowCount(); ++row) {
        QByteArrayList fields;
        for (int column = 0; column < model.columnCount(); ++column) {
            if (row < 0) {
                fields += csvField(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
                continue;
            }
            const auto shown
                = model.index(row, column).data(models::JobsModel::ShownRole).value<QList<models::Shown>>();
            const bool isNull = !shown.isEmpty() && shown.first().dim;
            fields += isNull ? QByteArray() : csvField(model.index(row, column).data().toString());
        }
        csv += fields.join(',') + '\n';
    }
    return csv;
}

FailedRows::FailedRows(QWidget *parent)
    : QWidget(parent)
    , m_model(new models::BulkErrorsModel(this))
    , m_heading(makeHeading({}, this))
    , m_copy(makeButton(tr("Copy ids"), this))
    , m_export(makeButton(tr("Export…"), this))
    , m_retry(makeButton(tr("Retry these…"), this))
    , m_view(new QTableView(this))
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new CellDelegate(m_view));
    CellDelegate::setHoverRows(m_view);
    m_view->setAccessibleName(tr("Failed rows"));
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(metric::row);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->setColumnWidth(0, 260);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        const QModelIndex index = m_view->indexAt(at);
        if (!index.isValid())
            return;
        auto *menu = new QMenu(m_view);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        addCopyActions(menu, m_view, index);
        menu->popup(m_view->viewport()->mapToGlobal(at));
    });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(metric::inside);
    head->addWidget(m_heading, 1);
    for (QPushButton *button : {m_copy, m_export, m_retry})
        head->addWidget(button);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    connect(m_copy, &QPushButton::clicked, this, &FailedRows::copy);
    connect(m_export, &QPushButton::clicked, this, &FailedRows::exportCsv);
    connect(m_retry, &QPushButton::clicked, this, &FailedRows::retry);
    follow();
}

void FailedRows::setJob(models::BulkJob *job)
{
    if (m_job)
        m_job->disconnect(this);
    m_job = job;
    m_model->setJob(job);
    if (job)
        connect(job, &models::BulkJob::changed, this, &FailedRows::follow, Qt::QueuedConnection);
    follow();
}

void FailedRows::follow()
{
    const qint64 failed = m_job ? m_job->failedRows() : 0;
    const int listed = m_model->rowCount();
    QString text = tr("No failed rows");
    if (failed > 0)
        text = failed == 1 ? tr("1 failed row") : tr("%1 failed rows").arg(models::numberText(failed));
    if (failed > listed)
        text += listed == 0 ? tr(", not listed by the service")
                            : tr(", %1 listed").arg(models::numberText(listed));
    m_heading->setText(text);
    m_view->setVisible(listed > 0);
    bool anyCollection = false; // of objects only
    for (int row = 0; row < listed && !anyCollection; ++row)
        anyCollection = !m_model->index(row, 1)
                             .data(models::JobsModel::ShownRole)
                             .value<QList<models::Shown>>()
                             .value(0)
                             .dim;
    m_view->setColumnHidden(1, !anyCollection);
    m_copy->setVisible(listed > 0);
    m_export->setVisible(listed > 0);
    m_retry->setVisible(listed > 0 && m_job && m_job->isOver() && preferencesChunk(m_job));
}

QStringList FailedRows::ids() const
{
    QStringList ids;
    for (int row = 0; row < m_model->rowCount(); ++row)
        ids += m_model->index(row, 0).data(models::JobsModel::IdRole).toString();
    return ids;
}

void FailedRows::copy() const
{
    QGuiApplication::clipboard()->setText(ids().join(u'\n'));
}

void FailedRows::exportCsv()
{
    auto *dialog = new QFileDialog(this, tr("Export the failed rows"), QStringLiteral("failed-rows.csv"),
                                   tr("CSV files (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    const QByteArray csv = csvOf(*m_model);
    connect(dialog, &QFileDialog::fileSelected, this, [this, csv](const QString &path) {
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(csv) == csv.size() && file.commit())
            return;
        auto *box = new QMessageBox(QMessageBox::Warning, tr("Not exported"),
                                    tr("%1 could not be written: %2").arg(path, file.errorString()),
                                    QMessageBox::Ok, this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    dialog->open();
}

void FailedRows::retry()
{
    const models::BulkChunk *chunk = preferencesChunk(m_job);
    if (!chunk)
        return;
    const QJsonObject body = *chunk->request.body;
    Q_EMIT retryRequested(ids(), body.value(QLatin1StringView("preferences")).toObject());
}

} // namespace ui
