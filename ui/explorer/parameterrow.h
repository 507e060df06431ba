// One parameter of an endpoint to be filled in.
#pragma once

#include "api/schema/parameter.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace ui {

class ParameterRow : public QWidget
{
    Q_OBJECT
public:
    ParameterRow(const api::Parameter &parameter, QWidget *parent);
    const api::Parameter &parameter() const { return m_parameter; }
    QString text() const; // as typed
    void setText(const QString &text); // no signal
    // Undefined when nothing is given, or when it can't be read: then problem() says why.
    QJsonValue value() const;
    void setValue(const QJsonValue &value); // as text; no signal
    QString problem() const; // empty: fine
    void showProblem(); // of a value that is missing or can't be read
    void showMessage(const QString &text); // what the service said of it; goes when it is edited

Q_SIGNALS:
    void edited();
    void submitted(); // Enter

private:
    void follow();
    api::Parameter m_parameter;
    QLineEdit *m_line = nullptr;
    QComboBox *m_box = nullptr; // of words and booleans
    QLabel *m_problem;
};

} // namespace ui
