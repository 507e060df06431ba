#include "ui/jsondiffview.h"

#include "ui/buttons.h"
#include "ui/jsonhighlighter.h"
#include "ui/jsonview.h"
#include "ui/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <algorithm>
#include <vector>

namespace ui {
namespace {

QPlainTextEdit *makeText(const QString &name, QWidget *parent)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setReadOnly(true);
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setFont(Theme::of()->fixedFont());
    edit->setAccessibleName(name);
    edit->setTabChangesFocus(true);
    new JsonHighlighter(edit->document());
    return edit;
}

// The longest common run of lines from (i, j) to the ends, for every i and j.
std::vector<std::vector<int>> commonLengths(const QStringList &a, const QStringList &b)
{
    std::vector<std::vector<int>> length(std::size_t(a.size()) + 1,
                                         std::vector<int>(std::size_t(b.size()) + 1, 0));
    for (qsizetype i = a.size() - 1; i >= 0; --i) {
        for (qsizetype j = b.size() - 1; j >= 0; --j) {
            const auto x = std::size_t(i), y = std::size_t(j);
            length[x][y] = a.at(i) == b.at(j) ? length[x + 1][y + 1] + 1
                                              : std::max(length[x + 1][y], length[x][y + 1]);
        }
    }
    return length;
}

} // namespace

namespace {

// Too long to be held against each other line by line: one side after the other.
QList<DiffLine> allDiffer(const QStringList &left, const QStringList &right)
{
    QList<DiffLine> out;
    for (const QString &line : left)
        out.append({DiffLine::Side::Left, line, {}});
    for (const QString &line : right)
        out.append({DiffLine::Side::Right, {}, line});
    return out;
}

QList<DiffLine> middleLines(const QStringList &left, const QStringList &right)
{
    constexpr qsizetype mostCells = 4'000'000; // 16 MB
    if (left.size() * right.size() > mostCells)
        return allDiffer(left, right);
    const auto length = commonLengths(left, right);
    QList<DiffLine> out;
    qsizetype i = 0, j = 0;
    while (i < left.size() || j < right.size()) {
        const auto x = std::size_t(i), y = std::size_t(j);
        if (i < left.size() && j < right.size() && left.at(i) == right.at(j)) {
            out.append({DiffLine::Side::Both, left.at(i), right.at(j)});
            ++i;
            ++j;
        } else if (j == right.size() || (i < left.size() && length[x + 1][y] >= length[x][y + 1])) {
            out.append({DiffLine::Side::Left, left.at(i++), {}});
        } else {
            out.append({DiffLine::Side::Right, {}, right.at(j++)});
        }
    }
    return out;
}

} // namespace

QList<DiffLine> diffLines(const QStringList &left, const QStringList &right)
{
    // What is the same at both ends needs no comparing.
    qsizetype head = 0, tail = 0;
    const qsizetype least = std::min(left.size(), right.size());
    while (head < least && left.at(head) == right.at(head))
        ++head;
    while (tail < least - head && left.at(left.size() - 1 - tail) == right.at(right.size() - 1 - tail))
        ++tail;
    QList<DiffLine> out;
    for (qsizetype i = 0; i < head; ++i)
        out.append({DiffLine::Side::Both, left.at(i), right.at(i)});
    out += middleLines(left.mid(head, left.size() - head - tail),
                       right.mid(head, right.size() - head - tail));
    for (qsizetype i = tail; i > 0; --i)
        out.append({DiffLine::Side::Both, left.at(left.size() - i), right.at(right.size() - i)});
    return out;
}

JsonDiffView::JsonDiffView(QWidget *parent)
    : QWidget(parent)
    , m_leftTitle(makeDim({}, this))
    , m_rightTitle(makeDim({}, this))
    , m_left(makeText(tr("Before, as JSON"), this))
    , m_right(makeText(tr("After, as JSON"), this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metric::inside);
    grid->setVerticalSpacing(4);
    grid->addWidget(m_leftTitle, 0, 0);
    grid->addWidget(m_rightTitle, 0, 1);
    grid->addWidget(m_left, 1, 0);
    grid->addWidget(m_right, 1, 1);
    for (QPlainTextEdit *edit : {m_left, m_right}) {
        QPlainTextEdit *other = edit == m_left ? m_right : m_left;
        connect(edit->verticalScrollBar(), &QScrollBar::valueChanged, other->verticalScrollBar(),
                &QScrollBar::setValue);
    }
}

void JsonDiffView::setSides(const QString &leftTitle, const QJsonObject &left, const QString &rightTitle,
                            const QJsonObject &right)
{
    setTexts(leftTitle, prettyJson(left).split(u'\n'), rightTitle, prettyJson(right).split(u'\n'));
}

void JsonDiffView::setTexts(const QString &leftTitle, const QStringList &left, const QString &rightTitle,
                            const QStringList &right)
{
    m_leftTitle->setText(leftTitle);
    m_rightTitle->setText(rightTitle);
    const QList<DiffLine> lines = diffLines(left, right);
    if (lines == m_lines && !lines.isEmpty())
        return; // the same again must not scroll it back
    m_lines = lines;
    QStringList leftLines, rightLines;
    for (const DiffLine &line : std::as_const(m_lines)) {
        leftLines += line.left;
        rightLines += line.right;
    }
    m_left->setPlainText(leftLines.join(u'\n'));
    m_right->setPlainText(rightLines.join(u'\n'));
    tint();
}

void JsonDiffView::tint()
{
    const Tokens &tokens = Theme::of()->tokens();
    const auto mark
        = [this](QPlainTextEdit *edit, DiffLine::Side side, const QColor &ground, const QColor &gap) {
              QList<QTextEdit::ExtraSelection> marks;
              for (int i = 0; i < int(m_lines.size()); ++i) {
                  if (m_lines.at(i).side == DiffLine::Side::Both)
                      continue;
                  QTextEdit::ExtraSelection selection;
                  selection.cursor = QTextCursor(edit->document()->findBlockByNumber(i));
                  selection.format.setBackground(m_lines.at(i).side == side ? ground : gap);
                  selection.format.setProperty(QTextFormat::FullWidthSelection, true);
                  marks.append(selection);
              }
              edit->setExtraSelections(marks);
          };
    mark(m_left, DiffLine::Side::Left, tokens.warnGround, tokens.chip);
    mark(m_right, DiffLine::Side::Right, tokens.okGround, tokens.chip);
}

void JsonDiffView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_left)
        tint();
}

} // namespace ui
