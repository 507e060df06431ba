#include "ui/message/marker.h"

#include "api/client/writeguard.h"
#include "ui/errorbar.h"
#include "ui/message/interacteddialog.h"
#include "ui/message/markwords.h"
#include "ui/undobar.h"

namespace ui {

Marker::Marker(api::Client &client, ErrorBar *bar, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_actions(new models::MessageActions(client, this))
    , m_history(new models::MarkHistory(m_actions))
    , m_bar(bar)
    , m_undoBar(new UndoBar(bar->parentWidget()))
{
    connect(m_history, &models::MarkHistory::ended, this, &Marker::stepEnded);
    connect(m_history, &models::MarkHistory::changed, this, &Marker::show);
    connect(m_actions, &models::MessageActions::pendingChanged, this, [this] {
        if (m_history->isBusy())
            show();
    });
    connect(m_bar, &ErrorBar::retryRequested, this, &Marker::retry);
    connect(m_bar, &ErrorBar::checkRequested, this, &Marker::check);
    connect(m_bar, &ErrorBar::dismissed, m_history, &models::MarkHistory::forgetLeft);
    connect(m_undoBar, &UndoBar::undoRequested, this, &Marker::undo);
    connect(m_undoBar, &UndoBar::redoRequested, this, &Marker::redo);
    connect(m_undoBar, &UndoBar::stopRequested, m_history, &models::MarkHistory::stop);
    connect(m_undoBar, &UndoBar::dismissed, this, [this] {
        m_isDismissed = !m_history->isBusy(); // what ends after it is told all the same
        m_history->forgetUndo();
    });
}

QString Marker::whyNot(bool undo) const
{
    const api::EndpointInfo &endpoint
        = undo ? static_cast<const api::EndpointInfo &>(api::messages::unmark) : api::messages::mark;
    return api::whyNot(m_client.connection(), endpoint);
}

bool Marker::refuses(bool undo)
{
    const QString reason = whyNot(undo);
    if (!reason.isEmpty())
        m_bar->showText(reason);
    return !reason.isEmpty();
}

void Marker::apply(const QStringList &ids, api::Engagement mark, bool undo)
{
    if (!ids.isEmpty() && !refuses(undo))
        begin(ids, {mark, !undo, {}});
}

void Marker::begin(const QStringList &ids, const models::Mark &mark)
{
    if (!m_history->isBusy())
        m_earlier.clear();
    m_history->apply(ids, mark);
}

void Marker::askMetadata(const QStringList &ids)
{
    if (ids.isEmpty() || refuses(false))
        return;
    auto *dialog = new InteractedDialog(int(ids.size()), m_typed, m_bar->window());
    connect(dialog, &InteractedDialog::chosen, this,
            [this, ids](const QJsonObject &metadata, const QList<QPair<QString, QString>> &typed) {
                m_typed = typed;
                begin(ids,
                      {api::Engagement::Interacted, true,
                       metadata.isEmpty() ? std::nullopt : std::optional(metadata)});
            });
    dialog->open();
}

void Marker::undo()
{
    if (!m_history->isBusy() && !m_history->canUndo())
        return;
    if (!refuses(m_history->report().mark.set))
        m_history->undo();
}

void Marker::redo()
{
    if (m_history->canRedo() && !refuses(!m_history->report().mark.set))
        m_history->redo();
}

void Marker::retry()
{
    m_earlier.clear();
    m_bar->clear();
    m_history->retry();
}

void Marker::check()
{
    m_earlier.clear();
    m_bar->clear();
    m_history->check();
}

void Marker::stepEnded()
{
    const models::MarkHistory::Report &report = m_history->report();
    const QString trouble = troubleWords(report);
    if (trouble.isEmpty() && report.mark.metadata)
        m_typed.clear(); // it was taken
    if (!trouble.isEmpty() && m_history->waiting() > 0)
        m_earlier += trouble;
}

void Marker::show()
{
    const models::MarkHistory::Report &report = m_history->report();
    if (m_history->isBusy()) {
        m_isDismissed = false;
        m_bar->clear();
        if (m_actions->canStop())
            m_undoBar->showText(progressWords(report, m_actions->pending()), {.stop = true});
        else
            m_undoBar->setBusy(); // until the answer is there, which is soon
        return;
    }
    showTrouble();
    const QString done = doneWords(report);
    if (m_isDismissed || (done.isEmpty() && !m_history->canUndo() && !m_history->canRedo()))
        m_undoBar->clear();
    else
        m_undoBar->showText(done.isEmpty() ? tr("Nothing was changed.") : done,
                            {.undo = m_history->canUndo(), .redo = m_history->canRedo()});
}

void Marker::showTrouble()
{
    const models::MarkHistory::Report &report = m_history->report();
    QStringList all = m_earlier;
    if (const QString trouble = troubleWords(report); !trouble.isEmpty())
        all += trouble;
    if (all.isEmpty())
        return m_bar->clear();
    const bool canRetry = !report.retryable().isEmpty();
    m_bar->showText(all.join(u' '), canRetry);
    if (!report.unknown().isEmpty())
        m_bar->offerCheck(canRetry);
    else if (canRetry && report.failures.isEmpty())
        m_bar->offer(tr("Retry those"));
}

} // namespace ui
