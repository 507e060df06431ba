#pragma once

#include "ui/message/messagecompare.h"

#include <QWidget>

class QGridLayout;

namespace ui {

// Label, left, right under each other; what differs stands on a ground of its own and is marked with a sign.
class DiffTable : public QWidget
{
    Q_OBJECT
public:
    explicit DiffTable(QWidget *parent = nullptr);
    void setRows(const QList<ComparedRow> &rows);
    void setOnlyDifferences(bool only);
    QStringList lines() const { return m_lines; } // as shown, for a screen reader

protected:
    void changeEvent(QEvent *event) override;

private:
    void redraw();
    QWidget *cell(const QString &text, bool differs);
    QGridLayout *m_grid;
    QList<ComparedRow> m_rows;
    bool m_onlyDifferences = false;
    QStringList m_lines;
};

} // namespace ui
