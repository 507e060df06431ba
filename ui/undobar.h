// A slim bar below content: what was done as a whole, and a way to take it back. Content above does not move.
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace ui {

class UndoBar : public QFrame
{
    Q_OBJECT
public:
    explicit UndoBar(QWidget *parent = nullptr); // hidden until there is something to say
    struct Offer // which buttons are there
    {
        bool undo = false;
        bool redo = false;
        bool stop = false;
    };
    void showText(const QString &text, Offer offer);
    void setBusy(); // what it says stays, its buttons can't be used until there is another text
    void clear();
    QString text() const;

Q_SIGNALS:
    void undoRequested();
    void redoRequested();
    void stopRequested();
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void tint();
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_undo;
    QPushButton *m_redo;
    QPushButton *m_stop;
    QToolButton *m_dismiss;
};

} // namespace ui
