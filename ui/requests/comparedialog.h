#pragma once

class QWidget;
namespace api {
struct JournalEntry;
}

namespace ui {

// Two answers beside each other, line against line.
void openComparison(const api::JournalEntry &left, const api::JournalEntry &right, QWidget *parent);

} // namespace ui
