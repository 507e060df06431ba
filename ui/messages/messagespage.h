#pragma once

#include "ui/context.h"
#include "ui/page.h"

namespace ui {

class MessagesPanel;

// `messages?status=bounced`, and those of one workflow or channel: `workflow:KEY`, `channel:ID`.
class MessagesPage : public Page
{
    Q_OBJECT
public:
    // Whose messages it shows, the kind and the id of the place say; go() only changes the filters.
    explicit MessagesPage(const Context &context,
                          const Place &place = {QStringLiteral("messages"), {}, {}, {}},
                          QWidget *parent = nullptr);

    Place place() const override;
    QString title() const override;
    void go(const Place &place) override;
    void refresh() override;
    bool isSettled() const override;
    QString failure() const override;
    MessagesPanel *panel() const { return m_panel; }

private:
    Context m_context;
    Place m_place;
    MessagesPanel *m_panel;
};

} // namespace ui
