// Labels and values under each other with a line below each: the facts about one thing.
#pragma once

#include "models/shown.h"

#include <QWidget>

class QGridLayout;

namespace ui {

class KeyValueTable : public QWidget
{
    Q_OBJECT
public:
    explicit KeyValueTable(QWidget *parent = nullptr);
    void clear();
    void addRow(const QString &label, const QList<models::Shown> &values); // chips, ids, dim nulls
    void addText(const QString &label, const QString &text); // wraps; null or empty: a dim dash
    void addId(const QString &label, const QString &id); // with a copy button
    void addWidget(const QString &label, QWidget *value); // takes the widget over
    int rowCount() const { return m_rows; }

private:
    QGridLayout *m_grid;
    int m_rows = 0;
};

} // namespace ui
