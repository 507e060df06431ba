#pragma once

#include "api/schema/feed.h"
#include "models/shown.h"

#include <QWidget>
#include <optional>

namespace ui {

class Chip;

// The line above the cards: what the customer's bell says, and how much there is.
class FeedCounts : public QWidget
{
    Q_OBJECT
public:
    explicit FeedCounts(QWidget *parent = nullptr);
    void setMeta(const std::optional<api::FeedMeta> &meta); // none: not known

private:
    static void put(Chip *chip, const QString &text, models::Tone tone, const QString &icon = {});
    Chip *m_unseen;
    Chip *m_unread;
    Chip *m_total;
};

} // namespace ui
