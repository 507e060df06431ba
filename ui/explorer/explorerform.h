// Everything an endpoint takes: rows for path, query and body, and the body as JSON beside them; each of the
// two follows the other.
#pragma once

#include "api/schema/endpoint.h"
#include "api/schema/errorbody.h"
#include "api/schema/parameter.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QScrollArea;

namespace ui {

class JsonEditor;
class ParameterRow;

class ExplorerForm : public QWidget
{
    Q_OBJECT
public:
    explicit ExplorerForm(QWidget *parent = nullptr);
    void setEndpoint(const api::EndpointInfo &endpoint); // empties it
    const api::EndpointInfo *endpoint() const { return m_endpoint; }

    // As typed, to be kept and put back: rows by name, the body under "body".
    QList<QPair<QString, QString>> fields() const;
    void setFields(const QList<QPair<QString, QString>> &fields); // names it does not know are left alone

    // What would be sent. Nothing, after saying what is wrong and going there, while something can't be.
    std::optional<api::RequestData> request();
    // The same as fields, of a request that was made elsewhere.
    static QList<QPair<QString, QString>> fieldsOf(const api::RequestData &request);
    // What the service said of single fields, each beside its row; of what has no row, below the JSON.
    void showErrors(const QList<api::FieldError> &errors);

Q_SIGNALS:
    void edited();
    void submitted(); // Enter in a row

private:
    void addGroup(const QString &title, api::Parameter::Where where, const QList<api::Parameter> &parameters);
    void bodyRowEdited(const ParameterRow *row);
    void bodyTextEdited();
    bool complain();
    ParameterRow *rowNamed(const QString &name) const; // of path and query
    void reveal(ParameterRow *row);

    const api::EndpointInfo *m_endpoint = nullptr;
    QScrollArea *m_area;
    QGridLayout *m_grid = nullptr;
    QList<ParameterRow *> m_rows;
    QWidget *m_bodyHost;
    JsonEditor *m_body;
};

} // namespace ui
