#include "ui/topbar.h"

#include "ui/buttons.h"
#include "ui/omnibox.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace ui {
namespace {
constexpr int omniboxWidth = 640;
}

TopBar::TopBar(QWidget *parent)
    : QWidget(parent)
    , m_back(makeIconButton(QStringLiteral("back"), tr("Back (Alt+Left)"), this))
    , m_forward(makeIconButton(QStringLiteral("forward"), tr("Forward (Alt+Right)"), this))
    , m_reload(makeIconButton(QStringLiteral("refresh"), tr("Reload (F5)"), this))
    , m_omnibox(new Omnibox(this))
    , m_theme(makeIconButton(QStringLiteral("moon"), tr("Dark theme"), this))
    , m_more(makeIconButton(QStringLiteral("more"), tr("More"), this))
{
    setFixedHeight(metric::topBar);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(metric::inside);
    for (QToolButton *button : {m_back, m_forward, m_reload})
        row->addWidget(button);
    m_omnibox->setMaximumWidth(omniboxWidth);
    row->addWidget(m_omnibox, 1);
    row->addStretch();
    row->addWidget(m_theme);
    row->addWidget(m_more);
    connect(m_back, &QToolButton::clicked, this, &TopBar::backRequested);
    connect(m_forward, &QToolButton::clicked, this, &TopBar::forwardRequested);
    connect(m_reload, &QToolButton::clicked, this, &TopBar::reloadRequested);
    connect(m_theme, &QToolButton::clicked, this, &TopBar::themeToggled);
    connect(Theme::of(), &Theme::changed, this, &TopBar::followTheme);
    followTheme();
    setHistory(false, false);
}

void TopBar::setHistory(bool canGoBack, bool canGoForward)
{
    m_back->setEnabled(canGoBack);
    m_forward->setEnabled(canGoForward);
}

void TopBar::followTheme()
{
    const bool dark = Theme::of()->isDark();
    const QString name = dark ? tr("Light theme") : tr("Dark theme");
    m_theme->setIcon(Theme::of()->icon(dark ? QStringLiteral("sun") : QStringLiteral("moon")));
    m_theme->setToolTip(name);
    m_theme->setAccessibleName(name);
}

} // namespace ui
