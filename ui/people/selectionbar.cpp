#include "ui/people/selectionbar.h"

#include "ui/buttons.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace ui {

SelectionBar::SelectionBar(QWidget *parent)
    : QWidget(parent)
    , m_text(makeHeading(QString(), this))
    , m_busy(makeDim(QString(), this))
    , m_preferences(makeButton(tr("Set preferences for these…"), this, ButtonRole::Primary))
    , m_clear(makeButton(tr("Clear the selection"), this))
{
    setProperty("role", QStringLiteral("raised"));
    setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::edge, 10, metric::edge, 10);
    row->setSpacing(metric::inside);
    row->addWidget(m_text);
    row->addWidget(m_busy, 1);
    row->addWidget(m_clear);
    row->addWidget(m_preferences);
    connect(m_preferences, &QPushButton::clicked, this, &SelectionBar::preferencesRequested);
    connect(m_clear, &QPushButton::clicked, this, &SelectionBar::clearRequested);
    follow();
}

void SelectionBar::setCount(int count)
{
    m_count = count;
    follow();
}

void SelectionBar::setBusy(const QString &text)
{
    m_busy->setText(text);
    follow();
}

void SelectionBar::follow()
{
    const QString text = tr("%L1 selected").arg(m_count);
    m_text->setText(text);
    setAccessibleName(text);
    m_preferences->setEnabled(m_count > 0 && m_busy->text().isEmpty());
    setVisible(m_count > 1 || !m_busy->text().isEmpty());
}

} // namespace ui
