// Filters as chips: what is set is seen, and one click changes it.
#pragma once

#include <QAbstractButton>
#include <QList>
#include <QPair>

#include <functional>

class QActionGroup;
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

QList<FilterChoice> plainChoices(const QStringList &values); // each shown as it is

// What a text typed or pasted says.
struct FilterReading
{
    QStringList values; // for the address
    QString error; // why it says nothing, and what to do; empty: it could be read
    QString note; // what was understood
};

struct FilterSpec
{
    enum class Kind {
        Single, // one of the choices, or any
        Multi, // some of the choices
        Text, // free text; choices are offered as suggestions
        Lines, // several values, typed or pasted; choices are offered as suggestions
        Range // a time range, see ui/timerange.h
    };
    QString key = {}; // as in the address
    QString label = {}; // "Status"
    Kind kind = Kind::Single;
    QList<FilterChoice> choices = {};
    bool always = true; // false: under "+ filter" until it has a value
    bool required = false; // Single: always has a value, cannot be cleared
    QString fixed = {}; // the one value it has for good: what the page is about; not part of the filters
    QString anyLabel = {}; // shown while nothing is set; empty: "any"
    QString placeholder = {}; // Text, Lines: in the entry
    QString tip = {}; // what a person should know about it
    QString hint = {}; // Lines: below the entry while there is nothing else to say
    std::function<FilterReading(const QString &text)> read = {}; // Lines
    std::function<QString(const QStringList &values)> summary
        = {}; // on the chip; without it the values' labels
};

// "Status  bounced, undelivered  x". Space, Enter or a click opens the choices; Delete clears.
class FilterChip : public QAbstractButton
{
    Q_OBJECT
public:
    explicit FilterChip(FilterSpec spec, QWidget *parent = nullptr);
    const FilterSpec &spec() const { return m_spec; }
    QStringList values() const { return m_values; }
    bool isFixed() const { return !m_spec.fixed.isEmpty(); }
    void setValues(const QStringList &values); // no signal
    void setChoices(const QList<FilterChoice> &choices);
    QSize sizeHint() const override;
    void openChoices();
    bool isClearable() const;

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
    void openLines();
    void openRange();
    void addPresets(QMenu *menu, QActionGroup *group);
    void describe();
    QRect markRect() const;
    QString valueText() const;

    FilterSpec m_spec;
    QStringList m_values;
    QString m_draft; // Lines: what was typed and not applied
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

    Filters filters() const; // in the order of the chips; one pair per value; none of fixed chips
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
