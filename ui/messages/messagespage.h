#pragma once

#include "ui/context.h"
#include "ui/page.h"

namespace ui {

class MessagesPanel;

// `messages?status=bounced&since=7d`
class MessagesPage : public Page
{
    Q_OBJECT
public:
    explicit MessagesPage(const Context &context, QWidget *parent = nullptr);

    Place place() const override;
    QString title() const override;
    void go(const Place &place) override;
    void refresh() override;
    bool isSettled() const override;
    QString failure() const override;
    MessagesPanel *panel() const { return m_panel; }

private:
    Context m_context;
    MessagesPanel *m_panel;
};

} // namespace ui
