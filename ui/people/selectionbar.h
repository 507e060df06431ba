#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui {

// "500 selected", and what can be done with them.
class SelectionBar : public QWidget
{
    Q_OBJECT
public:
    explicit SelectionBar(QWidget *parent = nullptr);
    void setCount(int count); // hidden below two
    void setBusy(const QString &text); // e.g. while more is loaded; empty: not busy

Q_SIGNALS:
    void preferencesRequested();
    void clearRequested();

private:
    void follow();
    QLabel *m_text;
    QLabel *m_busy;
    QPushButton *m_preferences;
    QPushButton *m_clear;
    int m_count = 0;
};

} // namespace ui
