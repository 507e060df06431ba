#include "ui/filterbar.h"

#include "ui/buttons.h"
#include "ui/flowlayout.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace ui {

QList<FilterChoice> plainChoices(const QStringList &values)
{
    QList<FilterChoice> choices;
    for (const QString &value : values)
        choices += {value, {}};
    return choices;
}

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent)
    , m_title(makeTitle(QString(), this))
    , m_trailing(new QHBoxLayout)
    , m_more(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::edge, 12, metric::edge, 12);
    row->setSpacing(metric::between);
    m_title->hide();
    row->addWidget(m_title);
    auto *chips = new QWidget(this);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    chips->setSizePolicy(policy);
    m_flow = new FlowLayout(chips, metric::inside);
    row->addWidget(chips, 1);
    m_trailing->setSpacing(metric::inside);
    row->addLayout(m_trailing);
    m_more->setText(tr("+ filter"));
    m_more->setAccessibleName(tr("Add a filter"));
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setFixedHeight(metric::filterChip);
    m_more->setStyleSheet(
        QStringLiteral("QToolButton { border-radius: 13px; min-height: 24px; max-height: 24px; "
                       "padding: 0 10px; border: 1px solid palette(mid); }"
                       "QToolButton:focus { border-color: palette(highlight); }"));
    m_more->hide();
    connect(m_more, &QToolButton::clicked, this, &FilterBar::offerMore);
    m_flow->insertWidget(-1, m_more);
}

void FilterBar::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
}

FilterChip *FilterBar::addFilter(const FilterSpec &spec)
{
    auto *chip = new FilterChip(spec, this);
    chip->setValues({});
    m_flow->insertWidget(int(m_chips.size()), chip);
    m_chips.append(chip);
    connect(chip, &FilterChip::valuesChanged, this, [this] {
        arrange();
        Q_EMIT filtersChanged();
    });
    connect(chip, &FilterChip::choicesDismissed, this, &FilterBar::arrange, Qt::QueuedConnection);
    arrange();
    return chip;
}

FilterChip *FilterBar::chip(const QString &key) const
{
    for (FilterChip *chip : m_chips) {
        if (chip->spec().key == key)
            return chip;
    }
    return nullptr;
}

void FilterBar::addInline(QWidget *widget)
{
    m_flow->insertWidget(-1, widget);
}

void FilterBar::addTrailing(QWidget *widget)
{
    m_trailing->addWidget(widget);
}

FilterBar::Filters FilterBar::filters() const
{
    Filters all;
    for (const FilterChip *chip : m_chips) {
        if (chip->isFixed())
            continue;
        for (const QString &value : chip->values())
            all.append({chip->spec().key, value});
    }
    return all;
}

void FilterBar::setFilters(const Filters &filters)
{
    for (FilterChip *chip : std::as_const(m_chips)) {
        QStringList values;
        for (const auto &[key, value] : filters) {
            if (key == chip->spec().key)
                values.append(value);
        }
        chip->setValues(values);
    }
    arrange();
}

bool FilterBar::isFiltered() const
{
    return std::any_of(m_chips.begin(), m_chips.end(),
                       [](const FilterChip *chip) { return chip->isClearable(); });
}

void FilterBar::clear()
{
    if (!isFiltered())
        return;
    for (FilterChip *chip : std::as_const(m_chips)) {
        if (!chip->spec().required)
            chip->setValues({});
    }
    arrange();
    Q_EMIT filtersChanged();
}

void FilterBar::arrange()
{
    bool someHidden = false;
    for (FilterChip *chip : std::as_const(m_chips)) {
        const bool shown = chip->spec().always || !chip->values().isEmpty();
        chip->setVisible(shown);
        someHidden = someHidden || !shown;
    }
    m_more->setVisible(someHidden);
    m_flow->invalidate();
}

void FilterBar::offerMore()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (FilterChip *chip : std::as_const(m_chips)) {
        if (!chip->isHidden())
            continue;
        QAction *action = menu->addAction(chip->spec().label);
        connect(action, &QAction::triggered, chip, [this, chip] {
            chip->show();
            m_flow->activate();
            chip->setFocus(Qt::OtherFocusReason);
            chip->openChoices();
        });
    }
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height() + 2)));
}

} // namespace ui
