#include "ui/message/difftable.h"

#include "ui/buttons.h"
#include "ui/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace ui {

DiffTable::DiffTable(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metric::inside);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnMinimumWidth(0, 132);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void DiffTable::setRows(const QList<ComparedRow> &rows)
{
    if (m_rows == rows && !m_lines.isEmpty())
        return;
    m_rows = rows;
    redraw();
}

void DiffTable::setOnlyDifferences(bool only)
{
    m_onlyDifferences = only;
    redraw();
}

void DiffTable::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_rows.isEmpty())
        redraw();
}

QWidget *DiffTable::cell(const QString &text, bool differs)
{
    auto *label = new QLabel(text.isEmpty() ? u"–"_s : text, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setContentsMargins(6, 4, 6, 4);
    label->setMinimumWidth(80);
    const Tokens &tokens = Theme::of()->tokens();
    QPalette colours = label->palette();
    if (differs) {
        label->setAutoFillBackground(true);
        colours.setColor(QPalette::Window, tokens.warnGround);
        colours.setColor(QPalette::WindowText, tokens.text);
    } else if (text.isEmpty()) {
        colours.setColor(QPalette::WindowText, tokens.dim);
    }
    label->setPalette(colours);
    return label;
}

void DiffTable::redraw()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    m_lines.clear();
    int at = 0;
    for (const ComparedRow &row : std::as_const(m_rows)) {
        const bool differs = row.differs();
        if (m_onlyDifferences && !differs)
            continue;
        // The sign says it without the colour.
        QLabel *name = makeDim(differs ? u"≠ "_s + row.label : row.label, this);
        name->setFont(Theme::of()->boldFont());
        name->setContentsMargins(0, 4, 0, 4);
        m_grid->addWidget(name, at, 0, Qt::AlignTop);
        m_grid->addWidget(cell(row.left, differs), at, 1);
        m_grid->addWidget(cell(row.right, differs), at, 2);
        for (int column = 0; column < 3; ++column)
            m_grid->itemAtPosition(at, column)->widget()->show();
        m_lines += name->text() + ": "_L1 + row.left + " | "_L1 + row.right;
        ++at;
    }
    if (at == 0) {
        QLabel *none = makeDim(tr("Nothing differs here."), this);
        m_grid->addWidget(none, 0, 0, 1, 3);
        none->show();
        m_lines += none->text();
    }
    setAccessibleDescription(m_lines.join(u'\n'));
}

} // namespace ui
