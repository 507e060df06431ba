#pragma once

#include "api/schema/feed.h"
#include "models/feedcount.h"

#include <QHash>
#include <QWidget>
#include <optional>

namespace ui {

class CountButton;

// The line above the cards: what the customer's bell says, and how much there is. Each number leads to the
// items behind it.
class FeedCounts : public QWidget
{
    Q_OBJECT
public:
    explicit FeedCounts(QWidget *parent = nullptr);
    void setMeta(const std::optional<api::FeedMeta> &meta); // none: not known
    void setOpen(std::optional<models::FeedNumber> number); // whose items are shown

Q_SIGNALS:
    void clicked(models::FeedNumber number);

private:
    CountButton *buttonOf(models::FeedNumber number) const { return m_buttons.value(int(number)); }
    QHash<int, CountButton *> m_buttons;
};

} // namespace ui
