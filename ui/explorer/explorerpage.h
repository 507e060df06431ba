#pragma once

#include "api/client/call.h"
#include "api/client/result.h"
#include "ui/context.h"
#include "ui/page.h"

#include <QElapsedTimer>
#include <QJsonValue>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;
namespace api {
struct EndpointInfo;
struct RequestData;
}
namespace models {
class EndpointsFilter;
class EndpointsModel;
class ExplorerHistory;
}

namespace ui {

class Chip;
class ErrorBar;
class ExplorerForm;
class JsonView;
class UnknownBar;

// Every endpoint of the service, with a form made from what it takes. `explorer:users.list?page_size=10` is
// one of them, filled in.
class ExplorerPage : public Page
{
    Q_OBJECT
public:
    explicit ExplorerPage(const Context &context, QWidget *parent = nullptr);
    ~ExplorerPage() override;

    Place place() const override;
    QString title() const override;
    void go(const Place &place) override;
    void refresh() override { }
    bool isSettled() const override { return !m_call.active(); }

private:
    QWidget *buildList();
    QWidget *buildForm();
    QWidget *buildAnswer();
    void choose(const api::EndpointInfo *endpoint);
    void followSend();
    void send();
    void sendNow(const api::RequestData &request);
    void answered(const api::Result<QJsonValue> &result);
    void checkRuns(const QString &workflow);
    void showHistory();

    Context m_context;
    models::EndpointsModel *m_endpoints;
    models::EndpointsFilter *m_matching;
    std::unique_ptr<models::ExplorerHistory> m_history;
    QLineEdit *m_search = nullptr;
    QTreeView *m_tree = nullptr;
    QLabel *m_line = nullptr; // what the endpoint does
    QLabel *m_path = nullptr;
    QLabel *m_facts = nullptr; // rate, who may call it
    ExplorerForm *m_form = nullptr;
    QPushButton *m_send = nullptr;
    QPushButton *m_past = nullptr;
    ErrorBar *m_error = nullptr;
    UnknownBar *m_unknown = nullptr;
    QByteArray m_key; // of what is under way; empty: it has none
    Chip *m_status = nullptr;
    QLabel *m_took = nullptr;
    JsonView *m_answer = nullptr;
    QElapsedTimer m_since;
    api::Call m_call;
};

} // namespace ui
