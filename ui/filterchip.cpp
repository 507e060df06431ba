#include "ui/entrypopup.h"
#include "ui/filterbar.h"
#include "ui/linespopup.h"
#include "ui/rangepopup.h"
#include "ui/theme.h"

#include <QActionGroup>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

namespace ui {
namespace {

constexpr int filterSide = 10, filterGap = 6, markSize = 14;

// Choosing several: a click or Space changes one choice and leaves the menu open.
class StayOpenMenu : public QMenu
{
public:
    using QMenu::QMenu;

protected:
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        if (!toggle(actionAt(event->position().toPoint())))
            QMenu::mouseReleaseEvent(event);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() != Qt::Key_Space || !toggle(activeAction()))
            QMenu::keyPressEvent(event);
    }

private:
    bool toggle(QAction *action)
    {
        if (!action || !action->isCheckable())
            return false;
        action->toggle();
        return true;
    }
};

} // namespace

FilterChip::FilterChip(FilterSpec spec, QWidget *parent)
    : QAbstractButton(parent)
    , m_spec(std::move(spec))
{
    setFocusPolicy(isFixed() ? Qt::NoFocus : Qt::StrongFocus);
    setCursor(isFixed() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    describe();
}

void FilterChip::setValues(const QStringList &values)
{
    if (values != m_values)
        m_draft.clear();
    m_values = isFixed() ? QStringList {m_spec.fixed} : values;
    if (m_spec.required && m_values.isEmpty() && !m_spec.choices.isEmpty())
        m_values = {m_spec.choices.first().value};
    describe();
}

void FilterChip::setChoices(const QList<FilterChoice> &choices)
{
    m_spec.choices = choices;
    setValues(m_values);
}

void FilterChip::change(const QStringList &values)
{
    const QStringList before = m_values;
    setValues(values);
    if (m_values != before)
        Q_EMIT valuesChanged();
}

void FilterChip::clear()
{
    if (isClearable())
        change({});
}

bool FilterChip::isClearable() const
{
    return !m_spec.required && !isFixed() && !m_values.isEmpty();
}

QString FilterChip::valueText() const
{
    if (m_values.isEmpty())
        return m_spec.anyLabel.isEmpty() ? tr("any") : m_spec.anyLabel;
    if (m_spec.kind == FilterSpec::Kind::Range)
        return timeRangeLabel(m_values.first(), QDateTime::currentDateTimeUtc(), QTimeZone::systemTimeZone());
    if (m_spec.summary)
        return m_spec.summary(m_values);
    QStringList labels;
    for (const QString &value : m_values) {
        QString label = value;
        for (const FilterChoice &choice : m_spec.choices) {
            if (choice.value == value && !choice.label.isEmpty())
                label = choice.label;
        }
        labels.append(label);
    }
    constexpr qsizetype shown = 2;
    if (labels.size() > shown)
        return tr("%1 and %n more", nullptr, int(labels.size() - 1)).arg(labels.first());
    return labels.join(QStringLiteral(", "));
}

void FilterChip::describe()
{
    setAccessibleName(tr("%1: %2").arg(m_spec.label, valueText()));
    if (isFixed())
        setToolTip(tr("This page is about %1.").arg(valueText()));
    else
        setToolTip(isClearable() ? tr("%1: %2. Delete clears it.").arg(m_spec.label, valueText())
                                 : QString());
    updateGeometry();
    update();
}

QSize FilterChip::sizeHint() const
{
    const Theme *theme = Theme::of();
    const int value = std::min(QFontMetrics(theme->boldFont()).horizontalAdvance(valueText()), 240);
    return {2 * filterSide + QFontMetrics(theme->baseFont()).horizontalAdvance(m_spec.label) + filterGap
                + value + 2 + filterGap + markSize,
            metric::filterChip};
}

QRect FilterChip::markRect() const
{
    return {width() - filterSide - markSize + 2, (height() - markSize) / 2, markSize, markSize};
}

void FilterChip::paintEvent(QPaintEvent *)
{
    const Theme *theme = Theme::of();
    const Tokens &tokens = theme->tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(tokens.accent, 2) : QPen(tokens.line, 1));
    painter.setBrush(underMouse() || isFixed() ? tokens.window : tokens.raised);
    const qreal inset = hasFocus() ? 1.0 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), height() / 2.0,
                            height() / 2.0);

    QRect rest = rect().adjusted(filterSide, 0, -filterSide - markSize - filterGap + 2, 0);
    painter.setFont(theme->baseFont());
    painter.setPen(tokens.dim);
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, m_spec.label);
    rest.setLeft(rest.left() + painter.fontMetrics().horizontalAdvance(m_spec.label) + filterGap);
    painter.setFont(theme->boldFont());
    painter.setPen(tokens.text);
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(valueText(), Qt::ElideRight, rest.width() + 2));
    const QString mark = isFixed() ? QStringLiteral("lock")
        : isClearable()            ? QStringLiteral("close")
                                   : QStringLiteral("chevron-down");
    painter.drawPixmap(markRect(), theme->pixmap(mark, markSize, tokens.dim, devicePixelRatioF()));
}

void FilterChip::mouseReleaseEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    QAbstractButton::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || !rect().contains(at))
        return;
    if (isClearable() && markRect().adjusted(-4, -6, 10, 6).contains(at))
        clear();
    else
        openChoices();
}

void FilterChip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        return openChoices();
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return clear();
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void FilterChip::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void FilterChip::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void FilterChip::openChoices()
{
    if (isFixed())
        return;
    switch (m_spec.kind) {
    case FilterSpec::Kind::Text:
        return openEntry();
    case FilterSpec::Kind::Lines:
        return openLines();
    default:
        return openMenu();
    }
}

void FilterChip::openMenu()
{
    const bool multi = m_spec.kind == FilterSpec::Kind::Multi;
    QMenu *menu = multi ? new StayOpenMenu(this) : new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(m_spec.label);
    auto *group = new QActionGroup(menu);
    group->setExclusive(!multi);
    if (!multi && !m_spec.required) {
        QAction *any = menu->addAction(m_spec.anyLabel.isEmpty() ? tr("any") : m_spec.anyLabel);
        any->setCheckable(true);
        any->setChecked(m_values.isEmpty());
        group->addAction(any);
        connect(any, &QAction::triggered, this, [this] { change({}); });
    }
    QList<std::pair<QAction *, QString>> actions;
    for (const FilterChoice &choice : m_spec.choices) {
        QAction *action = menu->addAction(choice.label.isEmpty() ? choice.value : choice.label);
        action->setCheckable(true);
        action->setChecked(m_values.contains(choice.value));
        actions.append({action, choice.value});
        group->addAction(action);
        if (!multi)
            connect(action, &QAction::triggered, this, [this, value = choice.value] { change({value}); });
    }
    if (m_spec.kind == FilterSpec::Kind::Range)
        addPresets(menu, group);
    else if (m_spec.choices.isEmpty())
        menu->addAction(tr("Nothing to choose from yet"))->setEnabled(false);
    // One question to the service for all that was ticked.
    connect(menu, &QMenu::aboutToHide, this, [this, multi, actions] {
        if (multi) {
            QStringList values;
            for (const auto &[action, value] : actions) {
                if (action->isChecked())
                    values.append(value);
            }
            change(values);
        }
        Q_EMIT choicesDismissed();
    });
    menu->popup(mapToGlobal(QPoint(0, height() + 2)));
}

void FilterChip::addPresets(QMenu *menu, QActionGroup *group)
{
    bool isPreset = false;
    for (const auto &[value, label] : timePresets()) {
        QAction *action = menu->addAction(label);
        action->setCheckable(true);
        action->setChecked(m_values.contains(value));
        isPreset = isPreset || action->isChecked();
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, value = value] { change({value}); });
    }
    menu->addSeparator();
    QAction *own = menu->addAction(tr("From, until…"));
    own->setCheckable(true);
    own->setChecked(!m_values.isEmpty() && !isPreset);
    group->addAction(own);
    connect(own, &QAction::triggered, this, &FilterChip::openRange);
}

// Starts at what the chip says now, be it "yesterday".
void FilterChip::openRange()
{
    const auto range
        = readTimeRange(m_values.value(0), QDateTime::currentDateTimeUtc(), QTimeZone::systemTimeZone());
    auto *popup = new RangePopup(m_spec.label, range.value_or(TimeRange()), this);
    connect(popup, &RangePopup::entered, this,
            [this](const TimeRange &entered) { change({writeTimeRange(entered)}); });
    connect(popup, &QObject::destroyed, this, &FilterChip::choicesDismissed);
    popup->popUp(mapToGlobal(QPoint(0, height() + 2)));
}

void FilterChip::openLines()
{
    auto *popup = new LinesPopup(m_spec, this);
    popup->setText(m_draft.isEmpty() ? m_values.join(u'\n') : m_draft);
    connect(popup, &LinesPopup::entered, this, [this](const QStringList &values) {
        m_draft.clear();
        change(values);
    });
    connect(popup, &LinesPopup::left, this,
            [this](const QString &text) { m_draft = text == m_values.join(u'\n') ? QString() : text; });
    connect(popup, &QObject::destroyed, this, &FilterChip::choicesDismissed);
    popup->popUp(mapToGlobal(QPoint(0, height() + 2)));
}

void FilterChip::openEntry()
{
    auto *popup = new EntryPopup(m_spec.label, m_spec.placeholder, m_spec.choices, this);
    popup->setText(m_values.value(0));
    connect(popup, &EntryPopup::entered, this,
            [this](const QString &text) { change(text.isEmpty() ? QStringList() : QStringList {text}); });
    connect(popup, &EntryPopup::chosen, this, [this](const QString &value) { change({value}); });
    connect(popup, &QObject::destroyed, this, &FilterChip::choicesDismissed);
    popup->popUp(mapToGlobal(QPoint(0, height() + 2)));
}

} // namespace ui
