#pragma once

#include <QLineEdit>
#include <QWidget>

class QLabel;
class QToolButton;

namespace ui {

// A field for a key. What is typed shows as dots, and as it is only while the eye is held down; it can be
// neither copied nor dragged out, and is forgotten when the field is cleared.
class SecretEdit : public QWidget
{
    Q_OBJECT
public:
    explicit SecretEdit(const QString &name, QWidget *parent = nullptr);
    QByteArray secret() const; // without blanks around it
    void clear();
    void setPlaceholderText(const QString &text);
    QLineEdit *edit() const { return m_edit; }
    QToolButton *eye() const { return m_eye; }
    bool isRevealed() const;

Q_SIGNALS:
    void changed();

private:
    void reveal(bool on);
    QLineEdit *m_edit;
    QLabel *m_shown; // over the field while the eye is held: what is in it can't be selected
    QToolButton *m_eye;
};

} // namespace ui
