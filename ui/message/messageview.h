// One message: what became of it in a sentence, and all its parts. Shared by the page and the lists' details.
#pragma once

#include "ui/context.h"
#include "ui/message/messageparts.h"
#include "ui/place.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QStackedLayout;

namespace ui {

class ActivitiesView;
class ContentView;
class DeliveryLogsView;
class JsonView;
class KeyValueTable;
class Marker;
class MessageHead;
class PartView;
class SectionTabs;
class StatePanel;
class TimelineView;

class MessageView : public QWidget
{
    Q_OBJECT
public:
    // `marker` marks messages; what the service answers it is shown here, too.
    MessageView(const Context &context, Marker *marker, QWidget *parent = nullptr);
    ~MessageView() override;

    void open(const QString &id); // asks for the message itself, too
    // From a list's row; `problem` says what of the row could not be read.
    void open(const api::Message &known, const QString &problem = {});
    void clear(const QString &hint = {}); // shows only the hint
    void refresh();

    QString section() const; // timeline, content, activities, logs, raw
    void setSection(const QString &section);
    QString id() const;
    QString title() const; // for a tab
    QString sentence() const;
    bool isSettled() const;
    QString failure() const;

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);
    void settledChanged();
    void sectionChanged();
    void titleChanged();

private:
    void build();
    QWidget *buildTimeline();
    void connectAll();
    void follow(MessageParts::Part part);
    void showMessage();
    void showStory();
    void showContent();
    void showLogs();
    void showActivities();
    void showFailure();
    void showFacts();
    void showProblem(const QString &text);

    Context m_context;
    Marker *m_marker;
    MessageParts *m_parts;
    QStackedLayout *m_stack;
    StatePanel *m_state;
    QWidget *m_body;
    QString m_rowProblem; // what of the list's row could not be read
    QLabel *m_problem;
    MessageHead *m_head;
    QLabel *m_sentence;
    SectionTabs *m_tabs;
    QStackedWidget *m_pages;
    PartView *m_timelinePart;
    TimelineView *m_timeline;
    QLabel *m_answerTitle;
    JsonView *m_answer;
    KeyValueTable *m_facts;
    PartView *m_contentPart;
    ContentView *m_content;
    PartView *m_activitiesPart;
    PartView *m_logsPart;
    DeliveryLogsView *m_logs;
    JsonView *m_raw;
    QJsonObject m_shownContent;
    bool m_wasSettled = true;
};

} // namespace ui
