#include "models/endpointsmodel.h"

#include "api/schema/endpointdoc.h"
#include "api/schema/registry.h"

#include <QCoreApplication>
#include <algorithm>

namespace models {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Endpoint", text);
}

} // namespace

EndpointsModel::EndpointsModel(QObject *parent)
    : QAbstractItemModel(parent)
{
    for (const api::EndpointInfo *endpoint : api::endpoints()) {
        const api::EndpointDoc *doc = api::docOf(*endpoint);
        const QString title = doc ? translated(doc->group) : tr("Others");
        auto group = std::find_if(m_groups.begin(), m_groups.end(),
                                  [&](const Group &g) { return g.title == title; });
        if (group == m_groups.end())
            group = m_groups.insert(m_groups.end(), Group {title, {}});
        group->endpoints.push_back(endpoint);
    }
}

QString EndpointsModel::lineOf(const api::EndpointInfo &endpoint)
{
    const api::EndpointDoc *doc = api::docOf(endpoint);
    return doc ? translated(doc->line) : QString();
}

// A group's index holds 0, an endpoint's the number of its group, from 1.
QModelIndex EndpointsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : 0);
}

QModelIndex EndpointsModel::parent(const QModelIndex &index) const
{
    return index.internalId() == 0 ? QModelIndex() : createIndex(int(index.internalId()) - 1, 0, quintptr(0));
}

int EndpointsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    return parent.internalId() == 0 ? int(m_groups[std::size_t(parent.row())].endpoints.size()) : 0;
}

int EndpointsModel::columnCount(const QModelIndex &) const
{
    return 1;
}

const api::EndpointInfo *EndpointsModel::endpoint(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return nullptr;
    return m_groups[std::size_t(index.internalId() - 1)].endpoints[std::size_t(index.row())];
}

QModelIndex EndpointsModel::indexOf(const QString &name) const
{
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        const auto &endpoints = m_groups[g].endpoints;
        for (std::size_t i = 0; i < endpoints.size(); ++i) {
            if (QLatin1StringView(endpoints[i]->name) == name)
                return createIndex(int(i), 0, quintptr(g + 1));
        }
    }
    return {};
}

QVariant EndpointsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const api::EndpointInfo *info = endpoint(index);
    if (!info) {
        const QString &title = m_groups[std::size_t(index.row())].title;
        if (role == ShownRole)
            return QVariant::fromValue(QList<Shown> {{.text = title, .dim = true}});
        return role == Qt::DisplayRole ? QVariant(title) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
        return lineOf(*info);
    case Qt::ToolTipRole:
        return QString::fromLatin1(api::verbName(info->verb) + ' ' + api::namedPath(*info));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(lineOf(*info), QString::fromLatin1(api::verbName(info->verb)));
    case ShownRole:
        return QVariant::fromValue(QList<Shown> {
            {.text = QString::fromLatin1(api::verbName(info->verb)), .dim = true, .fixed = true},
            {.text = lineOf(*info)}});
    case NameRole:
        return QLatin1StringView(info->name);
    case VerbRole:
        return QString::fromLatin1(api::verbName(info->verb));
    case PathRole:
        return QString::fromLatin1(api::namedPath(*info));
    default:
        return {};
    }
}

EndpointsFilter::EndpointsFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
}

void EndpointsFilter::setText(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool EndpointsFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_words.isEmpty(); // a group shows with what it holds
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    QString text = index.data().toString() + u' ' + index.parent().data().toString();
    for (const int role : {EndpointsModel::NameRole, EndpointsModel::VerbRole, EndpointsModel::PathRole})
        text += u' ' + index.data(role).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace models
