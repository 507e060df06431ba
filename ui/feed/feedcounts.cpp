#include "ui/feed/feedcounts.h"

#include "models/display.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace ui {

FeedCounts::FeedCounts(QWidget *parent)
    : QWidget(parent)
    , m_unseen(new Chip(this))
    , m_unread(new Chip(this))
    , m_total(new Chip(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::between, 10, metric::between, 10);
    row->setSpacing(metric::inside + 2);
    row->addWidget(makeHeading(tr("As the customer sees it"), this));
    for (Chip *chip : {m_unseen, m_unread, m_total})
        row->addWidget(chip);
    row->addStretch(1);
    setMeta({});
}

void FeedCounts::put(Chip *chip, const QString &text, models::Tone tone, const QString &icon)
{
    models::Shown shown;
    shown.text = text;
    shown.tone = tone;
    shown.icon = icon;
    chip->setShown(shown);
}

void FeedCounts::setMeta(const std::optional<api::FeedMeta> &meta)
{
    m_unseen->setVisible(meta.has_value());
    m_unread->setVisible(meta.has_value());
    m_total->setVisible(meta && meta->totalCount);
    if (!meta)
        return;
    put(m_unseen, tr("%1 unseen").arg(models::numberText(meta->unseenCount)),
        meta->unseenCount > 0 ? models::Tone::Info : models::Tone::Neutral, QStringLiteral("bell"));
    put(m_unread, tr("%1 unread").arg(models::numberText(meta->unreadCount)), models::Tone::Neutral);
    put(m_total, tr("%1 in all").arg(models::numberText(meta->totalCount.value_or(0))),
        models::Tone::Neutral);
}

} // namespace ui
