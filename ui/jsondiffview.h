#pragma once

#include <QJsonObject>
#include <QList>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace ui {

// Two texts line by line: a line of both, or of one side only.
struct DiffLine
{
    enum class Side { Both, Left, Right };
    Side side = Side::Both;
    QString left;
    QString right;
    friend bool operator==(const DiffLine &, const DiffLine &) = default;
};
QList<DiffLine> diffLines(const QStringList &left, const QStringList &right);

// Two JSON values beside each other, line against line; lines of one side only are tinted.
class JsonDiffView : public QWidget
{
    Q_OBJECT
public:
    explicit JsonDiffView(QWidget *parent = nullptr);
    void setSides(const QString &leftTitle, const QJsonObject &left, const QString &rightTitle,
                  const QJsonObject &right);
    void setTexts(const QString &leftTitle, const QStringList &left, const QString &rightTitle,
                  const QStringList &right);

protected:
    void changeEvent(QEvent *event) override;

private:
    void tint();
    QLabel *m_leftTitle;
    QLabel *m_rightTitle;
    QPlainTextEdit *m_left;
    QPlainTextEdit *m_right;
    QList<DiffLine> m_lines;
};

} // namespace ui
