// JSON to be typed: coloured, and with the place of the first mistake.
#pragma once

#include <QJsonObject>
#include <QWidget>
#include <optional>

class QLabel;
class QPlainTextEdit;

namespace ui {

class JsonEditor : public QWidget
{
    Q_OBJECT
public:
    explicit JsonEditor(QWidget *parent = nullptr);
    // An object; empty text is an empty one. Nothing while the text is no JSON object: problem() says where.
    std::optional<QJsonObject> object() const;
    void setObject(const QJsonObject &object); // pretty; an empty one clears
    QString text() const;
    void setText(const QString &text);
    QString problem() const { return m_problem; } // "Line 3, column 7: …"; empty: fine
    void showProblem(); // puts the cursor there
    void showMessage(const QString &text); // below it, until it is edited
    void format(); // pretty again, where it is JSON

Q_SIGNALS:
    void edited(); // by the person

protected:
    void changeEvent(QEvent *event) override;

private:
    void check();
    void mark();
    QPlainTextEdit *m_edit;
    QLabel *m_hint;
    QString m_problem;
    qsizetype m_problemAt = -1; // characters from the start
};

} // namespace ui
