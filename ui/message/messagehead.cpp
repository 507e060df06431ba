#include "ui/message/messagehead.h"

#include "models/display.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/flowlayout.h"
#include "ui/linklabel.h"
#include "ui/message/marking.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {

MessageHead::MessageHead(Marker *marker, QWidget *parent)
    : QWidget(parent)
    , m_chips(new QWidget(this))
    , m_flow(new FlowLayout(m_chips, metric::inside))
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    m_chips->setSizePolicy(policy);
    auto *mark = makeButton(tr("Mark"), this, ButtonRole::Normal, u"chevron-down"_s);
    mark->setLayoutDirection(Qt::RightToLeft); // the arrow stands behind the word
    mark->setAccessibleName(tr("Mark this message"));
    auto *menu = new QMenu(mark);
    fillMarkMenu(menu, marker, [this] { return QStringList {m_id}; });
    mark->setMenu(menu);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::inside);
    row->addWidget(m_chips, 1);
    row->addWidget(mark, 0, Qt::AlignTop);
}

void MessageHead::setMessage(const api::Message &message)
{
    m_id = message.id;
    qDeleteAll(m_chips->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    const auto add = [this](QWidget *widget) {
        m_flow->insertWidget(-1, widget);
        widget->show();
    };
    add(new Chip(models::display(message.status), m_chips));
    for (const models::Shown &shown : models::shownList(message.engagement)) {
        if (shown.tone != models::Tone::None)
            add(new Chip(shown, m_chips));
    }
    const QString workflow = message.workflow.isEmpty() ? message.source.key : message.workflow;
    if (!workflow.isEmpty())
        add(makeHeading(workflow, m_chips));
    if (message.recipient.isNull())
        return;
    add(makeDim(tr("to"), m_chips));
    if (message.recipient.isObject())
        return add(new QLabel(message.recipient.label(), m_chips));
    auto *who = new LinkLabel(message.recipient.label(), {u"user"_s, message.recipient.id, {}, {}}, m_chips);
    connect(who, &LinkLabel::openRequested, this, &MessageHead::openRequested);
    add(who);
}

} // namespace ui
