#include "ui/stylesheet.h"

#include "ui/theme.h"

namespace ui {
namespace {

constexpr char sheetTemplate[] = R"(
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px 8px; }
QPushButton { background: @raised; color: @text; border: 1px solid @line; border-radius: 6px;
  padding: 0 12px; min-height: 28px; max-height: 28px; font-weight: 500; }
QPushButton:hover { background: @chip; }
QPushButton:pressed, QPushButton:checked { background: @accentWeak; }
QPushButton:focus { border: 2px solid @accent; padding: 0 11px; min-height: 26px; max-height: 26px; }
QPushButton:disabled { color: @dim; background: @window; }
QPushButton[role="primary"], QPushButton:default { background: @accent; color: @onAccent; border-color: @accent; }
QPushButton[role="primary"]:hover, QPushButton:default:hover { background: @accentHover; }
QPushButton[role="primary"]:focus, QPushButton:default:focus { border: 2px solid @text; }
QPushButton[role="primary"]:disabled { background: @chip; color: @dim; border-color: @line; }
QPushButton[role="danger"] { color: @badText; }
QPushButton::menu-indicator { image: none; width: 0; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0 6px;
  min-height: 28px; max-height: 28px; }
QToolButton:hover, QToolButton:open { background: @chip; }
QToolButton:pressed, QToolButton:checked { background: @accentWeak; }
QToolButton:focus { border: 2px solid @accent; padding: 0 5px; min-height: 26px; max-height: 26px; }
QToolButton[role="dim"] { color: @dim; }
QPushButton[role="pill"] { background: @accentWeak; color: @accent; border-color: @accent; border-radius: 13px;
  padding: 0 14px 0 10px; min-height: 24px; max-height: 24px; }
QPushButton[role="pill"]:hover { background: @raised; }
QPushButton[role="pill"]:focus { padding: 0 13px 0 9px; min-height: 22px; max-height: 22px; }
QToolButton::menu-indicator { image: none; width: 0; }
QLineEdit, QComboBox { background: @surface; color: @text; border: 1px solid @line; border-radius: 6px;
  padding: 0 8px; min-height: 30px; max-height: 30px; selection-background-color: @accent;
  selection-color: @onAccent; }
QLineEdit:focus, QComboBox:focus { border: 2px solid @accent; padding: 0 7px; min-height: 28px; max-height: 28px; }
QLineEdit QToolButton { border: none; padding: 0; min-height: 16px; max-height: 16px; background: transparent; }
QLineEdit:read-only { background: @window; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @line; selection-background-color: @accentWeak;
  selection-color: @text; outline: none; }
QAbstractSpinBox { min-height: 30px; }
QPlainTextEdit, QTextEdit, QTextBrowser { background: @window; color: @text; border: 1px solid @line;
  border-radius: 6px; padding: 4px; selection-background-color: @accent; selection-color: @onAccent; }
QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus { border-color: @accent; }
QMenu { background: @raised; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; min-width: 120px; }
QMenu::item:selected { background: @accentWeak; }
QMenu::item:disabled { color: @dim; }
QMenu::icon { padding-left: 10px; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QTableView, QTreeView, QListView { background: @surface; border: none; outline: none; }
QHeaderView { background: @surface; border: none; }
QHeaderView::section { background: @surface; color: @dim; border: none; border-bottom: 1px solid @line;
  padding: 0 10px; min-height: 31px; max-height: 31px; font-weight: 600; }
QHeaderView::section:hover { color: @text; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @handle; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @dim; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @line; }
QSplitter::handle:hover { background: @accent; }
QScrollArea { background: transparent; border: none; }
QProgressBar { background: @chip; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QLabel[role="dim"] { color: @dim; }
QLabel[role="bad"] { color: @badText; }
QFrame#popup { background: @raised; border: 1px solid @line; }
QFrame[role="line"] { background: @line; border: none; }
QWidget[role="raised"] { background: @raised; border-top: 1px solid @line; }
)";

QColor mixed(const QColor &a, const QColor &b, float part)
{
    const auto mix = [part](int x, int y) { return qRound(float(x) + float(y - x) * part); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

} // namespace

QString styleSheet(const Tokens &t)
{
    // Longer names first where one begins another.
    const std::pair<const char *, QColor> names[] = {
        {"@accentHover", mixed(t.accent, t.text, 0.12F)},
        {"@accentWeak", t.accentWeak},
        {"@onAccent", t.onAccent},
        {"@accent", t.accent},
        {"@badText", t.badText},
        {"@handle", mixed(t.line, t.dim, 0.35F)},
        {"@raised", t.raised},
        {"@surface", t.surface},
        {"@window", t.window},
        {"@chip", t.chip},
        {"@line", t.line},
        {"@text", t.text},
        {"@dim", t.dim},
    };
    QString text = QString::fromLatin1(sheetTemplate);
    for (const auto &[name, color] : names)
        text.replace(QLatin1StringView(name), color.name());
    return text;
}

} // namespace ui
