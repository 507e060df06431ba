#pragma once

#include <QAbstractItemModel>
#include <QJsonValue>
#include <memory>

namespace models {

// A JSON value as a tree: key and value. Nodes are made when a branch is first looked at.
class JsonTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { KeyColumn, ValueColumn, ColumnCount };
    explicit JsonTreeModel(QObject *parent = nullptr);
    ~JsonTreeModel() override;

    // An object's or list's members become the top rows; anything else is one row without key.
    void setValue(const QJsonValue &value);
    const QJsonValue &value() const { return m_value; }

    QString
    path(const QModelIndex &index) const; // "settings.branding.colors[2]"; a key with a dot is ["quoted"]
    QString valueText(const QModelIndex &index) const; // text as it is, everything else as JSON (indented)
    QJsonValue valueAt(const QModelIndex &index) const;

    // Where the text stands in a key or in a plain value, upper and lower case alike, from top to bottom; at
    // most `most`. An empty text stands nowhere.
    QModelIndexList find(const QString &text, int most = 10'000) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override; // also CursorListBase::ShownRole
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;
    Node *nodeOf(const QModelIndex &index) const;
    void findBelow(Node &node, const QString &text, int most, QModelIndexList &found) const;
    QJsonValue m_value;
    std::unique_ptr<Node> m_root;
};

} // namespace models
