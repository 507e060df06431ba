// Read-only JSON in the fixed font, coloured, with copy and find.
#pragma once

#include <QJsonValue>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace ui {

class JsonHighlighter;

class JsonView : public QWidget
{
    Q_OBJECT
public:
    explicit JsonView(QWidget *parent = nullptr);
    void setJson(const QJsonValue &value); // an undefined value shows nothing
    void setText(const QString &text); // text that is no JSON, as it is
    QString text() const;
    // As high as its text up to `lines` lines and no scrolling page inside a page; 0: fills what there is.
    void setMaximumLines(int lines);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildFindBar();
    void find(bool backward);
    void fit();

    QPlainTextEdit *m_edit;
    JsonHighlighter *m_highlighter = nullptr;
    QToolButton *m_copy;
    QWidget *m_findBar;
    QLineEdit *m_find;
    QLabel *m_found;
    int m_maximumLines = 0;
};

QString prettyJson(const QJsonValue &value); // two blanks a level, any value on top

} // namespace ui
