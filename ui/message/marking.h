// Marking messages seen, read, interacted, archived, and taking it back.
#pragma once

#include "api/schema/status.h"

#include <QStringList>
#include <QWidget>
#include <functional>

class QAction;
class QMenu;
class QPushButton;

namespace ui {

class Marker;

// The four marks people can set, in the order they are shown.
QList<api::Engagement> settableMarks();
QString markVerb(api::Engagement mark, bool undo); // "Mark seen", "Mark unseen"
QKeySequence markKey(api::Engagement mark, bool undo); // S, Shift+S

// Adds the eight entries, and the one with metadata; each acts on what `ids` says at that moment.
void fillMarkMenu(QMenu *menu, Marker *marker, const std::function<QStringList()> &ids);
// The same as actions of a widget: S, R, I, A set a mark, with Shift they take it back; Ctrl+I asks for
// metadata.
void addMarkShortcuts(QWidget *widget, Marker *marker, const std::function<QStringList()> &ids);
// Ctrl+Z and Ctrl+Shift+Z, anywhere on the page that shows the marker's bars. Once for a marker.
void addUndoShortcuts(QWidget *page, Marker *marker);

// Four buttons that show what is set and toggle it: Seen S, Read R, Interacted I, Archive A.
class MarkBar : public QWidget
{
    Q_OBJECT
public:
    explicit MarkBar(QWidget *parent = nullptr);
    // `whyNot` says why marking can't be asked for at all; null where it can.
    void setState(const api::EngagementStatuses &state, bool enabled, const QString &whyNot = {});

Q_SIGNALS:
    void toggled(api::Engagement mark, bool on);

private:
    struct Button
    {
        api::Engagement mark;
        QPushButton *button;
    };
    QList<Button> m_buttons;
};

} // namespace ui
