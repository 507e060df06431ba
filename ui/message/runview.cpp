#include "ui/message/runview.h"

#include "models/display.h"
#include "models/vocabulary.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/elidedlabel.h"
#include "ui/layoutpause.h"
#include "ui/linklabel.h"
#include "ui/message/messagefacts.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace ui {
namespace {
constexpr int mostOthers = 6; // the rest is in the dialog of Compare with…
}

Place comparePlace(const QString &left, const QString &right)
{
    return {u"compare"_s, left, right, {}};
}

QString channelLabel(const api::Message &message, const models::Vocabulary *vocabulary)
{
    const QString type = channelTypeOf(message, vocabulary);
    const QString name = message.channelId.isNull() ? QString() : channelNameOf(message, vocabulary);
    if (type.isEmpty())
        return name;
    const QString kind = models::channelTypeName(type);
    return name.isEmpty() || name == kind ? kind : RunView::tr("%1 (%2)").arg(kind, name);
}

RunView::RunView(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    setAccessibleName(tr("The run that made this message"));
    hide();
}

void RunView::setParts(const MessageParts &parts)
{
    const LayoutPause pause(*this);
    // Later: one of them may be what the person is clicking just now.
    for (QWidget *old : findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
        old->hide();
        old->deleteLater();
    }
    while (QLayoutItem *item = m_layout->takeAt(0))
        delete item; // spacings
    m_lines.clear();
    const MessageRun &run = parts.run();
    const QString id = parts.id();
    if (!run.siblings().isEmpty()) {
        addHeading(tr("Same run, same recipient"));
        for (const api::Message &sibling : run.siblings())
            addMessage(id, sibling, channelLabel(sibling, parts.vocabulary()));
    }
    if (!run.others().isEmpty()) {
        addHeading(tr("Same run, other recipients"));
        const auto others = run.others();
        for (const api::Message &other : others.mid(0, mostOthers))
            addMessage(id, other,
                       other.recipient.label() + ", "_L1 + channelLabel(other, parts.vocabulary()));
        if (others.size() > mostOthers || run.hasMoreOthers()) {
            const qsizetype more = others.size() - mostOthers;
            addLine(run.hasMoreOthers() ? tr("and more; Compare with… lists them")
                                        : tr("and %1 more; Compare with… lists them").arg(more));
        }
    }
    if (!run.problem().isEmpty())
        addLine(run.problem());
    setAccessibleDescription(m_lines.join(u'\n'));
    setVisible(!m_lines.isEmpty());
}

void RunView::addHeading(const QString &text)
{
    if (m_layout->count() > 0)
        m_layout->addSpacing(metric::inside);
    QLabel *heading = makeHeading(text, this);
    heading->setMinimumHeight(24);
    m_layout->addWidget(heading);
    heading->show();
}

void RunView::addLine(const QString &text)
{
    QLabel *label = makeDim(text, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setContentsMargins(0, 4, 0, 4);
    m_layout->addWidget(label);
    label->show();
    m_lines += text;
}

void RunView::addMessage(const QString &messageId, const api::Message &other, const QString &lead)
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::inside);
    row->setMinimumHeight(28);
    layout->addWidget(new Chip(models::display(other.status), row));
    auto *link = new LinkLabel(lead, {u"message"_s, other.id, {}, {}}, row);
    link->setToolTip(tr("Open this message"));
    connect(link, &LinkLabel::openRequested, this, &RunView::openRequested);
    layout->addWidget(link);
    layout->addStretch(1);
    auto *compare = new LinkLabel(tr("Compare"), comparePlace(messageId, other.id), row);
    compare->setToolTip(tr("Compare with %1").arg(lead));
    compare->setAccessibleDescription(compare->toolTip());
    connect(compare, &LinkLabel::openRequested, this, &RunView::openRequested);
    layout->addWidget(compare);
    m_layout->addWidget(row);
    row->show();
    m_lines += models::display(other.status).text + u' ' + lead;
}

} // namespace ui
