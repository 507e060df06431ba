// Filters as chips: what is set is seen, and one click changes it.
#pragma once

#include <QAbstractButton>
#include <QList>
#include <QPair>

class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace ui {

class FlowLayout;

struct FilterChoice
{
    QString value; // as in the address
    QString label; // as shown; empty: the value itself
};

struct FilterSpec
{
    enum class Kind {
        Single, // one of the choices, or any
        Multi, // some of the choices
        Text // free text; choices are offered as suggestions
    };
    QString key; // as in the address
    QString label; // "Status"
    Kind kind = Kind::Single;
    QList<FilterChoice> choices;
    bool always = true; // false: under "+ filter" until it has a value
    bool required = false; // Single: always has a value, cannot be cleared
    QString anyLabel; // shown while nothing is set; empty: "any"
    QString placeholder; // Text: in the entry
};

// "Status  bounced, undelivered  x". Space, Enter or a click opens the choices; Delete clears.
class FilterChip : public QAbstractButton
{
    Q_OBJECT
public:
    explicit FilterChip(FilterSpec spec, QWidget *parent = nullptr);
    const FilterSpec &spec() const { return m_spec; }
    QStringList values() const { return m_values; }
    void setValues(const QStringList &values); // no signal
    void setChoices(const QList<FilterChoice> &choices);
    QSize sizeHint() const override;
    void openChoices();

public Q_SLOTS:
    void clear();

Q_SIGNALS:
    void valuesChanged(); // by the person
    void choicesDismissed(); // the pop-up closed, with or without a choice

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void change(const QStringList &values);
    void openMenu();
    void openEntry();
    void describe();
    bool isClearable() const;
    QRect markRect() const;
    QString valueText() const;

    FilterSpec m_spec;
    QStringList m_values;
};

// A title, the chips, "+ filter", and at the right what the page adds.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    using Filters = QList<QPair<QString, QString>>;

    explicit FilterBar(QWidget *parent = nullptr);
    void setTitle(const QString &title); // 18 px, before the chips
    FilterChip *addFilter(const FilterSpec &spec);
    FilterChip *chip(const QString &key) const;
    void addInline(QWidget *widget); // after the chips
    void addTrailing(QWidget *widget); // at the right edge

    Filters filters() const; // in the order of the chips; one pair per value
    void setFilters(const Filters &filters); // keys without a chip are left alone; no signal
    bool isFiltered() const; // some clearable chip has a value
    void clear();

Q_SIGNALS:
    void filtersChanged(); // by the person

private:
    void offerMore(); // the menu under "+ filter"
    void arrange();

    QLabel *m_title;
    FlowLayout *m_flow;
    QHBoxLayout *m_trailing;
    QToolButton *m_more;
    QList<FilterChip *> m_chips;
};

} // namespace ui
