// Which page shows which kind of place; ui/pages.cpp fills it, one line per page.
#pragma once

#include "ui/context.h"
#include "ui/page.h"

#include <QKeySequence>
#include <functional>
#include <vector>

namespace api {
struct Connection;
struct EndpointInfo;
}

namespace ui {

struct PageEntry
{
    using Make = std::function<Page *(const Context &context, const Place &place, QWidget *parent)>;
    QString kind; // of the place
    Make make;
    QString sidebarLabel; // empty: not in the sidebar
    QString icon;
    QString sidebarKind; // which sidebar entry is marked while this page shows; empty: its own
    const api::EndpointInfo *needs = nullptr; // a key that may not ask this can't use the page
    QKeySequence toggle = {}; // shows the page, and on it goes back to where one was
};

class PageRegistry
{
public:
    void add(PageEntry entry);
    const PageEntry *find(const QString &kind) const;
    const std::vector<PageEntry> &entries() const { return m_entries; }
    // The page of a place, not yet at it; null for an unknown kind.
    Page *make(const Context &context, const Place &place, QWidget *parent) const;

private:
    std::vector<PageEntry> m_entries;
};

void registerPages(PageRegistry &registry);

} // namespace ui
