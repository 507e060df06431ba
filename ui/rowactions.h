#pragma once

class QMenu;
class QModelIndex;
class QTableView;

namespace ui {

// The selected rows as tab-separated text with a line of headings, into the clipboard.
void copyRows(const QTableView *view);
// Copy id, copy row JSON, copy rows.
void addCopyActions(QMenu *menu, QTableView *view, const QModelIndex &index);

} // namespace ui
