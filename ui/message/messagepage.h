#pragma once

#include "ui/context.h"
#include "ui/page.h"

namespace ui {

class ErrorBar;
class Marker;
class MessageView;

// `message:ID/SECTION`
class MessagePage : public Page
{
    Q_OBJECT
public:
    explicit MessagePage(const Context &context, QWidget *parent = nullptr);

    Place place() const override;
    QString title() const override;
    void go(const Place &place) override;
    void refresh() override;
    bool isSettled() const override;
    QString failure() const override;

private:
    ErrorBar *m_error;
    Marker *m_marker;
    MessageView *m_view;
    QString m_id;
};

} // namespace ui
