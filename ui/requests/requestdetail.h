// What one request asked and what came back.
#pragma once

#include "api/client/requestjournal.h"

#include <QJsonValue>
#include <QSet>
#include <QWidget>

class QLabel;
class QStackedLayout;

namespace ui {

class Chip;
class ElidedLabel;
class JsonView;
class KeyValueTable;
class SectionTabs;
class StatePanel;

class RequestDetail : public QWidget
{
    Q_OBJECT
public:
    explicit RequestDetail(QWidget *parent = nullptr);
    void setEntry(const api::JournalEntry *entry); // null: nothing is chosen

private:
    enum Section { Answer, Question, Headers, Timing }; // in the order of the tabs
    void fillSight();
    void fillTiming(const api::JournalEntry &entry);
    void fillHeaders(const api::JournalEntry &entry);

    api::JournalEntry m_entry; // that is shown
    QSet<int> m_stale; // sections that are filled when they are looked at
    QStackedLayout *m_stack;
    StatePanel *m_nothing;
    QWidget *m_body;
    ElidedLabel *m_target;
    Chip *m_status;
    QLabel *m_error;
    SectionTabs *m_sections;
    QStackedLayout *m_parts;
    JsonView *m_answer;
    JsonView *m_question;
    KeyValueTable *m_headers;
    KeyValueTable *m_timing;
};

// A body of the journal as JSON with credentials masked. Of one that was cut (`wholeSize` bytes came, fewer
// were kept) what can be read of it. Undefined: no JSON.
QJsonValue bodyJson(const QByteArray &body, qint64 wholeSize);

} // namespace ui
