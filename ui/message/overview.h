#pragma once

#include "ui/message/messagefacts.h"

#include <QWidget>

namespace ui {

class JsonTreeView;
class KeyValueTable;

// The facts about a message, and the data it was triggered with as a tree.
class Overview : public QWidget
{
    Q_OBJECT
public:
    explicit Overview(QWidget *parent = nullptr);
    void setMessage(const api::Message &message, const models::Vocabulary *vocabulary);
    KeyValueTable *facts() const { return m_facts; }

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);

private:
    KeyValueTable *m_facts;
    QWidget *m_dataTitle;
    JsonTreeView *m_data;
};

} // namespace ui
