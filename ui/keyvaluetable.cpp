#include "ui/keyvaluetable.h"

#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/elidedlabel.h"
#include "ui/idlabel.h"
#include "ui/theme.h"
#include "ui/wrappedlabel.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>

namespace ui {
namespace {

QWidget *widgetOf(const models::Shown &shown, QWidget *parent)
{
    if (shown.tone != models::Tone::None)
        return new Chip(shown, parent);
    auto *label = new ElidedLabel(shown.text, parent);
    label->setDim(shown.dim);
    if (shown.fixed)
        label->setFont(Theme::of()->fixedFont());
    if (!shown.tip.isEmpty())
        label->setToolTip(shown.tip);
    return label;
}

} // namespace

KeyValueTable::KeyValueTable(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metric::between);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnMinimumWidth(0, 104);
    m_grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void KeyValueTable::clear()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        // Later: a value may be what the person is clicking just now.
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    m_rows = 0;
}

void KeyValueTable::addRow(const QString &label, const QList<models::Shown> &values)
{
    if (values.size() == 1)
        return addWidget(label, widgetOf(values.first(), this));
    auto *box = new QWidget(this);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    for (const models::Shown &shown : values)
        row->addWidget(widgetOf(shown, box));
    row->addStretch();
    addWidget(label, box);
}

void KeyValueTable::addText(const QString &label, const QString &text)
{
    if (text.isEmpty()) {
        models::Shown none;
        none.text = QStringLiteral("–");
        none.dim = true;
        return addRow(label, {none});
    }
    auto *value = new WrappedLabel(this);
    value->setTextFormat(Qt::PlainText);
    value->setText(text);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setAccessibleName(label);
    value->setMinimumHeight(18);
    // Room above and below lines that wrap, so that the first one stands beside its label.
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 6, 0, 6);
    column->addWidget(value);
    addWidget(label, box);
}

void KeyValueTable::addId(const QString &label, const QString &id)
{
    if (id.isEmpty())
        return addText(label, {});
    addWidget(label, new IdLabel(id, this));
}

void KeyValueTable::addWidget(const QString &label, QWidget *value)
{
    QLabel *name = makeDim(label, this);
    name->setFont(Theme::of()->boldFont());
    name->setFixedHeight(metric::row - 1); // beside the first line of a value that has several
    value->setParent(this);
    // 32 px a row where the value is one line high.
    m_grid->setRowMinimumHeight(2 * m_rows, metric::row - 1);
    m_grid->addWidget(name, 2 * m_rows, 0, Qt::AlignTop);
    m_grid->addWidget(value, 2 * m_rows, 1, Qt::AlignVCenter);
    m_grid->addWidget(makeLine(this), 2 * m_rows + 1, 0, 1, 2);
    value->show();
    ++m_rows;
}

} // namespace ui
