#pragma once

#include "ui/context.h"
#include "ui/panel.h"

#include <memory>

namespace ui {

// A person's preference sets as a grid: chosen, edited, reviewed and saved whole.
class PreferencesPanel : public Panel
{
    Q_OBJECT
public:
    PreferencesPanel(const Context &context, const QString &userId, QWidget *parent = nullptr);
    ~PreferencesPanel() override;

    void activate() override;
    void refresh() override;
    bool isSettled() const override;
    QString failure() const override;
    bool mayClose() override;
    QList<QPair<QString, QString>> filters() const override; // set=ID, other than default
    void setFilters(const QList<QPair<QString, QString>> &filters) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace ui
