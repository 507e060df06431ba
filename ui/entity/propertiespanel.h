#pragma once

#include "api/schema/field.h"
#include "models/display.h"
#include "ui/panel.h"

#include <QCoreApplication>

class QTreeView;

namespace models {
class JsonTreeModel;
}

namespace ui {

class KeyValueTable;
class PartView;

// What is known about a person or an object, and its custom properties as a tree. The page hands them over.
class PropertiesPanel : public Panel
{
    Q_OBJECT
public:
    explicit PropertiesPanel(QWidget *parent = nullptr);
    template <api::Described T>
    void setEntity(const T &entity, const QJsonObject &properties);

    void activate() override { }
    void refresh() override { }
    bool isSettled() const override { return true; }

private:
    void clear(const QString &id);
    void addField(const char *context, const char *label, QLatin1StringView path,
                  const QList<models::Shown> &values);
    void setProperties(const QJsonObject &properties);

    KeyValueTable *m_table;
    models::JsonTreeModel *m_model;
    QTreeView *m_tree;
    PartView *m_part;
};

template <api::Described T>
void PropertiesPanel::setEntity(const T &entity, const QJsonObject &properties)
{
    clear(entity.id);
    api::forEachField<T>([&](const auto &field) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(entity.*field.member)>, QJsonObject>)
            addField(T::context, field.label, QLatin1StringView(field.path),
                     models::shownList(entity.*field.member));
    });
    setProperties(properties);
}

} // namespace ui
