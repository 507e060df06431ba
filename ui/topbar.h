#pragma once

#include <QWidget>

class QToolButton;

namespace ui {

class Omnibox;

// Back, forward, reload, the omnibox, theme and more.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    explicit TopBar(QWidget *parent = nullptr);
    Omnibox *omnibox() const { return m_omnibox; }
    QToolButton *moreButton() const { return m_more; }
    void setHistory(bool canGoBack, bool canGoForward);

Q_SIGNALS:
    void backRequested();
    void forwardRequested();
    void reloadRequested();
    void themeToggled();

private:
    void followTheme();
    QToolButton *m_back;
    QToolButton *m_forward;
    QToolButton *m_reload;
    Omnibox *m_omnibox;
    QToolButton *m_theme;
    QToolButton *m_more;
};

} // namespace ui
