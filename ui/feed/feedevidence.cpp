#include "ui/feed/feedevidence.h"

#include "models/feedmodel.h"
#include "ui/export/listexport.h"
#include "ui/feed/feedcard.h"
#include "ui/message/messagereport.h"
#include "ui/rowactions.h"

#include <QAction>
#include <QCoreApplication>
#include <QListView>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

struct FeedEvidenceText
{
    Q_DECLARE_TR_FUNCTIONS(FeedEvidence)
};

QList<int> selectedRows(const QListView *view)
{
    QList<int> rows;
    const QModelIndexList chosen = view->selectionModel()->selectedIndexes();
    for (const QModelIndex &index : chosen)
        rows += index.row();
    std::sort(rows.begin(), rows.end());
    return rows;
}

void addCopy(QListView *view, const QString &text, const QKeySequence &key, const QString &said,
             const QString &between, const std::function<QString(int)> &ofRow)
{
    auto *action = new QAction(text, view);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    view->addAction(action);
    QObject::connect(action, &QAction::triggered, view, [=] {
        QStringList texts;
        for (const int row : selectedRows(view))
            texts += ofRow(row);
        texts.removeAll(QString());
        if (!texts.isEmpty())
            copyAndSay(view, texts.join(between), said);
    });
}

} // namespace

QString feedItemReport(const api::FeedItem &item, const QString &userId)
{
    QStringList lines {cardOf({item, {}}, 0).plain};
    addFact(lines, FeedEvidenceText::tr("Message"), item.id);
    addFact(lines, FeedEvidenceText::tr("In the feed of"), userId);
    for (const api::Recipient &actor : item.actors)
        addFact(lines, FeedEvidenceText::tr("Actor"), actor.label());
    addFact(lines, FeedEvidenceText::tr("Workflow"), item.source.key);
    addFact(lines, FeedEvidenceText::tr("Tenant"), item.tenant);
    addFact(lines, FeedEvidenceText::tr("Created"), item.insertedAt.toWire());
    addFact(lines, FeedEvidenceText::tr("Seen"), item.seenAt.toWire());
    addFact(lines, FeedEvidenceText::tr("Read"), item.readAt.toWire());
    addFact(lines, FeedEvidenceText::tr("Interacted"), item.interactedAt.toWire());
    addFact(lines, FeedEvidenceText::tr("Archived"), item.archivedAt.toWire());
    if (!item.id.isEmpty())
        addFact(lines, FeedEvidenceText::tr("Open it"), messageCommand(item.id));
    return lines.join(u'\n') + u'\n';
}

void addFeedEvidence(const Context &context, const models::FeedModel *model, QListView *view, FilterBar *bar,
                     QWidget *panel)
{
    ListExport::List list;
    list.model = model;
    list.name = [] { return FeedEvidenceText::tr("Feed"); };
    list.selected = [view] { return selectedRows(view); };
    list.shown = [model] {
        QList<int> rows(model->rowCount());
        std::iota(rows.begin(), rows.end(), 0);
        return rows;
    };
    list.columns = [] { return QList<int>(); };
    if (ListExport *one = ListExport::add(context, list, panel, bar))
        view->addAction(one->action());
    addCopy(view, FeedEvidenceText::tr("Copy as text, for a ticket"), Qt::CTRL | Qt::SHIFT | Qt::Key_C,
            FeedEvidenceText::tr("Copied as text"), u"\n"_s,
            [model](int row) { return feedItemReport(model->row(row).value, model->userId()); });
    addCopy(view, FeedEvidenceText::tr("Copy the link"), Qt::CTRL | Qt::SHIFT | Qt::Key_L,
            FeedEvidenceText::tr("Link copied"), u"\n"_s, [model](int row) {
                const QString id = model->idAt(row);
                return id.isEmpty() ? QString() : messageCommand(id);
            });
}

} // namespace ui
