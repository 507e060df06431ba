// Read-only JSON in the fixed font, coloured, with copy and find. Much of it is put into words in another
// thread and shown piece by piece; of very much only the beginning is shown, and a line below says so.
#pragma once

#include <QJsonValue>
#include <QTimer>
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
    void setRemark(const QString &remark); // a sentence below what was set last
    QString text() const; // all of it, shown or not; null while it is being put into words
    // As high as its text up to `lines` lines and no scrolling page inside a page; 0: fills what there is.
    void setMaximumLines(int lines);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildFindBar();
    void find(bool backward);
    void fit();
    void fill(const QString &whole, const QString &shown);
    void clear();
    void showNextPiece();
    void followNote();

    QPlainTextEdit *m_edit;
    JsonHighlighter *m_highlighter = nullptr;
    QToolButton *m_copy;
    QWidget *m_findBar;
    QLineEdit *m_find;
    QLabel *m_found;
    QLabel *m_note;
    int m_maximumLines = 0;
    QString m_remark;
    QString m_whole;
    QString m_shown; // its part that is shown, in pieces
    qsizetype m_shownTo = 0; // so far
    quint64 m_turn = 0; // of what was given last
    QTimer m_nextPiece;
};

QString prettyJson(const QJsonValue &value); // two blanks a level, any value on top

} // namespace ui
