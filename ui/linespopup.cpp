#include "ui/linespopup.h"

#include "ui/buttons.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

LinesPopup::LinesPopup(const FilterSpec &spec, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_spec(spec)
    , m_edit(new QPlainTextEdit(this))
    , m_choices(new QListWidget(this))
    , m_note(makeDim({}, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(spec.label);
    setObjectName(u"popup"_s);
    setFixedWidth(360);
    m_edit->setFont(Theme::of()->fixedFont());
    m_edit->setPlaceholderText(spec.placeholder);
    m_edit->setAccessibleName(spec.label);
    m_edit->setTabChangesFocus(true);
    m_edit->setFixedHeight(120);
    m_edit->installEventFilter(this);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    auto *apply = makeButton(tr("Apply"), this, ButtonRole::Primary);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(metric::inside);
    for (QWidget *part :
         {static_cast<QWidget *>(m_edit), static_cast<QWidget *>(m_note), static_cast<QWidget *>(m_choices)})
        column->addWidget(part);
    column->addWidget(apply, 0, Qt::AlignRight);
    addChoices(spec.choices);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &LinesPopup::read);
    connect(apply, &QPushButton::clicked, this, &LinesPopup::accept);
}

// A click or Enter puts it in as a line of its own.
void LinesPopup::addChoices(const QList<FilterChoice> &choices)
{
    m_choices->setAccessibleName(tr("Suggestions for %1").arg(m_spec.label));
    m_choices->setFixedHeight(120);
    m_choices->setVisible(!choices.isEmpty());
    for (const FilterChoice &choice : choices) {
        auto *item = new QListWidgetItem(choice.label.isEmpty() ? choice.value : choice.label, m_choices);
        item->setData(Qt::UserRole, choice.value);
    }
    const auto take = [this](QListWidgetItem *item) {
        const QString value = item->data(Qt::UserRole).toString();
        QStringList lines = m_edit->toPlainText().split(u'\n', Qt::SkipEmptyParts);
        if (!lines.contains(value))
            lines += value;
        m_edit->setPlainText(lines.join(u'\n'));
    };
    connect(m_choices, &QListWidget::itemClicked, this, take);
    connect(m_choices, &QListWidget::itemActivated, this, take);
}

void LinesPopup::setText(const QString &text)
{
    m_edit->setPlainText(text);
    m_edit->selectAll();
    read();
}

QString LinesPopup::text() const
{
    return m_edit->toPlainText();
}

void LinesPopup::popUp(const QPoint &at)
{
    move(at);
    show();
    m_edit->setFocus(Qt::PopupFocusReason);
}

void LinesPopup::read()
{
    const FilterReading reading = m_spec.read(text());
    const bool isBad = !reading.error.isEmpty();
    m_note->setText(isBad ? reading.error : reading.note.isEmpty() ? m_spec.hint : reading.note);
    m_note->setProperty("role", isBad ? u"bad"_s : u"dim"_s);
    m_note->style()->unpolish(m_note);
    m_note->style()->polish(m_note);
    adjustSize();
}

void LinesPopup::accept()
{
    const FilterReading reading = m_spec.read(text());
    if (!reading.error.isEmpty()) {
        m_edit->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_accepted = true;
    Q_EMIT entered(reading.values);
    close();
}

bool LinesPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            accept();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void LinesPopup::closeEvent(QCloseEvent *event)
{
    if (!m_accepted)
        Q_EMIT left(text());
    QFrame::closeEvent(event);
}

} // namespace ui
