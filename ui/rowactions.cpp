#include "ui/rowactions.h"

#include "models/cursorlistbase.h"
#include "ui/jsonview.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonObject>
#include <QMenu>
#include <QTableView>
#include <QToolTip>

namespace ui {
namespace {

struct RowActionsText
{
    Q_DECLARE_TR_FUNCTIONS(RowActions)
};

QString cellText(const QModelIndex &index)
{
    QString text = index.data(Qt::DisplayRole).toString();
    if (text.isEmpty()) {
        QStringList parts;
        const auto values = index.data(models::CursorListBase::ShownRole).value<QList<models::Shown>>();
        for (const models::Shown &shown : values)
            parts.append(shown.text);
        text = parts.join(u' ');
    }
    return text.replace(u'\t', u' ').replace(u'\n', u' ');
}

void copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

QModelIndexList selectedInOrder(const QTableView *view)
{
    QModelIndexList rows = view->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    return rows;
}

} // namespace

QList<int> shownColumns(const QTableView *view)
{
    QList<int> columns;
    const QHeaderView *header = view->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        if (!header->isSectionHidden(header->logicalIndex(visual)))
            columns.append(header->logicalIndex(visual));
    }
    return columns;
}

void copyAndSay(QWidget *owner, const QString &text, const QString &said)
{
    copy(text);
    QToolTip::showText(owner->mapToGlobal(QPoint(owner->width() - 200, 24)), said, owner);
}

QString rowsAsText(const QTableView *view)
{
    const QList<int> columns = shownColumns(view);
    QList<QStringList> lines(1);
    for (const int column : columns)
        lines.last().append(view->model()->headerData(column, Qt::Horizontal).toString());
    for (const QModelIndex &row : selectedInOrder(view)) {
        QStringList &line = lines.emplaceBack();
        for (const int column : columns)
            line.append(row.siblingAtColumn(column)
                            .data(models::CursorListBase::MachineRole)
                            .toString()
                            .simplified());
    }
    QList<qsizetype> widths(columns.size());
    for (const QStringList &line : std::as_const(lines)) {
        for (qsizetype i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths.at(i), line.at(i).size() + 2);
    }
    QString text;
    for (const QStringList &line : std::as_const(lines)) {
        QString padded;
        for (qsizetype i = 0; i < line.size(); ++i)
            padded += line.at(i).leftJustified(widths.at(i));
        while (padded.endsWith(u' '))
            padded.chop(1);
        text += padded + u'\n';
    }
    return text;
}

void copyRows(const QTableView *view)
{
    const QModelIndexList rows = selectedInOrder(view);
    if (rows.isEmpty())
        return;
    const QList<int> columns = shownColumns(view);
    QStringList line;
    for (const int column : columns)
        line.append(view->model()->headerData(column, Qt::Horizontal).toString());
    QString text = line.join(u'\t') + u'\n';
    for (const QModelIndex &row : rows) {
        line.clear();
        for (const int column : columns)
            line.append(cellText(row.siblingAtColumn(column)));
        text += line.join(u'\t') + u'\n';
    }
    copy(text);
}

void addCopyActions(QMenu *menu, QTableView *view, const QModelIndex &index)
{
    const QString id = index.data(models::CursorListBase::IdRole).toString();
    if (!id.isEmpty())
        QObject::connect(menu->addAction(RowActionsText::tr("Copy id")), &QAction::triggered, view,
                         [id] { copy(id); });
    const QJsonObject object = index.data(models::CursorListBase::ObjectRole).toJsonObject();
    QObject::connect(menu->addAction(RowActionsText::tr("Copy row as JSON")), &QAction::triggered, view,
                     [object] { copy(prettyJson(object)); });
    QObject::connect(menu->addAction(RowActionsText::tr("Copy selected rows")), &QAction::triggered, view,
                     [view] { copyRows(view); });
}

} // namespace ui
