#include "ui/explorer/parameterrow.h"

#include "models/texts.h"
#include "ui/buttons.h"

#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace ui {

using Kind = api::Parameter::Kind;

namespace {

// An example of its form says more than the form's name.
QString hintOf(const api::Parameter &parameter)
{
    switch (parameter.kind) {
    case Kind::Number:
        return ParameterRow::tr("a whole number");
    case Kind::Time:
        return QStringLiteral("2025-03-05T12:00:00Z");
    case Kind::TextList:
        return ParameterRow::tr("one, two, three");
    case Kind::Json:
        return parameter.shape == api::Parameter::Shape::Object ? QStringLiteral("{ … }")
            : parameter.shape == api::Parameter::Shape::List    ? QStringLiteral("[ … ]")
                                                             : QStringLiteral("\"text\", { … } or [ … ]");
    default:
        return parameter.isRequired ? ParameterRow::tr("required") : QString();
    }
}

// Any JSON value; undefined when the text is none.
QJsonValue parsed(const QString &text)
{
    const QJsonArray list = QJsonDocument::fromJson(QByteArray("[" + text.toUtf8() + ']')).array();
    return list.size() == 1 ? list.first() : QJsonValue(QJsonValue::Undefined);
}

} // namespace

ParameterRow::ParameterRow(const api::Parameter &parameter, QWidget *parent)
    : QWidget(parent)
    , m_parameter(parameter)
    , m_problem(makeDim({}, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    const bool hasWords = !parameter.words.isEmpty();
    const QString name = QString::fromLatin1(parameter.name);
    if (hasWords || parameter.kind == Kind::Boolean) {
        m_box = new QComboBox(this);
        m_box->setEditable(hasWords); // the service may know more words than this program
        m_box->addItem({});
        m_box->addItems(hasWords ? parameter.words
                                 : QStringList {QStringLiteral("true"), QStringLiteral("false")});
        m_box->setAccessibleName(name);
        column->addWidget(m_box);
        setFocusProxy(m_box);
        connect(m_box, &QComboBox::currentTextChanged, this, &ParameterRow::follow);
    } else {
        m_line = new QLineEdit(this);
        m_line->setPlaceholderText(hintOf(parameter));
        m_line->setAccessibleName(name);
        m_line->setClearButtonEnabled(true);
        if (parameter.kind == Kind::Json)
            m_line->setToolTip(tr("JSON: text in double quotes, an object in { }, a list in [ ]"));
        column->addWidget(m_line);
        setFocusProxy(m_line);
        connect(m_line, &QLineEdit::textChanged, this, &ParameterRow::follow);
        connect(m_line, &QLineEdit::returnPressed, this, &ParameterRow::submitted);
    }
    column->addWidget(m_problem);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setProperty("role", QStringLiteral("bad"));
    m_problem->hide();
}

QString ParameterRow::text() const
{
    return m_line ? m_line->text() : m_box->currentText();
}

void ParameterRow::setText(const QString &text)
{
    const QSignalBlocker quiet(this);
    if (m_line)
        m_line->setText(text);
    else if (m_box->isEditable())
        m_box->setEditText(text);
    else
        m_box->setCurrentText(text);
    m_problem->hide();
}

QJsonValue ParameterRow::value() const
{
    const QString given = text();
    if (given.trimmed().isEmpty())
        return QJsonValue::Undefined;
    switch (m_parameter.kind) {
    case Kind::Number: {
        bool ok = false;
        const qint64 number = given.trimmed().toLongLong(&ok);
        return ok ? QJsonValue(number) : QJsonValue(QJsonValue::Undefined);
    }
    case Kind::Boolean:
        return given == QLatin1StringView("true");
    case Kind::Time:
        return api::Timestamp::fromWire(given.trimmed()).isNull() ? QJsonValue(QJsonValue::Undefined)
                                                                  : QJsonValue(given.trimmed());
    case Kind::TextList: {
        QJsonArray list;
        for (const QString &item : given.split(u',')) {
            if (const QString id = item.trimmed(); !id.isEmpty())
                list.append(id);
        }
        return list;
    }
    case Kind::Json:
    case Kind::FreeBody:
        return parsed(given);
    case Kind::Text:
        break;
    }
    return given;
}

void ParameterRow::setValue(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return setText({});
    if (m_parameter.kind == Kind::TextList && value.isArray()) {
        QStringList items;
        for (const QJsonValue &item : value.toArray())
            items += item.toString();
        return setText(items.join(QStringLiteral(", ")));
    }
    if (m_parameter.kind != Kind::Json && value.isString())
        return setText(value.toString());
    setText(models::exactJson(value));
}

QString ParameterRow::problem() const
{
    const bool isEmpty = text().trimmed().isEmpty();
    if (isEmpty)
        return m_parameter.where == api::Parameter::Where::Path
            ? tr("It is part of the address, and must be given.")
            : QString();
    if (!value().isUndefined())
        return {};
    switch (m_parameter.kind) {
    case Kind::Number:
        return tr("This is no whole number.");
    case Kind::Time:
        return tr("This is no time of the form 2025-03-05T12:00:00Z.");
    default:
        return tr("This is no JSON. Put text into double quotes.");
    }
}

void ParameterRow::showProblem()
{
    showMessage(problem());
}

void ParameterRow::showMessage(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

// What is only half typed is not complained about; once it was, the complaint goes as soon as it is right.
void ParameterRow::follow()
{
    if (m_problem->isVisible())
        showProblem();
    Q_EMIT edited();
}

} // namespace ui
