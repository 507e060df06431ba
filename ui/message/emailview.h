#pragma once

#include "api/schema/content.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QVBoxLayout;

namespace ui {

class KeyValueTable;
class SafeBrowser;
class SectionTabs;

// An e-mail: its head, and its body as mail, as text and as source. Nothing it names is fetched.
class EmailView : public QWidget
{
    Q_OBJECT
public:
    explicit EmailView(QWidget *parent = nullptr);
    void setEmail(const api::EmailContent &email);
    const SafeBrowser *browser() const { return m_browser; }

private:
    void sayWhatWasBlocked();

    KeyValueTable *m_head;
    SectionTabs *m_tabs;
    QLabel *m_blocked;
    QStackedWidget *m_stack;
    SafeBrowser *m_browser;
    QPlainTextEdit *m_text;
    QPlainTextEdit *m_source;
};

} // namespace ui
