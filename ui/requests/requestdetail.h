// What one request asked and what came back.
#pragma once

#include <QJsonValue>
#include <QWidget>

class QLabel;
class QStackedLayout;
namespace api {
struct JournalEntry;
}

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
    void fillTiming(const api::JournalEntry &entry);
    void fillHeaders(const api::JournalEntry &entry);

    quint64 m_shownId = 0;
    qint64 m_shownMs = -1; // how long it took: -1 while under way
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
