#pragma once

#include "ui/context.h"

#include <QObject>
#include <functional>

class QAction;
class QPushButton;

namespace models {
class CursorListBase;
}

namespace ui {

class FilterBar;
struct ExportChoice;

// Exports a list: the button at the right of its filters, Ctrl+E, and the dialog both open.
class ListExport : public QObject
{
    Q_OBJECT
public:
    // What a list says of itself when it is asked. Rows are rows of the model.
    struct List
    {
        const models::CursorListBase *model = nullptr;
        std::function<QString()> name; // "Messages"
        std::function<QList<int>()> selected;
        std::function<QList<int>()> shown; // of the loaded; all of them unless the list is searched
        std::function<QList<int>()> columns; // in the order they are shown
    };
    // The key works in all of `owner`. Null where the context has no exports.
    static ListExport *add(const Context &context, const List &list, QWidget *owner,
                           FilterBar *bar = nullptr);
    void addTo(FilterBar *bar);
    QAction *action() const { return m_action; }
    void open();

private:
    ListExport(const Context &context, const List &list, QWidget *owner);
    void start(const ExportChoice &choice);

    Context m_context;
    List m_list;
    QWidget *m_owner;
    QAction *m_action;
};

} // namespace ui
