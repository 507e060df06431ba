#pragma once

#include "ui/context.h"
#include "ui/explorer/explorerrun.h"
#include "ui/page.h"

#include <QHash>
#include <memory>

class QLabel;
class QPushButton;
namespace models {
class ExplorerHistory;
}

namespace ui {

class AnswerPane;
class EndpointList;
class ErrorBar;
class ExplorerForm;
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
    bool isSettled() const override { return !m_run->isActive(); }

private:
    using Fields = ExplorerRun::Fields;
    QWidget *buildForm();
    QLayout *buildHead(QWidget *host);
    void buildBars(QWidget *host);
    void addSendKey();
    void choose(const api::EndpointInfo *endpoint); // as it was left when it was chosen last
    void choose(const api::EndpointInfo *endpoint, const Fields &fields);
    void followSend();
    void send();
    void ask(const api::RequestData &request, const Fields &fields);
    void sendNow(api::RequestData request, const Fields &fields);
    bool mayBeWritten(const Fields &fields) const;
    void sendEarlier(const QString &endpoint, const Fields &fields, const QByteArray &key);
    void answered(const ExplorerRun::Answer &answer);
    void showError(const ExplorerRun::Answer &answer);
    void keep(const ExplorerRun::Answer &answer);
    void check(const api::RequestData &written);
    void retryLimited();
    void showHistory();

    Context m_context;
    std::unique_ptr<models::ExplorerHistory> m_history;
    QHash<const api::EndpointInfo *, Fields> m_drafts;
    ExplorerRun *m_run;
    EndpointList *m_list;
    QLabel *m_line = nullptr; // what the endpoint does
    QLabel *m_path = nullptr;
    QLabel *m_facts = nullptr; // rate, who may call it
    ExplorerForm *m_form = nullptr;
    QPushButton *m_send = nullptr;
    QPushButton *m_past = nullptr;
    ErrorBar *m_error = nullptr;
    UnknownBar *m_unknown = nullptr;
    AnswerPane *m_answer;
    ExplorerRun::Answer m_last;
};

} // namespace ui
