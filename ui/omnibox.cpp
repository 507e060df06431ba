#include "ui/omnibox.h"

#include "ui/theme.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>

namespace ui {
namespace {
constexpr int popupRow = 32, mostOffered = 8;
constexpr int keyWidth = 44, keyHeight = 20, placeIcon = 16;
}

Omnibox::Omnibox(QWidget *parent)
    : QLineEdit(parent)
    , m_popup(new QListWidget(parent->window()))
{
    setPlaceholderText(tr("Person, message, bulk id, anything you can paste"));
    setAccessibleName(tr("Go to"));
    setAccessibleDescription(tr("Type or paste the id of a person, a message or a bulk operation"));
    setObjectName(QStringLiteral("omnibox"));
    setStyleSheet(QStringLiteral("#omnibox { background: palette(alternate-base); }"));
    setTextMargins(placeIcon + 8, 0, keyWidth + 8, 0);

    m_popup->hide();
    m_popup->setObjectName(QStringLiteral("omniboxPopup"));
    m_popup->setAccessibleName(tr("What this may mean"));
    m_popup->setFocusPolicy(Qt::NoFocus);
    m_popup->setIconSize({16, 16});
    m_popup->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_popup->setTextElideMode(Qt::ElideMiddle);
    m_popup->setStyleSheet(QStringLiteral(
        "#omniboxPopup { background: palette(button); border: 1px solid palette(mid); border-radius: 6px;"
        " padding: 4px; }"
        "#omniboxPopup::item { height: 32px; padding: 0 8px; border-radius: 4px; color: palette(text); }"
        "#omniboxPopup::item:selected { background: palette(highlight); color: palette(highlighted-text); "
        "}"));
    connect(this, &QLineEdit::textChanged, this, [this] {
        if (hasFocus())
            offer();
    });
    connect(m_popup, &QListWidget::itemClicked, this,
            [this](QListWidgetItem *item) { take(m_popup->row(item), false); });
}

void Omnibox::setKinds(const QStringList &kinds)
{
    m_kinds = kinds;
}

void Omnibox::setVocabulary(const models::Vocabulary *words)
{
    m_words = words;
}

void Omnibox::setRecent(const QList<Candidate> &places)
{
    m_recent = places;
}

void Omnibox::focusAndSelect()
{
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
    offer();
}

void Omnibox::offer()
{
    m_offered = text().trimmed().isEmpty() ? m_recent : guessPlaces(text(), m_kinds, m_words);
    m_offered = m_offered.mid(0, mostOffered);
    m_popup->clear();
    for (const Candidate &candidate : std::as_const(m_offered))
        new QListWidgetItem(Theme::of()->icon(candidate.icon), candidate.text.simplified(), m_popup);
    if (m_offered.isEmpty())
        return m_popup->hide();
    m_popup->setCurrentRow(0);
    placePopup();
}

void Omnibox::placePopup()
{
    const QPoint at = mapTo(m_popup->parentWidget(), QPoint(0, height() + 4));
    m_popup->setGeometry(at.x(), at.y(), width(), int(m_offered.size()) * popupRow + 12);
    m_popup->show();
    m_popup->raise();
}

void Omnibox::take(int row, bool inNewTab)
{
    if (row < 0 || row >= m_offered.size())
        return;
    const Place place = m_offered.at(row).place;
    m_popup->hide();
    Q_EMIT openRequested(place, inNewTab);
}

void Omnibox::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        m_popup->hide();
        Q_EMIT left();
        return;
    case Qt::Key_Down:
    case Qt::Key_Up: {
        if (!m_popup->isVisible())
            return offer();
        const int step = event->key() == Qt::Key_Down ? 1 : -1;
        m_popup->setCurrentRow((m_popup->currentRow() + step + m_popup->count()) % m_popup->count());
        return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_popup->isVisible() && !text().trimmed().isEmpty())
            offer();
        return take(m_popup->isHidden() ? -1 : m_popup->currentRow(),
                    event->modifiers().testFlag(Qt::ControlModifier));
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void Omnibox::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    m_popup->hide();
}

void Omnibox::mousePressEvent(QMouseEvent *event)
{
    const bool had = hasFocus();
    QLineEdit::mousePressEvent(event);
    if (!had)
        selectAll();
    offer();
}

// A lens, and the key that leads here as a small key cap.
void Omnibox::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    const Theme *theme = Theme::of();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPixmap(
        10, (height() - placeIcon) / 2,
        theme->pixmap(QStringLiteral("search"), placeIcon, theme->tokens().dim, devicePixelRatioF()));
    const QRectF cap(width() - keyWidth - 10.5, (height() - keyHeight) / 2 + 0.5, keyWidth, keyHeight - 1);
    painter.setPen(theme->tokens().line);
    painter.setBrush(theme->tokens().surface);
    painter.drawRoundedRect(cap, 4, 4);
    QFont font = theme->baseFont();
    font.setPixelSize(11);
    painter.setFont(font);
    painter.setPen(theme->tokens().dim);
    painter.drawText(cap, Qt::AlignCenter, tr("Ctrl K"));
}

} // namespace ui
