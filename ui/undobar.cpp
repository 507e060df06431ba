#include "ui/undobar.h"

#include "ui/buttons.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui {

UndoBar::UndoBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_undo(makeButton(tr("Undo"), this, ButtonRole::Normal, u"undo"_s))
    , m_redo(makeButton(tr("Redo"), this, ButtonRole::Normal, u"redo"_s))
    , m_stop(makeButton(tr("Stop"), this, ButtonRole::Normal, u"stop"_s))
    , m_dismiss(makeIconButton(u"close"_s, tr("Dismiss"), this))
{
    setObjectName(u"undoBar"_s);
    m_dismiss->setObjectName(u"dismissUndo"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::between, 4, metric::inside, 4);
    row->setSpacing(metric::inside);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    for (QWidget *button : std::initializer_list<QWidget *> {m_stop, m_undo, m_redo, m_dismiss})
        row->addWidget(button);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_undo->setToolTip(tr("Takes all of it back (Ctrl+Z)"));
    m_redo->setToolTip(tr("Does it again (Ctrl+Shift+Z)"));
    m_stop->setToolTip(tr("Sends nothing more; what is done stays done"));
    connect(m_undo, &QPushButton::clicked, this, &UndoBar::undoRequested);
    connect(m_redo, &QPushButton::clicked, this, &UndoBar::redoRequested);
    connect(m_stop, &QPushButton::clicked, this, &UndoBar::stopRequested);
    connect(m_dismiss, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });
    tint();
    hide();
}

void UndoBar::showText(const QString &text, Offer offer)
{
    const bool isNew = text != m_text->text();
    m_text->setText(text);
    setAccessibleName(text);
    m_undo->setVisible(offer.undo);
    m_redo->setVisible(offer.redo);
    m_stop->setVisible(offer.stop);
    m_undo->setEnabled(true);
    m_redo->setEnabled(true);
    m_dismiss->setEnabled(!offer.stop);
    show();
    if (isNew && !offer.stop) { // progress would be a chatter
        QAccessibleEvent said(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&said);
    }
}

void UndoBar::setBusy()
{
    m_undo->setEnabled(false);
    m_redo->setEnabled(false);
    m_stop->hide();
}

void UndoBar::clear()
{
    m_text->clear();
    hide();
}

QString UndoBar::text() const
{
    return m_text->text();
}

void UndoBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        tint();
}

void UndoBar::tint()
{
    const Theme *theme = Theme::of();
    if (!theme)
        return;
    const Tokens &tokens = theme->tokens();
    const QString sheet = u"#undoBar { background: %1; } #undoBar QLabel { color: %2; }"_s.arg(
        tokens.infoGround.name(), tokens.infoText.name());
    if (sheet == styleSheet())
        return;
    setStyleSheet(sheet);
    m_icon->setPixmap(theme->pixmap(u"check"_s, 16, tokens.infoText, devicePixelRatioF()));
    m_dismiss->setIcon(theme->icon(u"close"_s, tokens.infoText));
}

} // namespace ui
