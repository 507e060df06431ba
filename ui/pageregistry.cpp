#include "ui/pageregistry.h"

#include <algorithm>

namespace ui {

void PageRegistry::add(PageEntry entry)
{
    m_entries.push_back(std::move(entry));
}

const PageEntry *PageRegistry::find(const QString &kind) const
{
    const auto it = std::find_if(m_entries.begin(), m_entries.end(),
                                 [&kind](const PageEntry &entry) { return entry.kind == kind; });
    return it == m_entries.end() ? nullptr : &*it;
}

Page *PageRegistry::make(const Context &context, const Place &place, QWidget *parent) const
{
    const PageEntry *entry = find(place.kind);
    return entry ? entry->make(context, place, parent) : nullptr;
}

} // namespace ui
