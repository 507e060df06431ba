#pragma once

#include <QList>

class QMenu;
class QModelIndex;
class QString;
class QTableView;
class QWidget;

namespace ui {

// The selected rows as tab-separated text with a line of headings, into the clipboard.
void copyRows(const QTableView *view);
// Into the clipboard, and says so for a moment in a corner of `owner`.
void copyAndSay(QWidget *owner, const QString &text, const QString &said);
// The selected rows as plain text for a ticket: a table of the shown columns, with times in UTC and ids.
QString rowsAsText(const QTableView *view);
// The columns in the order they are shown.
QList<int> shownColumns(const QTableView *view);
// Copy id, copy row JSON, copy rows.
void addCopyActions(QMenu *menu, QTableView *view, const QModelIndex &index);

} // namespace ui
