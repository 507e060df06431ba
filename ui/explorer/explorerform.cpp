#include "ui/explorer/explorerform.h"

#include "api/schema/endpointdoc.h"
#include "ui/buttons.h"
#include "ui/explorer/jsoneditor.h"
#include "ui/explorer/parameterrow.h"
#include "ui/theme.h"

#include <QGridLayout>
#include <QLabel>

namespace ui {

using Where = api::Parameter::Where;
using Kind = api::Parameter::Kind;

namespace {
QString bodyKey()
{
    return QStringLiteral("body");
}
}

ExplorerForm::ExplorerForm(QWidget *parent)
    : QWidget(parent)
    , m_body(new JsonEditor(this))
    , m_bodyTitle(makeHeading(tr("Body as JSON"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::inside);
    m_rowsHost = new QWidget(this);
    column->addWidget(m_rowsHost);
    column->addWidget(m_bodyTitle);
    column->addWidget(m_body, 1);
    column->addStretch(0);
    connect(m_body, &JsonEditor::edited, this, &ExplorerForm::bodyTextEdited);
}

void ExplorerForm::setEndpoint(const api::EndpointInfo &endpoint)
{
    m_endpoint = &endpoint;
    m_rows.clear();
    auto *host = new QWidget(this);
    m_grid = new QGridLayout(host);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metric::between);
    m_grid->setVerticalSpacing(metric::inside);
    m_grid->setColumnStretch(1, 1);
    delete layout()->replaceWidget(m_rowsHost, host);
    delete std::exchange(m_rowsHost, host);
    const QList<api::Parameter> parameters = api::parametersOf(endpoint);
    addGroup(tr("Path"), Where::Path, parameters);
    addGroup(tr("Query"), Where::Query, parameters);
    addGroup(tr("Body"), Where::Body, parameters);
    m_body->setText({});
    m_body->setVisible(endpoint.writes());
    m_bodyTitle->setVisible(endpoint.writes());
    host->setVisible(!m_rows.isEmpty());
}

void ExplorerForm::addGroup(const QString &title, Where where, const QList<api::Parameter> &parameters)
{
    bool isFirst = true;
    for (const api::Parameter &parameter : parameters) {
        if (parameter.where != where || parameter.kind == Kind::FreeBody)
            continue;
        const int line = m_grid->rowCount();
        if (std::exchange(isFirst, false))
            m_grid->addWidget(makeHeading(title, m_rowsHost), line, 0, 1, 2);
        auto *row = new ParameterRow(parameter, m_grid->parentWidget());
        auto *label = new QLabel(QString::fromLatin1(parameter.name), m_grid->parentWidget());
        label->setFont(Theme::of()->fixedFont());
        label->setBuddy(row);
        label->setMinimumHeight(metric::field);
        m_grid->addWidget(label, line + 1, 0, Qt::AlignTop);
        m_grid->addWidget(row, line + 1, 1);
        m_rows.append(row);
        connect(row, &ParameterRow::submitted, this, &ExplorerForm::submitted);
        connect(row, &ParameterRow::edited, this, [this, row] {
            if (row->parameter().where == Where::Body)
                bodyRowEdited(row);
            Q_EMIT edited();
        });
    }
}

// The JSON follows the row, as long as it is JSON; what else is in it stays.
void ExplorerForm::bodyRowEdited(const ParameterRow *row)
{
    std::optional<QJsonObject> body = m_body->object();
    if (!body)
        return;
    const QJsonValue value = row->value();
    if (value.isUndefined() && !row->problem().isEmpty())
        return; // half typed
    if (value.isUndefined())
        body->remove(QString::fromLatin1(row->parameter().name));
    else
        body->insert(QString::fromLatin1(row->parameter().name), value);
    m_body->setObject(*body);
}

void ExplorerForm::bodyTextEdited()
{
    if (const auto body = m_body->object()) {
        for (ParameterRow *row : std::as_const(m_rows)) {
            if (row->parameter().where == Where::Body)
                row->setValue(body->value(QString::fromLatin1(row->parameter().name)));
        }
    }
    Q_EMIT edited();
}

QList<QPair<QString, QString>> ExplorerForm::fields() const
{
    QList<QPair<QString, QString>> out;
    for (const ParameterRow *row : m_rows) {
        if (row->parameter().where != Where::Body && !row->text().isEmpty())
            out.append({QString::fromLatin1(row->parameter().name), row->text()});
    }
    if (!m_body->text().isEmpty())
        out.append({bodyKey(), m_body->text()});
    return out;
}

ParameterRow *ExplorerForm::rowNamed(const QString &name) const
{
    for (ParameterRow *row : m_rows) {
        if (row->parameter().where != Where::Body && QLatin1StringView(row->parameter().name) == name)
            return row;
    }
    return nullptr;
}

void ExplorerForm::setFields(const QList<QPair<QString, QString>> &fields)
{
    for (const auto &[name, text] : fields) {
        if (name == bodyKey() && m_endpoint && m_endpoint->writes())
            m_body->setText(text);
        else if (ParameterRow *row = rowNamed(name))
            row->setText(text);
    }
    bodyTextEdited();
}

bool ExplorerForm::complain()
{
    ParameterRow *first = nullptr;
    for (ParameterRow *row : std::as_const(m_rows)) {
        row->showProblem();
        if (!first && !row->problem().isEmpty())
            first = row;
    }
    if (first)
        first->setFocus(Qt::OtherFocusReason);
    else if (m_endpoint->writes() && !m_body->problem().isEmpty())
        m_body->showProblem();
    else
        return false;
    return true;
}

std::optional<api::RequestData> ExplorerForm::request()
{
    if (!m_endpoint || complain())
        return std::nullopt;
    api::RequestData request;
    request.endpoint = m_endpoint;
    bool takesBody = false;
    for (const api::Parameter &parameter : api::parametersOf(*m_endpoint))
        takesBody |= parameter.where == Where::Body;
    for (const ParameterRow *row : std::as_const(m_rows)) {
        if (row->parameter().where == Where::Path)
            request.pathArguments += row->text().trimmed();
        else if (row->parameter().where == Where::Query)
            api::addQueryItem(request.query, row->parameter().name.constData(), row->value());
    }
    const QJsonObject body = m_body->object().value_or(QJsonObject());
    if (takesBody || !body.isEmpty())
        request.body = body;
    return request;
}

} // namespace ui
