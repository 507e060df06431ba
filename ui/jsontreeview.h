// JSON as a tree to look things up in: search with next, previous and count, copy a path or a value.
#pragma once

#include <QJsonValue>
#include <QModelIndex>
#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QTreeView;

namespace models {
class JsonTreeModel;
}

namespace ui {

class JsonTreeView : public QWidget
{
    Q_OBJECT
public:
    explicit JsonTreeView(QWidget *parent = nullptr);
    // The same value again keeps what is open and chosen.
    void setJson(const QJsonValue &value);
    void openMember(const QString &key, int depth); // a top member, so many levels deep
    void expandAll();
    QTreeView *view() const { return m_view; }
    models::JsonTreeModel *model() const { return m_model; }
    QLineEdit *findField() const { return m_find; }
    QString foundText() const; // "2 of 7"; empty while nothing is searched for
    // As high as its open rows, up to `rows`; nothing scrolls inside a page that scrolls. 0: fills.
    void setMaximumRows(int rows);

public Q_SLOTS:
    void openFind();
    void findNext();
    void findPrevious();
    void copyPath() const;
    void copyValue() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void buildFindBar();
    void buildActions();
    void search();
    void showFound(qsizetype which);
    void closeFind();
    void fit();

    models::JsonTreeModel *m_model;
    QTreeView *m_view;
    QWidget *m_bar;
    QLineEdit *m_find;
    QLabel *m_count;
    QMenu *m_menu;
    QModelIndexList m_found;
    qsizetype m_at = -1;
    int m_maximumRows = 0;
};

} // namespace ui
