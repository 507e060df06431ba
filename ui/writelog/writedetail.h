// One write: the facts, what was asked and what came back.
#pragma once

#include <QWidget>

class QLabel;
class QStackedLayout;
namespace models {
struct WriteEntry;
}

namespace ui {

class Chip;
class ElidedLabel;
class JsonView;
class KeyValueTable;
class SectionTabs;

class WriteDetail : public QWidget
{
    Q_OBJECT
public:
    explicit WriteDetail(QWidget *parent = nullptr);
    void setEntry(const models::WriteEntry *entry); // null: nothing is chosen

private:
    void fillFacts(const models::WriteEntry &entry);
    ElidedLabel *m_target;
    Chip *m_outcome;
    QLabel *m_sentence;
    SectionTabs *m_sections;
    QStackedLayout *m_parts;
    KeyValueTable *m_facts;
    JsonView *m_body;
    JsonView *m_answer;
};

} // namespace ui
