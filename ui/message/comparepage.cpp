#include "ui/message/comparepage.h"

#include "ui/buttons.h"
#include "ui/jsondiffview.h"
#include "ui/message/compareside.h"
#include "ui/message/difftable.h"
#include "ui/message/messagecompare.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace ui {

ComparePage::ComparePage(const Context &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
{
    for (MessageParts *&parts : m_parts) {
        parts = new MessageParts(*context.client, context.vocabulary, this);
        parts->setRunWanted(true);
        connect(parts, &MessageParts::changed, this, &ComparePage::follow);
    }
    build();
    m_showSoon.setSingleShot(true);
    m_showSoon.setInterval(0);
    connect(&m_showSoon, &QTimer::timeout, this, &ComparePage::showAll);
    connect(Theme::of(), &Theme::changed, this, &ComparePage::follow); // labels hold colours
}

void ComparePage::build()
{
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto *inner = new QWidget(area);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(metric::edge, metric::between, metric::edge, metric::between);
    column->setSpacing(metric::between);
    m_verdict = makeSentence({}, inner);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(m_verdict);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(metric::edge);
    for (int i = 0; i < 2; ++i) {
        m_sides[i] = new CompareSide(inner);
        m_sides[i]->setAccessibleName(i == 0 ? tr("The first message") : tr("The second message"));
        connect(m_sides[i], &CompareSide::openRequested, this, &Page::openRequested);
        connect(m_sides[i], &CompareSide::retryRequested, m_parts[i],
                [parts = m_parts[i]] { parts->retry(MessageParts::Part::Message); });
        sides->addWidget(m_sides[i], 1);
        if (i == 0)
            sides->addWidget(makeLine(inner, Qt::Vertical));
    }
    column->addLayout(sides);
    column->addWidget(makeLine(inner));
    column->addWidget(buildDifferences());
    column->addStretch(1);
    area->setWidget(inner);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area);
    setFocusProxy(area);
}

QWidget *ComparePage::buildDifferences()
{
    m_differences = new QWidget(this);
    auto *column = new QVBoxLayout(m_differences);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::inside);
    m_stepsTitle = makeHeading(tr("Steps of the run"), m_differences);
    m_steps = new DiffTable(m_differences);
    m_steps->setAccessibleName(tr("Steps of the run, side by side"));
    m_only = new QCheckBox(tr("Only what differs"), m_differences);
    m_facts = new DiffTable(m_differences);
    m_facts->setAccessibleName(tr("Facts, side by side"));
    connect(m_only, &QCheckBox::toggled, m_facts, &DiffTable::setOnlyDifferences);
    m_only->setChecked(true);
    auto *factsHead = new QHBoxLayout;
    factsHead->addWidget(makeHeading(tr("Facts"), m_differences));
    factsHead->addStretch(1);
    factsHead->addWidget(m_only);
    m_contentTitle = makeHeading(tr("Content"), m_differences);
    m_content = new JsonDiffView(m_differences);
    m_content->setMinimumHeight(320);
    column->addWidget(m_stepsTitle);
    column->addWidget(m_steps);
    column->addSpacing(metric::inside);
    column->addLayout(factsHead);
    column->addWidget(m_facts);
    column->addSpacing(metric::inside);
    column->addWidget(m_contentTitle);
    column->addWidget(m_content);
    return m_differences;
}

Place ComparePage::place() const
{
    return {u"compare"_s, m_parts[0]->id(), m_parts[1]->id(), {}};
}

QString ComparePage::title() const
{
    if (!m_parts[0]->hasMessage() || !m_parts[1]->hasMessage())
        return tr("Compare");
    return tr("%1 and %2").arg(m_parts[0]->named().recipient.label(), m_parts[1]->named().recipient.label());
}

void ComparePage::go(const Place &place)
{
    const QString ids[2] = {place.id, place.section};
    for (int i = 0; i < 2; ++i) {
        if (!ids[i].isEmpty() && ids[i] != m_parts[i]->id())
            m_parts[i]->open(ids[i]);
    }
    showAll();
}

void ComparePage::refresh()
{
    for (MessageParts *parts : m_parts)
        parts->refresh();
}

bool ComparePage::isSettled() const
{
    return m_parts[0]->isSettled() && m_parts[1]->isSettled() && !m_showSoon.isActive();
}

QString ComparePage::failure() const
{
    for (const MessageParts *parts : m_parts) {
        if (parts->state(MessageParts::Part::Message) == MessageParts::State::Failed)
            return api::explain(parts->error(MessageParts::Part::Message)).sentence;
    }
    return {};
}

QString ComparePage::verdict() const
{
    return m_verdict->text();
}

void ComparePage::follow()
{
    if (!m_showSoon.isActive())
        m_showSoon.start();
    tellSettled();
}

void ComparePage::showAll()
{
    for (int i = 0; i < 2; ++i)
        m_sides[i]->setParts(*m_parts[i]);
    const bool both = m_parts[0]->hasMessage() && m_parts[1]->hasMessage();
    m_differences->setVisible(both);
    if (!both) {
        m_verdict->setText(m_parts[1]->id().isEmpty()
                               ? tr("There is only one message in this address. Open it and choose Compare "
                                    "with… to name the other one.")
                               : QString());
        m_verdict->setVisible(!m_verdict->text().isEmpty());
        return tellSettled();
    }
    const MessageStory left = m_parts[0]->story(), right = m_parts[1]->story();
    m_verdict->setText(compareVerdict(left, right, m_context.vocabulary).join(u'\n'));
    m_verdict->show();
    const QList<ComparedRow> steps = compareSteps(left, right, m_context.vocabulary);
    m_stepsTitle->setVisible(!steps.isEmpty());
    m_steps->setVisible(!steps.isEmpty());
    if (!steps.isEmpty())
        m_steps->setRows(steps);
    m_facts->setRows(compareFacts(left, right));
    const QStringList l = contentLines(m_parts[0]->content().raw),
                      r = contentLines(m_parts[1]->content().raw);
    m_contentTitle->setText(l == r && !l.isEmpty() ? tr("Content: the same") : tr("Content"));
    m_content->setVisible(!l.isEmpty() || !r.isEmpty());
    m_contentTitle->setVisible(!l.isEmpty() || !r.isEmpty());
    m_content->setTexts(left.message.recipient.label(), l, right.message.recipient.label(), r);
    Q_EMIT placeChanged();
    tellSettled();
}

void ComparePage::tellSettled()
{
    const bool settled = isSettled();
    if (settled == m_wasSettled)
        return;
    m_wasSettled = settled;
    Q_EMIT settledChanged();
}

} // namespace ui
