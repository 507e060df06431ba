#pragma once

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace ui {

struct FilterChoice;

// A field with suggestions under it, popped up below a chip. Closes and deletes itself.
class EntryPopup : public QFrame
{
    Q_OBJECT
public:
    EntryPopup(const QString &name, const QString &placeholder, const QList<FilterChoice> &suggestions,
               QWidget *parent);
    void setText(const QString &text);
    void popUp(const QPoint &at);

Q_SIGNALS:
    void entered(const QString &text); // empty: nothing is asked for
    void chosen(const QString &value); // one of the suggestions, whose value may be empty

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void suggest(const QString &text);

    QLineEdit *m_edit;
    QListWidget *m_list;
};

} // namespace ui
