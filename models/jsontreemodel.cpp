#include "models/jsontreemodel.h"

#include "models/cursorlistbase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <vector>

namespace models {

struct JsonTreeModel::Node
{
    Node *parent = nullptr;
    int row = 0;
    QString key; // of an object's member; empty in a list
    QJsonValue value;
    bool isFilled = false;
    std::vector<std::unique_ptr<Node>> children;

    qsizetype childCount() const
    {
        return value.isObject() ? value.toObject().size() : value.isArray() ? value.toArray().size() : 0;
    }
    void add(const QString &childKey, const QJsonValue &child)
    {
        children.push_back(std::make_unique<Node>());
        Node &node = *children.back();
        node.parent = this;
        node.row = int(children.size()) - 1;
        node.key = childKey;
        node.value = child;
    }
    void fill()
    {
        if (std::exchange(isFilled, true))
            return;
        children.reserve(std::size_t(childCount()));
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            add(it.key(), *it);
        const QJsonArray array = value.toArray();
        for (const auto &item : array)
            add({}, item);
    }
    bool isInList() const { return parent && parent->value.isArray(); }
};

namespace {

bool isPlainKey(const QString &key)
{
    for (const QChar c : key) {
        if (!c.isLetterOrNumber() && c != u'_' && c != u'-' && c != u'$')
            return false;
    }
    return !key.isEmpty();
}

QString quoted(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray {text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

Shown valueShown(const QJsonValue &value)
{
    if (value.isObject()) {
        const qsizetype n = value.toObject().size();
        return {.text = n == 1 ? JsonTreeModel::tr("1 entry") : JsonTreeModel::tr("%1 entries").arg(n),
                .dim = true};
    }
    if (value.isArray()) {
        const qsizetype n = value.toArray().size();
        return {.text = n == 1 ? JsonTreeModel::tr("1 item") : JsonTreeModel::tr("%1 items").arg(n),
                .dim = true};
    }
    if (value.isNull() || value.isUndefined())
        return {.text = QStringLiteral("null"), .dim = true, .fixed = true};
    const QString text = value.isString() ? value.toString() : compactJson(value);
    return {.text = text, .tip = text.size() > 60 ? text : QString(), .fixed = true};
}

} // namespace

JsonTreeModel::JsonTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

JsonTreeModel::~JsonTreeModel() = default;

void JsonTreeModel::setValue(const QJsonValue &value)
{
    beginResetModel();
    m_value = value;
    m_root = std::make_unique<Node>();
    if (value.isObject() || value.isArray()) {
        m_root->value = value;
    } else if (!value.isUndefined()) {
        m_root->add({}, value);
        m_root->isFilled = true;
    }
    endResetModel();
}

JsonTreeModel::Node *JsonTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndexList JsonTreeModel::find(const QString &text, int most) const
{
    QModelIndexList found;
    if (!text.isEmpty())
        findBelow(*m_root, text, most, found);
    return found;
}

void JsonTreeModel::findBelow(Node &node, const QString &text, int most, QModelIndexList &found) const
{
    node.fill();
    for (const std::unique_ptr<Node> &child : node.children) {
        if (found.size() >= most)
            return;
        const QJsonValue &value = child->value;
        const bool isPlain = !value.isObject() && !value.isArray();
        if (child->key.contains(text, Qt::CaseInsensitive))
            found += createIndex(child->row, KeyColumn, child.get());
        else if (isPlain
                 && (value.isString() ? value.toString() : compactJson(value))
                        .contains(text, Qt::CaseInsensitive))
            found += createIndex(child->row, ValueColumn, child.get());
        if (!isPlain)
            findBelow(*child, text, most, found);
    }
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    Node *node = nodeOf(parent);
    node->fill();
    return createIndex(row, column, node->children[std::size_t(row)].get());
}

QModelIndex JsonTreeModel::parent(const QModelIndex &child) const
{
    Node *parent = child.isValid() ? nodeOf(child)->parent : nullptr;
    return parent && parent != m_root.get() ? createIndex(parent->row, 0, parent) : QModelIndex();
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() && parent.column() != 0)
        return 0;
    const Node *node = nodeOf(parent);
    return int(node->isFilled ? qsizetype(node->children.size()) : node->childCount());
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node *node = nodeOf(index);
    Shown shown;
    if (index.column() == KeyColumn) {
        shown.text = node->isInList() ? QStringLiteral("[%1]").arg(node->row) : node->key;
        shown.dim = node->isInList();
    } else {
        shown = valueShown(node->value);
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return shown.text;
    case Qt::ToolTipRole:
        return shown.tip.isEmpty() ? QVariant() : QVariant(shown.tip);
    case CursorListBase::ShownRole:
        return QVariant::fromValue(QList<Shown> {shown});
    default:
        return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractItemModel::headerData(section, orientation, role);
    return section == KeyColumn ? tr("Key") : tr("Value");
}

QString JsonTreeModel::path(const QModelIndex &index) const
{
    QString path;
    for (const Node *node = nodeOf(index); node->parent; node = node->parent) {
        QString step;
        if (node->isInList())
            step = QStringLiteral("[%1]").arg(node->row);
        else if (isPlainKey(node->key))
            step = node->parent->parent ? u'.' + node->key : node->key;
        else if (node->parent->value.isObject())
            step = u'[' + quoted(node->key) + u']';
        path.prepend(step);
    }
    return path;
}

QString JsonTreeModel::valueText(const QModelIndex &index) const
{
    const QJsonValue value = valueAt(index);
    if (value.isString())
        return value.toString();
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson());
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson());
    return compactJson(value);
}

QJsonValue JsonTreeModel::valueAt(const QModelIndex &index) const
{
    return index.isValid() ? nodeOf(index)->value : m_value;
}

} // namespace models
