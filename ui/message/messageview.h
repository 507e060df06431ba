// One message: what became of it in a sentence, and all its parts. Shared by the page and the lists' details.
#pragma once

#include "ui/context.h"
#include "ui/message/messageparts.h"
#include "ui/place.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QLabel;
class QScrollArea;
class QSplitter;
class QStackedLayout;
class QStackedWidget;
class QVBoxLayout;

namespace ui {

class ActivitiesView;
class ContentView;
class DeliveryLogsView;
class JsonView;
class Marker;
class MessageEvidence;
class MessageHead;
class Overview;
class PartView;
class SectionTabs;
class StatePanel;
class StoryView;
class WrappedLabel;

// Where it is wide, the timeline stands beside the other parts; where it is narrow, it is the first of them
// and the overview follows below it.
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
    // Also asks for the run around the message; before the first open().
    void setRunWanted(bool wanted) { m_parts->setRunWanted(wanted); }

    // See MessageParts; before the first open().
    void setContents(models::ContentReader *contents) { m_parts->setContents(contents); }
    bool isContentShown() const; // the section, or beside the timeline where it is wide

    QString section() const { return m_section; } // timeline, overview, content, activities, logs, raw
    void setSection(const QString &section); // an unknown or empty one is the timeline
    bool isWide() const { return m_wide; }
    QString id() const;
    QString title() const; // for a tab
    QString sentence() const;
    bool isSettled() const;
    QString failure() const;
    const MessageParts &parts() const { return *m_parts; }
    MessageEvidence *evidence() const { return m_evidence; }

public Q_SLOTS:
    void chooseComparison(); // asks for the other message

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);
    void settledChanged();
    void sectionChanged();
    void titleChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void buildHead();
    void buildPages();
    void buildBody();
    void connectAll();
    void connectRetries();
    void arrange();
    void showSection();
    QWidget *pageOf(const QString &section) const;
    QStringList inSight() const; // sections
    void fillSight();
    void fill(const QString &section);
    void forgetShown();
    void follow(MessageParts::Part part);
    bool isMoreDue() const;
    void showNews();
    void showNewsOfMessage(const QSet<MessageParts::Part> &news);
    void tellSettled();
    void showMissing();
    void showLoadingSoon();
    void showMessage();
    void showStory();
    void showNotes(const MessageStory &story);
    void showContent();
    void showLogs();
    void showActivities();
    void showFailure();
    void showFacts();
    void showProblem(const QString &text);

    Context m_context;
    Marker *m_marker;
    MessageParts *m_parts;
    MessageEvidence *m_evidence = nullptr;
    QStackedLayout *m_stack;
    StatePanel *m_state;
    QWidget *m_body;
    QString m_rowProblem; // what of the list's row could not be read
    QLabel *m_problem;
    MessageHead *m_head;
    WrappedLabel *m_sentence;
    WrappedLabel *m_skips; // why other steps of the run sent nothing
    WrappedLabel *m_notes;
    QSplitter *m_split;
    QVBoxLayout *m_side;
    SectionTabs *m_tabs;
    QStackedWidget *m_pages;
    PartView *m_timelinePart;
    StoryView *m_story;
    QScrollArea *m_overviewArea;
    Overview *m_overview;
    PartView *m_contentPart;
    ContentView *m_content;
    ActivitiesView *m_activities;
    PartView *m_activitiesPart;
    PartView *m_logsPart;
    DeliveryLogsView *m_logs;
    JsonView *m_raw;
    QJsonObject m_shownContent;
    QJsonObject m_shownRaw; // of the message whose facts are shown
    QStringList m_shownNames;
    QString m_section;
    QSet<MessageParts::Part> m_news; // not shown yet
    QTimer m_newsSoon;
    QTimer m_loadingSoon;
    QSet<QString> m_stale; // sections that are filled when they come into sight
    bool m_wide = false;
    bool m_arranging = false;
    bool m_wasSettled = true;
};

} // namespace ui
