#pragma once

#include "ui/context.h"
#include "ui/page.h"

#include <memory>

namespace ui {

// Bulk operations: what runs, what ran, and what failed in it. `bulk:ID` watches that operation.
class BulkPage : public Page
{
    Q_OBJECT
public:
    explicit BulkPage(const Context &context, QWidget *parent = nullptr);
    ~BulkPage() override;

    Place place() const override;
    QString title() const override;
    void go(const Place &place) override;
    void refresh() override;
    bool isSettled() const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace ui
