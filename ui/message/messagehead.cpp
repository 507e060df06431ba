#include "ui/message/messagehead.h"

#include "models/display.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/flowlayout.h"
#include "ui/layoutpause.h"
#include "ui/linklabel.h"
#include "ui/message/evidence.h"
#include "ui/message/marking.h"
#include "ui/message/messagefacts.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui {

MessageHead::MessageHead(Marker *marker, MessageEvidence *evidence, QWidget *parent)
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
    // Else the menu's keys hold at the button, too, where those of the message are: neither would act.
    mark->removeAction(menu->menuAction());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::inside);
    row->addWidget(m_chips, 1);
    auto *compare = makeIconButton(u"requests"_s, tr("Compare with another message… (C)"), this);
    connect(compare, &QToolButton::clicked, this, &MessageHead::compareRequested);
    auto *copy = makeIconButton(u"copy"_s, tr("Copy or save: as text (Ctrl+Shift+C), link, JSON"), this);
    auto *copyMenu = new QMenu(copy);
    evidence->fill(copyMenu);
    copy->setMenu(copyMenu);
    copy->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(compare, 0, Qt::AlignTop);
    row->addWidget(copy, 0, Qt::AlignTop);
    row->addWidget(mark, 0, Qt::AlignTop);
}

void MessageHead::setMessage(const api::Message &message)
{
    m_id = message.id;
    qDeleteAll(m_chips->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    const LayoutPause pause(*m_chips);
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
    const Place place = placeOf(message.recipient);
    if (!place.isValid())
        return add(new QLabel(message.recipient.label(), m_chips));
    auto *who = new LinkLabel(message.recipient.label(), place, m_chips);
    connect(who, &LinkLabel::openRequested, this, &MessageHead::openRequested);
    add(who);
}

} // namespace ui
