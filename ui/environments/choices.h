// The colours and icons an environment may have, as rows of buttons.
#pragma once

#include <QColor>
#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace ui {

// Eight colours and one of one's own; whatever it is, white text can be read on it.
class ColorChoice : public QWidget
{
    Q_OBJECT
public:
    explicit ColorChoice(QWidget *parent = nullptr);
    QColor color() const { return m_color; }
    void setColor(const QColor &color); // no signal

Q_SIGNALS:
    void changed(); // by the person

private:
    void askForOwn();
    QColor m_color;
    QButtonGroup *m_buttons;
};

class IconChoice : public QWidget
{
    Q_OBJECT
public:
    explicit IconChoice(QWidget *parent = nullptr);
    QString icon() const;
    void setIcon(const QString &icon); // no signal

Q_SIGNALS:
    void changed(); // by the person

private:
    QButtonGroup *m_buttons;
};

} // namespace ui
