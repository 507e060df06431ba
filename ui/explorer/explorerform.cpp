#include "ui/explorer/explorerform.h"

#include "api/schema/endpointdoc.h"
#include "models/texts.h"
#include "ui/buttons.h"
#include "ui/explorer/jsoneditor.h"
#include "ui/explorer/parameterrow.h"
#include "ui/jsonview.h"
#include "ui/theme.h"

#include <QGridLayout>
#include <QHash>
#include <QJsonDocument>
#include <QLabel>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

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
    , m_area(new QScrollArea(this))
    , m_bodyHost(new QWidget(this))
    , m_body(new JsonEditor(m_bodyHost))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto *across = new QSplitter(Qt::Horizontal, this);
    across->setChildrenCollapsible(false);
    across->setHandleWidth(1);
    across->addWidget(m_area);
    across->addWidget(m_bodyHost);
    across->setSizes({500, 400});
    column->addWidget(across);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *body = new QVBoxLayout(m_bodyHost);
    body->setContentsMargins(metric::between, 0, 0, 0);
    body->setSpacing(metric::inside);
    body->addWidget(makeHeading(tr("Body as JSON"), m_bodyHost));
    body->addWidget(m_body, 1);
    connect(m_body, &JsonEditor::edited, this, &ExplorerForm::bodyTextEdited);
}

void ExplorerForm::setEndpoint(const api::EndpointInfo &endpoint)
{
    m_endpoint = &endpoint;
    m_rows.clear();
    auto *host = new QWidget;
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(0, 0, metric::inside, metric::inside); // the scroll bar's room
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(metric::between);
    m_grid->setVerticalSpacing(metric::inside);
    m_grid->setColumnStretch(1, 1);
    column->addLayout(m_grid);
    column->addStretch(1);
    const QList<api::Parameter> parameters = api::parametersOf(endpoint);
    addGroup(tr("Path"), Where::Path, parameters);
    addGroup(tr("Query"), Where::Query, parameters);
    addGroup(tr("Body"), Where::Body, parameters);
    if (m_rows.isEmpty())
        m_grid->addWidget(makeDim(tr("It takes nothing but what is in its body."), host), 0, 0, 1, 2);
    m_area->setWidget(host); // the one before goes; filled, so that all of it shows at once
    m_body->setText({});
    m_bodyHost->setVisible(endpoint.writes());
}

void ExplorerForm::addGroup(const QString &title, Where where, const QList<api::Parameter> &parameters)
{
    bool isFirst = true;
    for (const api::Parameter &parameter : parameters) {
        if (parameter.where != where || parameter.kind == Kind::FreeBody)
            continue;
        const int line = m_grid->rowCount();
        if (std::exchange(isFirst, false))
            m_grid->addWidget(makeHeading(title, m_grid->parentWidget()), line, 0, 1, 2);
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
        reveal(first);
    else if (m_endpoint->writes() && !m_body->problem().isEmpty())
        m_body->showProblem();
    else
        return false;
    return true;
}

void ExplorerForm::reveal(ParameterRow *row)
{
    row->setFocus(Qt::OtherFocusReason);
    m_area->ensureWidgetVisible(row);
}

// `users[1].id` is about the row `users`.
void ExplorerForm::showErrors(const QList<api::FieldError> &errors)
{
    static const QRegularExpression piece(QStringLiteral("[.\\[]"));
    QHash<ParameterRow *, QStringList> said;
    QStringList others;
    for (const api::FieldError &error : errors) {
        const QString text = error.message.isEmpty()
            ? error.field
            : QStringLiteral("%1: %2").arg(error.field, error.message);
        const auto fits = [&](const ParameterRow *row) {
            const QString name = QString::fromLatin1(row->parameter().name);
            return name == error.field || name == error.field.section(piece, 0, 0);
        };
        const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), fits);
        if (found == m_rows.cend())
            others += text;
        else
            said[*found] += text;
    }
    m_body->showMessage(others.join(u'\n'));
    bool isFirst = true;
    for (ParameterRow *row : std::as_const(m_rows)) {
        if (!said.contains(row))
            continue;
        row->showMessage(said.value(row).join(u'\n'));
        if (std::exchange(isFirst, false))
            reveal(row);
    }
}

// Of JSON, an object needs no quotes; every other text would be read as something else without them.
static QString asTyped(const api::Parameter &parameter, const QString &value)
{
    const bool isObject = QJsonDocument::fromJson(value.toUtf8()).isObject();
    return parameter.kind == Kind::Json && !isObject ? models::exactJson(value) : value;
}

QList<QPair<QString, QString>> ExplorerForm::fieldsOf(const api::RequestData &request)
{
    QList<QPair<QString, QString>> out;
    qsizetype argument = 0;
    for (const api::Parameter &parameter : api::parametersOf(*request.endpoint)) {
        const QString name = QString::fromLatin1(parameter.name);
        if (parameter.where == Where::Path)
            out.append({name, request.pathArguments.value(argument++)});
        if (parameter.where != Where::Query)
            continue;
        const QStringList one = request.query.allQueryItemValues(name, QUrl::FullyDecoded);
        const QStringList many
            = request.query.allQueryItemValues(name + QStringLiteral("[]"), QUrl::FullyDecoded);
        if (!many.isEmpty() && parameter.kind == Kind::Json)
            out.append({name, models::exactJson(QJsonArray::fromStringList(many))});
        else if (!many.isEmpty())
            out.append({name, (one + many).join(QStringLiteral(", "))});
        else if (!one.isEmpty())
            out.append({name, asTyped(parameter, one.first())});
    }
    if (request.body && !request.body->isEmpty())
        out.append({bodyKey(), prettyJson(*request.body)});
    return out;
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
