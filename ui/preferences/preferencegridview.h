#pragma once

#include "api/rules/preferenceset.h"

#include <QTableView>

namespace models {
class PreferenceGridModel;
}

namespace ui {

// A PreferenceGridModel to click and type in: a click on a pill or Space goes on to the next state, O, F and
// Delete set on, off and inherit. Conditions are replaced only after a question.
class PreferenceGridView : public QTableView
{
    Q_OBJECT
public:
    explicit PreferenceGridView(models::PreferenceGridModel *grid, QWidget *parent = nullptr);
    void setFilter(const QString &text, bool onlyChanged); // hides the other rows
    int shownRowCount() const; // without headings
    void setCurrentCell(const api::PreferenceCell &cell);

Q_SIGNALS:
    void currentCellChanged();
    void filtered();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void change(const QModelIndex &index, api::PreferenceState state);
    void askToReplace(const QModelIndex &index, api::PreferenceState state);
    void arrange(); // heading spans, heights and widths
    void fitColumns();
    void filter();
    bool rowMatches(int row) const;
    QModelIndex pillAt(const QPoint &position) const;

    models::PreferenceGridModel *m_grid;
    int m_nameWidth = 220; // of the longest
    QString m_text;
    bool m_onlyChanged = false;
    QPersistentModelIndex m_pressed;
};

} // namespace ui
