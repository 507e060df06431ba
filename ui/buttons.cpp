#include "ui/buttons.h"

#include "ui/theme.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace ui {
namespace {

QLabel *makeLabel(const QString &text, QWidget *parent, const QFont &font)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    return label;
}

QString roleName(ButtonRole role)
{
    return role == ButtonRole::Primary ? QStringLiteral("primary")
        : role == ButtonRole::Danger   ? QStringLiteral("danger")
                                       : QString();
}

} // namespace

void setButtonRole(QPushButton *button, ButtonRole role)
{
    button->setProperty("role", roleName(role));
    button->style()->unpolish(button);
    button->style()->polish(button);
}

QPushButton *makeButton(const QString &text, QWidget *parent, ButtonRole role, const QString &icon)
{
    auto *button = new QPushButton(text, parent);
    button->setAccessibleName(text);
    button->setAutoDefault(false);
    if (!icon.isEmpty()) {
        button->setIcon(Theme::of()->icon(icon));
        button->setIconSize({22, 16}); // Qt leaves only 4 pixels between an icon and a word
    }
    if (role != ButtonRole::Normal)
        setButtonRole(button, role);
    return button;
}

QToolButton *makeIconButton(const QString &icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(Theme::of()->icon(icon));
    button->setIconSize({16, 16});
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the focus where the work is
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFixedSize(metric::button, metric::button);
    return button;
}

QFrame *makeLine(QWidget *parent, Qt::Orientation orientation)
{
    auto *line = new QFrame(parent);
    line->setProperty("role", QStringLiteral("line"));
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

QLabel *makeTitle(const QString &text, QWidget *parent)
{
    return makeLabel(text, parent, Theme::of()->titleFont());
}

QLabel *makeSentence(const QString &text, QWidget *parent)
{
    QLabel *label = makeLabel(text, parent, Theme::of()->sentenceFont());
    label->setWordWrap(true);
    return label;
}

QLabel *makeHeading(const QString &text, QWidget *parent)
{
    return makeLabel(text, parent, Theme::of()->boldFont());
}

QLabel *makeDim(const QString &text, QWidget *parent)
{
    QLabel *label = makeLabel(text, parent, Theme::of()->baseFont());
    label->setProperty("role", QStringLiteral("dim"));
    return label;
}

} // namespace ui
