#include "ui/preferences/preferenceside.h"

#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/elidedlabel.h"
#include "ui/flowlayout.h"
#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace ui {
namespace {

// A chip for a state, dim text for "not set".
QWidget *valueOf(const models::Shown &shown, QWidget *parent)
{
    if (shown.tone != models::Tone::None)
        return new Chip(shown, parent);
    return makeDim(shown.text, parent);
}

} // namespace

PreferenceSide::PreferenceSide(QWidget *parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Why this cell is as it is"));
    setMinimumWidth(240);
    clear();
}

void PreferenceSide::start()
{
    m_content = new QWidget;
    m_column = new QVBoxLayout(m_content);
    m_column->setContentsMargins(metric::between, metric::between, metric::between, metric::between);
    m_column->setSpacing(metric::inside);
}

void PreferenceSide::clear()
{
    start();
    addText(tr("Select a cell to see what decides it and what would be sent."), true);
    m_column->addStretch(1);
    setWidget(m_content);
}

void PreferenceSide::addText(const QString &text, bool dim)
{
    QLabel *label = dim ? makeDim(text, m_content) : new QLabel(text, m_content);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    m_column->addWidget(label);
}

QWidget *PreferenceSide::lineOf(const models::PreferenceExplanation::Line &line, bool isFirst)
{
    auto *row = new QWidget(m_content);
    row->setFixedHeight(metric::row - 1);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(metric::inside, 0, metric::inside, 0);
    auto *label = new ElidedLabel(line.first, row);
    label->setDim(!isFirst);
    layout->addWidget(label, 1);
    layout->addWidget(valueOf(line.second, row), 0, Qt::AlignRight | Qt::AlignVCenter);
    return row;
}

QWidget *PreferenceSide::outcomeOf(const models::PreferenceExplanation::Line &line)
{
    auto *row = new QWidget(m_content);
    auto *flow = new FlowLayout(row, 6);
    flow->setContentsMargins(0, 0, 0, 0);
    auto *label = new QLabel(line.first, row);
    label->setTextFormat(Qt::PlainText);
    flow->addWidget(label);
    flow->addWidget(new Chip(line.second, row));
    return row;
}

void PreferenceSide::addVerdict(const models::PreferenceExplanation &explanation)
{
    if (explanation.verdict.text.isEmpty())
        return;
    auto *row = new QWidget(m_content);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(new Chip(explanation.verdict, row), 0, Qt::AlignTop);
    QLabel *who = makeDim(explanation.decidedBy, row);
    who->setWordWrap(true);
    layout->addWidget(who, 1);
    m_column->addWidget(row);
}

void PreferenceSide::addWhatIf(const models::PreferenceExplanation &explanation)
{
    if (explanation.outcomes.isEmpty() && explanation.flips.isEmpty())
        return;
    m_column->addSpacing(metric::inside);
    m_column->addWidget(makeLine(m_content));
    m_column->addSpacing(4);
    m_column->addWidget(makeHeading(tr("What if"), m_content));
    if (!explanation.whatIf.isEmpty())
        addText(explanation.whatIf, true);
    for (const auto &outcome : explanation.outcomes)
        m_column->addWidget(outcomeOf(outcome));
    for (const QString &flip : explanation.flips)
        addText(flip, true);
}

void PreferenceSide::setExplanation(const models::PreferenceExplanation &explanation,
                                    const QStringList &alsoStored)
{
    start();
    QLabel *title = makeHeading(explanation.title, m_content);
    title->setWordWrap(true);
    title->setObjectName(QStringLiteral("explanationTitle"));
    m_column->addWidget(title);
    addVerdict(explanation);
    for (const QString &condition : explanation.conditions)
        addText(tr("only if %1").arg(condition), false);
    auto *layers = new QVBoxLayout;
    layers->setSpacing(0);
    bool isFirst = true;
    for (const auto &layer : explanation.layers) {
        layers->addWidget(lineOf(layer, isFirst));
        layers->addWidget(makeLine(m_content));
        isFirst = false;
    }
    m_column->addLayout(layers);
    addWhatIf(explanation);
    if (!alsoStored.isEmpty())
        addText(
            tr("Also stored in this set and kept as it is: %1.").arg(alsoStored.join(QStringLiteral(", "))),
            true);
    m_column->addStretch(1);
    setWidget(m_content); // deletes the one before
}

} // namespace ui
