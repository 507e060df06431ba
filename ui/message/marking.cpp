#include "ui/message/marking.h"

#include "models/display.h"
#include "ui/buttons.h"
#include "ui/flowlayout.h"
#include "ui/message/marker.h"
#include "ui/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

namespace ui {
namespace {

using api::Engagement;

struct MarkAction
{
    Engagement mark;
    const char *set;
    const char *undo;
    const char *label; // of the button
    int key;
};
constexpr MarkAction markActions[] = {
    {Engagement::Seen, QT_TRANSLATE_NOOP("Marking", "Mark seen"), QT_TRANSLATE_NOOP("Marking", "Mark unseen"),
     QT_TRANSLATE_NOOP("Marking", "Seen"), Qt::Key_S},
    {Engagement::Read, QT_TRANSLATE_NOOP("Marking", "Mark read"), QT_TRANSLATE_NOOP("Marking", "Mark unread"),
     QT_TRANSLATE_NOOP("Marking", "Read"), Qt::Key_R},
    {Engagement::Interacted, QT_TRANSLATE_NOOP("Marking", "Mark interacted"),
     QT_TRANSLATE_NOOP("Marking", "Take “interacted” back"), QT_TRANSLATE_NOOP("Marking", "Interacted"),
     Qt::Key_I},
    {Engagement::Archived, QT_TRANSLATE_NOOP("Marking", "Archive"),
     QT_TRANSLATE_NOOP("Marking", "Take out of the archive"), QT_TRANSLATE_NOOP("Marking", "Archive"),
     Qt::Key_A},
};

const MarkAction &actionOf(Engagement mark)
{
    for (const MarkAction &w : markActions) {
        if (w.mark == mark)
            return w;
    }
    return markActions[0];
}

struct MarkingText
{
    Q_DECLARE_TR_FUNCTIONS(Marking)
};

// A button that shows the key that does the same.
class KeyButton : public QPushButton
{
public:
    KeyButton(const QString &text, const QString &key, QWidget *parent)
        : QPushButton(text, parent)
        , m_key(key)
    {
        setStyleSheet(QStringLiteral("QPushButton { padding-right: 34px; }"));
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPushButton::paintEvent(event);
        const Tokens &tokens = Theme::of()->tokens();
        const QRectF box(width() - 30.5, (height() - 18) / 2.0 + 0.5, 19, 17);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(tokens.line);
        painter.setBrush(tokens.window);
        painter.drawRoundedRect(box, 3, 3);
        QFont small = Theme::of()->baseFont();
        small.setPixelSize(11);
        painter.setFont(small);
        painter.setPen(isEnabled() ? tokens.text : tokens.dim);
        painter.drawText(box, Qt::AlignCenter, m_key);
    }

private:
    QString m_key;
};

QAction *makeAction(QObject *parent, Marker *marker, Engagement mark, bool undo,
                    const std::function<QStringList()> &ids)
{
    auto *action = new QAction(markVerb(mark, undo), parent);
    action->setShortcut(markKey(mark, undo));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (const QString reason = marker->whyNot(undo); !reason.isEmpty() && qobject_cast<QMenu *>(parent)) {
        action->setEnabled(false); // a menu is made for the moment; a shortcut stays and says why
        action->setToolTip(reason);
    }
    QObject::connect(action, &QAction::triggered, marker,
                     [marker, mark, undo, ids] { marker->apply(ids(), mark, undo); });
    return action;
}

QAction *makeMetadataAction(QObject *parent, Marker *marker, const std::function<QStringList()> &ids)
{
    auto *action = new QAction(MarkingText::tr("Mark interacted with metadata…"), parent);
    action->setShortcut(Qt::CTRL | Qt::Key_I);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (const QString reason = marker->whyNot(false); !reason.isEmpty() && qobject_cast<QMenu *>(parent)) {
        action->setEnabled(false);
        action->setToolTip(reason);
    }
    QObject::connect(action, &QAction::triggered, marker, [marker, ids] { marker->askMetadata(ids()); });
    return action;
}

} // namespace

QList<Engagement> settableMarks()
{
    return {Engagement::Seen, Engagement::Read, Engagement::Interacted, Engagement::Archived};
}

QString markVerb(Engagement mark, bool undo)
{
    const MarkAction &w = actionOf(mark);
    return MarkingText::tr(undo ? w.undo : w.set);
}

QKeySequence markKey(Engagement mark, bool undo)
{
    return QKeySequence((undo ? int(Qt::SHIFT) : 0) | actionOf(mark).key);
}

void fillMarkMenu(QMenu *menu, Marker *marker, const std::function<QStringList()> &ids)
{
    menu->setToolTipsVisible(true); // why an entry can't be used
    for (const bool undo : {false, true}) {
        for (const Engagement mark : settableMarks())
            menu->addAction(makeAction(menu, marker, mark, undo, ids));
        if (undo)
            continue;
        menu->addAction(makeMetadataAction(menu, marker, ids));
        menu->addSeparator();
    }
}

void addMarkShortcuts(QWidget *widget, Marker *marker, const std::function<QStringList()> &ids)
{
    for (const bool undo : {false, true}) {
        for (const Engagement mark : settableMarks())
            widget->addAction(makeAction(widget, marker, mark, undo, ids));
    }
    widget->addAction(makeMetadataAction(widget, marker, ids));
}

void addUndoShortcuts(QWidget *page, Marker *marker)
{
    const auto add = [&](const QString &text, QKeySequence::StandardKey key, void (Marker::*act)()) {
        auto *action = new QAction(text, page);
        action->setShortcuts(key); // a desktop may know more than one
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        QObject::connect(action, &QAction::triggered, marker, act);
        page->addAction(action);
    };
    add(MarkingText::tr("Undo the last marking"), QKeySequence::Undo, &Marker::undo);
    add(MarkingText::tr("Redo it"), QKeySequence::Redo, &Marker::redo);
}

MarkBar::MarkBar(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto *layout = new FlowLayout(this, metric::inside); // beside a feed there may be little room
    for (const Engagement mark : settableMarks()) {
        auto *button = new KeyButton(MarkingText::tr(actionOf(mark).label),
                                     markKey(mark, false).toString(QKeySequence::NativeText), this);
        button->setCheckable(true);
        button->setEnabled(false);
        connect(button, &QPushButton::clicked, this, [this, mark, button](bool on) {
            // What is shown follows the service's answer, not the click.
            button->setChecked(!on);
            Q_EMIT toggled(mark, on);
        });
        layout->addWidget(button);
        m_buttons += {mark, button};
    }
}

void MarkBar::setState(const api::EngagementStatuses &state, bool enabled, const QString &whyNot)
{
    for (const Button &b : std::as_const(m_buttons)) {
        const bool on = state.has(b.mark);
        b.button->setEnabled(enabled && whyNot.isEmpty());
        b.button->setChecked(on);
        b.button->setIcon(on ? Theme::of()->icon(QStringLiteral("check")) : QIcon());
        const QString verb = markVerb(b.mark, on);
        b.button->setAccessibleName(verb);
        b.button->setAccessibleDescription(whyNot);
        b.button->setToolTip(whyNot.isEmpty() ? QStringLiteral("%1 (%2)").arg(
                                 verb, markKey(b.mark, on).toString(QKeySequence::NativeText))
                                              : whyNot);
    }
}

} // namespace ui
