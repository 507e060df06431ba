// Every endpoint of the API in groups, as a tree of two levels.
#pragma once

#include "models/cursorlistbase.h"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>
#include <vector>

namespace api {
struct EndpointInfo;
}

namespace models {

class EndpointsModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role {
        ShownRole = CursorListBase::ShownRole,
        NameRole = CursorListBase::FirstFreeRole, // users.list
        VerbRole, // GET
        PathRole // /v1/users
    };
    explicit EndpointsModel(QObject *parent = nullptr);

    const api::EndpointInfo *endpoint(const QModelIndex &index) const; // null for a group
    QModelIndex indexOf(const QString &name) const; // of users.list; invalid: unknown
    static QString lineOf(const api::EndpointInfo &endpoint); // what it does, translated

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Group
    {
        QString title;
        std::vector<const api::EndpointInfo *> endpoints;
    };
    std::vector<Group> m_groups;
};

// Those whose name, path or line contain all words of a text.
class EndpointsFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit EndpointsFilter(QObject *parent = nullptr);
    void setText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

} // namespace models
